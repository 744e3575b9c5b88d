import { BellRing, Network, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";
import { LoadError } from "@/components/Notice";
import type { useLines } from "../api";
import { COUNTRIES, type Country } from "../countries";
import type { PhoneWay as Way } from "../ways";

type PhoneWayProps = {
  country: Country;
  number: string;
  /** The number cannot be one, and the person has left the field or pressed the button. */
  bad: boolean;
  lines: ReturnType<typeof useLines>;
  /** How a phone can be reached; none: no phone can ring. */
  ways: readonly Way[];
  by: string;
  onBy: (id: string) => void;
  onCountry: (country: Country) => void;
  onNumber: (number: string) => void;
  onLeave: () => void;
};

/** A real phone's number; without a phone line it says what is missing. */
export function PhoneWay(props: PhoneWayProps) {
  const { country, number, bad, lines, ways, by, onBy, onCountry, onNumber, onLeave } = props;
  const { t, i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language === "hi" ? "hi" : "en"], { type: "region" });
  const countries = COUNTRIES.map(([value, code]) => ({ value, label: `${code} ${names.of(value)}`, data: true }));
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[minmax(9rem,2fr)_3fr]">
        <Field label={t("testcall.country")}>
          {(aria) => <Select {...aria} value={country} onChange={onCountry} options={countries} />}
        </Field>
        <Field label={t("testcall.number")} error={bad ? t("testcall.numberError") : undefined}>
          {(aria) => (
            <TextInput
              {...aria}
              type="tel"
              inputMode="tel"
              autoComplete="tel-national"
              maxLength={40}
              value={number}
              onChange={onNumber}
              onBlur={onLeave}
            />
          )}
        </Field>
      </div>
      {ways.length > 0 && <Rings ways={ways} by={by} onBy={onBy} />}
      {lines.data && ways.length === 0 && <NoPhoneLine />}
      {!lines.data && lines.error && (
        <LoadError
          title={t("testcall.linesError")}
          error={lines.error}
          busy={lines.isValidating}
          onRetry={() => void lines.mutate()}
        />
      )}
    </div>
  );
}

/** By which trunk, and what follows: it is somebody's phone, and a carrier's bill. */
function Rings({ ways, by, onBy }: Pick<PhoneWayProps, "ways" | "by" | "onBy">) {
  const { t } = useTranslation();
  const options = ways.map(({ id, name }) => ({ value: id, label: name, data: true }));
  return (
    <>
      <Field label={t("testcall.trunk")}>
        {(aria) => <Select {...aria} value={by} onChange={onBy} options={options} />}
      </Field>
      <p className="flex gap-2 text-warning">
        <BellRing className="mt-0.5 size-4" aria-hidden />
        <span className="max-w-[75ch]">{t("testcall.phoneHint")}</span>
      </p>
    </>
  );
}

function NoPhoneLine() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-md border border-warning-line border-l-2 border-l-warning px-3.5 py-3">
      <TriangleAlert className="mt-0.5 size-4 text-warning" aria-hidden />
      <p className="max-w-[75ch] min-w-0 flex-1 basis-56">{t("testcall.noPhoneLine")}</p>
      <Link to="/lines" className={buttonLook("secondary", true)}>
        <Network className="size-3.5" aria-hidden />
        {t("testcall.openLines")}
      </Link>
    </div>
  );
}
