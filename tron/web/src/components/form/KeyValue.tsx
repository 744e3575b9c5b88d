import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../Button";
import type { ControlProps } from "./FormField";
import { LINE } from "./look";

export type Pair = { key: string; value: string };

/** Named values, a row each: what a contact's metadata is made of. */
export function KeyValue({ value, onChange, onBlur, disabled, ...aria }: ControlProps<Pair[]>) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<Pair>) =>
    onChange(value.map((pair, index) => (index === at ? { ...pair, ...part } : pair)));
  return (
    <fieldset
      aria-labelledby={aria["aria-labelledby"]}
      className="flex min-w-0 flex-col items-start gap-2"
      disabled={disabled}
    >
      {value.map((pair, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; keys may repeat while they are written
        <div key={index} className="grid w-full grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] gap-2">
          <input
            className={LINE}
            aria-label={t("form.pair.key", { n: index + 1 })}
            placeholder={t("form.pair.keyShort")}
            value={pair.key}
            onChange={(event) => change(index, { key: event.target.value })}
            onBlur={onBlur}
          />
          <input
            className={LINE}
            aria-label={t("form.pair.value", { n: index + 1 })}
            placeholder={t("form.pair.valueShort")}
            value={pair.value}
            onChange={(event) => change(index, { value: event.target.value })}
            onBlur={onBlur}
          />
          <IconButton
            icon={X}
            label={t("form.pair.remove", { n: index + 1 })}
            onClick={() => onChange(value.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Button small icon={Plus} look="quiet" onClick={() => onChange([...value, { key: "", value: "" }])}>
        {t("form.pair.add")}
      </Button>
    </fieldset>
  );
}
