import { Grip } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { useTalk } from "@/stores/talk";

const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;
const isKey = (key: string) => KEYS.some((one) => one === key);

/** The keys of a telephone: by click, or typed while one of them has the focus. */
export function Keypad({ pressed }: { pressed: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const press = useTalk((talk) => talk.press);
  const id = useId();
  const type = (event: KeyboardEvent) => {
    if (isKey(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey) press(event.key);
  };
  return (
    <div className="flex flex-col items-start gap-2">
      <Button small look="quiet" icon={Grip} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {t("testcall.keypad")}
      </Button>
      {open && (
        <fieldset id={id} aria-label={t("testcall.keypad")} onKeyDown={type} className="min-w-0">
          <div className="grid w-48 grid-cols-3 gap-1.5">
            {KEYS.map((key) => (
              <button
                key={key}
                type="button"
                translate="no"
                aria-label={t("testcall.key", { key })}
                onClick={() => press(key)}
                className="num h-9 rounded-md border border-line-2 bg-surface-2 text-base font-medium hover:bg-surface-3 active:bg-accent-soft pointer-coarse:h-control"
              >
                {key}
              </button>
            ))}
          </div>
          <p className="mt-1.5 text-xs text-ink-3">
            {pressed === "" ? t("testcall.keypadHint") : t("testcall.pressed", { keys: pressed })}
          </p>
        </fieldset>
      )}
    </div>
  );
}
