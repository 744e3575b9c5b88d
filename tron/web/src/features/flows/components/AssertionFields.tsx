import { Plus, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";
import { BLANK_ROW, KINDS, OPERATORS, REASONS, type Row } from "../scenario";
import type { FlowCanvas } from "../types";
import { NodesField } from "./NodesField";

type AssertionFieldsProps = { rows: readonly Row[]; canvas: FlowCanvas; onChange: (rows: Row[]) => void };

/** What must come of the conversation: a row each, and all of them must hold. */
export function AssertionFields({ rows, canvas, onChange }: AssertionFieldsProps) {
  const { t } = useTranslation();
  const change = (at: number, part: Partial<Row>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)));
  const kinds = KINDS.map((value) => ({ value, label: t(`flows.scenarios.kind.${value}`) }));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium text-ink">{t("flows.scenarios.assertions")}</legend>
      {rows.map((row, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          key={index}
          className="grid items-start gap-2 sm:grid-cols-[12rem_minmax(0,1fr)_auto]"
        >
          <Select
            aria-label={t("flows.scenarios.kindOf", { n: index + 1 })}
            value={row.kind}
            onChange={(kind) => change(index, { ...BLANK_ROW, kind })}
            options={kinds}
          />
          <Wanted row={row} n={index + 1} canvas={canvas} onChange={(part) => change(index, part)} />
          <IconButton
            icon={X}
            label={t("flows.scenarios.removeRow", { n: index + 1 })}
            onClick={() => onChange(rows.filter((_, other) => other !== index))}
          />
        </div>
      ))}
      <span>
        <Button small look="quiet" icon={Plus} onClick={() => onChange([...rows, BLANK_ROW])}>
          {t("flows.scenarios.addRow")}
        </Button>
      </span>
    </fieldset>
  );
}

type WantedProps = { row: Row; n: number; canvas: FlowCanvas; onChange: (part: Partial<Row>) => void };

function Wanted({ row, n, canvas, onChange }: WantedProps) {
  const { t } = useTranslation();
  const label = t("flows.scenarios.wanted", { n });
  if (row.kind === "visited" || row.kind === "not_visited") {
    return <NodesField label={label} canvas={canvas} value={row.nodes} onChange={(nodes) => onChange({ nodes })} />;
  }
  if (row.kind === "reason") {
    const reasons = REASONS.map((value) => ({ value: value as string, label: t(`flows.reason.${value}`) }));
    return (
      <Select
        aria-label={label}
        value={row.text}
        onChange={(text) => onChange({ text })}
        placeholder={t("flows.scenarios.choose")}
        options={reasons}
      />
    );
  }
  if (row.kind === "variable") return <VariableIs row={row} n={n} onChange={onChange} />;
  return (
    <TextInput
      aria-label={label}
      value={row.text}
      onChange={(text) => onChange({ text })}
      placeholder={t(`flows.scenarios.example.${row.kind}`)}
      autoComplete="off"
    />
  );
}

function VariableIs({ row, n, onChange }: Omit<WantedProps, "canvas">) {
  const { t } = useTranslation();
  const operators = OPERATORS.map((value) => ({ value, label: t(`flows.scenarios.operator.${value}`) }));
  const compares = row.operator !== "is_empty" && row.operator !== "not_empty";
  return (
    <div className="grid gap-2 sm:grid-cols-3">
      <TextInput
        aria-label={t("flows.scenarios.variableName", { n })}
        value={row.text}
        onChange={(text) => onChange({ text })}
        placeholder={t("flows.scenarios.example.variable")}
        autoComplete="off"
      />
      <Select
        aria-label={t("flows.scenarios.operatorOf", { n })}
        value={row.operator}
        onChange={(operator) => onChange({ operator })}
        options={operators}
      />
      {compares && (
        <TextInput
          aria-label={t("flows.scenarios.wanted", { n })}
          value={row.value}
          onChange={(value) => onChange({ value })}
          autoComplete="off"
        />
      )}
    </div>
  );
}
