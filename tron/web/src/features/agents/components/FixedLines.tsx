import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useLines } from "../hooks/useLines";
import { MOST } from "../lineFaults";
import { LinesText } from "./LinesField";
import { LineTarget } from "./LineTarget";
import { TextListField } from "./TextListField";

/** What every call has: the greeting's answers, and the lines for what can happen at any time. */
export function FixedLines() {
  const { t } = useTranslation();
  const { lines, change } = useLines();
  const greeting = useId();
  const always = useId();
  return (
    <>
      <section aria-labelledby={greeting} className="grid min-w-0 gap-3">
        <h3 id={greeting} className="text-sm">
          {t("lines.greeting.title")}
        </h3>
        <div className="grid items-start gap-4 @md:grid-cols-2">
          <LineTarget
            path="greeting_yes"
            name="greeting_yes"
            value={lines.greeting_yes}
            onChange={(greeting_yes) => change({ ...lines, greeting_yes })}
          />
          <LineTarget
            path="greeting_no"
            name="greeting_no"
            value={lines.greeting_no}
            onChange={(greeting_no) => change({ ...lines, greeting_no })}
          />
        </div>
        <LinesText
          path="greeting_again"
          label={t("lines.field.greeting_again")}
          hint={t("lines.hint.greeting_again")}
          value={lines.greeting_again}
          onChange={(greeting_again) => change({ ...lines, greeting_again })}
          optional
        />
      </section>
      <section aria-labelledby={always} className="grid min-w-0 gap-3">
        <h3 id={always} className="text-sm">
          {t("lines.always.title")}
        </h3>
        {(["fallback", "silence"] as const).map((name) => (
          <TextListField
            key={name}
            path={name}
            label={t(`lines.field.${name}`)}
            hint={t(`lines.hint.${name}`)}
            value={lines[name]}
            onChange={(value) => change({ ...lines, [name]: value })}
            max={MOST[name]}
          />
        ))}
        {TEXTS.map((name) => (
          <LinesText
            key={name}
            path={name}
            label={t(`lines.field.${name}`)}
            hint={t(`lines.hint.${name}`)}
            value={lines[name]}
            onChange={(value) => change({ ...lines, [name]: value ?? "" })}
            rows={2}
          />
        ))}
      </section>
    </>
  );
}

const TEXTS = ["goodbye", "silence_goodbye", "time_up", "opt_out_ack", "identity", "human"] as const;
