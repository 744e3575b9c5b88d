import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/form/Fold";

/** How keywords are written (core/scripts/matching.py compares them). */
export function KeywordHelp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Fold title={<span className="text-xs">{t("lines.notation.title")}</span>} open={open} onToggle={setOpen}>
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 rounded-md bg-sunken px-3 py-2 text-xs">
        {NOTATION.map(([name, example]) => (
          <div key={name} className="contents">
            <dt translate="no" className="font-mono">
              {example}
            </dt>
            <dd className="text-ink-2">{t(`lines.notation.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Fold>
  );
}

const NOTATION = [
  ["either", "price|rate"],
  ["start", "charge*"],
  ["gap", "call .. later"],
  ["wideGap", "call ... later"],
  ["all", "deposit + back"],
  ["end", "no $"],
] as const;
