import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import type { ControlProps } from "@/components/form/FormField";
import { NumberInput } from "@/components/form/NumberInput";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";
import { same } from "@/lib/changes";
import { COMPONENTS, type Component, type PriceRow, type PriceRows, toRows, toTable } from "../prices";
import type { Value } from "../values";

/** What each component costs, a row for each name. */
export function PriceTable({ value, onChange, disabled, ...aria }: ControlProps<Value>) {
  const { t } = useTranslation();
  const [rows, setRows] = useState<PriceRows>(() => toRows(value));
  // Rows that are being written (no name yet, the same name twice) live here; another table comes from outside.
  const shown = same(toTable(rows), value) ? rows : toRows(value);
  const change = (component: Component, next: readonly PriceRow[]) => {
    const all = { ...shown, [component]: next };
    setRows(all);
    onChange(toTable(all));
  };
  return (
    <fieldset
      disabled={disabled}
      aria-labelledby={aria["aria-labelledby"]}
      aria-describedby={aria["aria-describedby"]}
      className="grid min-w-0 gap-4"
    >
      {COMPONENTS.map((component) => (
        <PriceRowsOf
          key={component}
          component={component}
          rows={shown[component]}
          onChange={(next) => change(component, next)}
        />
      ))}
      <p className="text-xs text-ink-3">{t("settings.price.others")}</p>
    </fieldset>
  );
}

type PriceRowsProps = {
  component: Component;
  rows: readonly PriceRow[];
  onChange: (rows: readonly PriceRow[]) => void;
};

function PriceRowsOf({ component, rows, onChange }: PriceRowsProps) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<PriceRow>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  return (
    <fieldset className="flex min-w-0 flex-col items-start gap-2">
      <legend className="mb-2 text-xs text-ink-2">{t(`settings.price.${component}`)}</legend>
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name changes while it is written
        <div key={index} className="grid w-full max-w-xl grid-cols-[minmax(0,1fr)_5.5rem_6rem_auto] gap-1.5">
          <TextInput
            aria-label={t("settings.price.name", { n: index + 1 })}
            value={row.name}
            maxLength={100}
            onChange={(name) => set(index, { name })}
          />
          <NumberInput
            decimal
            aria-label={t("settings.price.amount", { n: index + 1 })}
            value={row.amount}
            onChange={(amount) => set(index, { amount })}
          />
          <Select
            aria-label={t("settings.price.currency", { n: index + 1 })}
            value={row.currency}
            options={CURRENCIES}
            onChange={(currency) => set(index, { currency })}
          />
          <IconButton
            icon={X}
            label={t("settings.price.remove", { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <Button
        small
        look="quiet"
        icon={Plus}
        onClick={() => onChange([...rows, { name: "", amount: 0, currency: "INR" }])}
      >
        {t("settings.price.add")}
      </Button>
    </fieldset>
  );
}

const CURRENCIES = [
  { value: "INR", label: "₹ INR", data: true },
  { value: "USD", label: "$ USD", data: true },
] as const;
