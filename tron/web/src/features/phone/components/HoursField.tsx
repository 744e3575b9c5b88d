import { Plus, X } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Checkbox, SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import type { Hours, Opening } from "../api";
import { anOpening, DAYS, someHours } from "../numberForm";

type HoursFieldProps = {
  /** Null: always answered as usual. */
  value: Hours | null;
  error: string | undefined;
  zoneError: string | undefined;
  onChange: (value: Hours | null) => void;
};

/** When a number is answered as usual: openings of the week, in the time zone of the place. */
export function HoursField({ value, error, zoneError, onChange }: HoursFieldProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      <SwitchField
        label={t("phone.hours.limited")}
        hint={t("phone.hours.limitedHint")}
        value={value !== null}
        onChange={(on) => onChange(on ? someHours() : null)}
      />
      {value && (
        <div className="grid min-w-0 gap-4 rounded-md border border-line bg-page p-4">
          <Zone value={value.timezone} error={zoneError} onChange={(timezone) => onChange({ ...value, timezone })} />
          <Field group label={t("phone.hours.openings")} hint={t("phone.hours.hint")} error={error}>
            {(aria) => (
              <fieldset
                aria-labelledby={aria["aria-labelledby"]}
                aria-describedby={aria["aria-describedby"]}
                className="grid min-w-0 justify-items-start gap-3"
              >
                <Openings value={value.open} onChange={(open) => onChange({ ...value, open })} />
              </fieldset>
            )}
          </Field>
        </div>
      )}
    </div>
  );
}

function Openings({ value, onChange }: { value: readonly Opening[]; onChange: (value: Opening[]) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {value.map((opening, index) => (
        <OpeningRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={index}
          n={index + 1}
          opening={opening}
          onChange={(part) => onChange(value.map((old, at) => (at === index ? { ...old, ...part } : old)))}
          onRemove={() => onChange(value.filter((_, at) => at !== index))}
        />
      ))}
      <Button small icon={Plus} onClick={() => onChange([...value, anOpening()])}>
        {t("phone.hours.add")}
      </Button>
    </>
  );
}

type OpeningRowProps = {
  n: number;
  opening: Opening;
  onChange: (part: Partial<Opening>) => void;
  onRemove: () => void;
};

function OpeningRow({ n, opening, onChange, onRemove }: OpeningRowProps) {
  const { t } = useTranslation();
  const tick = (day: Opening["days"][number], on: boolean) =>
    onChange({ days: DAYS.filter((other) => (other === day ? on : opening.days.includes(other))) });
  return (
    <fieldset className="grid w-full min-w-0 gap-2 border-line not-first:border-t not-first:pt-3">
      <legend className="sr-only">{t("phone.hours.opening", { n })}</legend>
      <div className="flex flex-wrap gap-x-3">
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={t(`phone.day.${day}`)}
            value={opening.days.includes(day)}
            onChange={(on) => tick(day, on)}
          />
        ))}
      </div>
      <div className="flex items-end gap-2">
        {(["start", "end"] as const).map((side) => (
          <Field key={side} label={t(`phone.hours.${side}`)}>
            {(aria) => (
              <TextInput
                {...aria}
                maxLength={5}
                value={opening[side]}
                onChange={(time) => onChange({ [side]: time })}
              />
            )}
          </Field>
        ))}
        <IconButton icon={X} label={t("phone.hours.remove", { n })} onClick={onRemove} />
      </div>
    </fieldset>
  );
}

type ZoneProps = { value: string; error: string | undefined; onChange: (value: string) => void };

function Zone({ value, error, onChange }: ZoneProps) {
  const { t } = useTranslation();
  const list = useId();
  return (
    <Field label={t("phone.hours.timezone")} error={error}>
      {(aria) => (
        <>
          <TextInput {...aria} list={list} value={value} onChange={onChange} />
          <datalist id={list} translate="no">
            {Intl.supportedValuesOf("timeZone").map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
