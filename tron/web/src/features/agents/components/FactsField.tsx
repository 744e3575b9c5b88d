import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";
import { same } from "@/lib/changes";
import { useLines } from "../hooks/useLines";
import { KEY } from "../lineFaults";
import { KINDS } from "../lines";

type Facts = Readonly<Record<string, string>>;
type Row = { name: string; value: string };
type FactsFieldProps = {
  path: string;
  label: string;
  hint: ReactNode;
  value: Facts;
  onChange: (value: Record<string, string>) => void;
};

/** Named values with where each comes from: the caller's words, or a text that is always the same. */
export function FactsField({ path, label, hint, value, onChange }: FactsFieldProps) {
  const { t } = useTranslation();
  // A row may be without a name, or with one that is there already, while it is written: no table can hold that.
  const [written, setWritten] = useState<readonly Row[]>(() => rowsOf(value));
  const rows = same(tableOf(written), value) ? written : rowsOf(value);
  const set = (next: readonly Row[]) => {
    setWritten(next);
    onChange(tableOf(next));
  };
  return (
    <Field label={label} hint={hint} optional group>
      {(aria) => (
        <fieldset
          aria-labelledby={aria["aria-labelledby"]}
          aria-describedby={aria["aria-describedby"]}
          className="flex min-w-0 flex-col items-start gap-2"
        >
          {rows.map((row, index) => (
            <FactRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; names may repeat while they are written
              key={index}
              path={path}
              index={index}
              rows={rows}
              onChange={(part) => set(rows.map((other, at) => (at === index ? { ...row, ...part } : other)))}
              onRemove={() => set(rows.filter((_, at) => at !== index))}
            />
          ))}
          <Button small icon={Plus} look="quiet" onClick={() => set([...rows, { name: "", value: "$text" }])}>
            {t("lines.fact.add")}
          </Button>
        </fieldset>
      )}
    </Field>
  );
}

type FactRowProps = {
  path: string;
  index: number;
  rows: readonly Row[];
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
};

function FactRow({ path, index, rows, onChange, onRemove }: FactRowProps) {
  const { t } = useTranslation();
  const { errorAt } = useLines();
  const [left, setLeft] = useState(false);
  const { name, value } = rows[index] ?? { name: "", value: "" };
  const n = index + 1;
  const twin = rows.some((other, at) => at < index && other.name === name);
  const wrong = twin ? t("lines.fact.twin") : KEY.test(name) ? undefined : t("lines.fault.key");
  const kind = KINDS.find((known) => known === value) ?? "fixed";
  const kinds = [...KINDS, "fixed" as const].map((one) => ({ value: one, label: t(`lines.kind.${one}`) }));
  return (
    <div className="flex w-full gap-1">
      <div className="grid min-w-0 flex-1 gap-2 @md:grid-cols-2">
        <Field
          label={t("lines.fact.name", { n })}
          error={(left ? wrong : undefined) ?? (name === "" ? undefined : errorAt(`${path}.${name}`))}
          bare
        >
          {(aria) => (
            <TextInput
              {...aria}
              value={name}
              placeholder={t("lines.fact.nameShort")}
              onChange={(next) => onChange({ name: next })}
              onBlur={() => setLeft(true)}
            />
          )}
        </Field>
        <Field label={t("lines.fact.kind", { n })} bare>
          {(aria) => (
            <Select
              {...aria}
              value={kind}
              options={kinds}
              onChange={(next) => onChange({ value: next === "fixed" ? "" : next })}
            />
          )}
        </Field>
        {kind === "fixed" && (
          <div className="@md:col-start-2">
            <Field label={t("lines.fact.fixed", { n })} bare>
              {(aria) => (
                <TextInput
                  {...aria}
                  value={value}
                  placeholder={t("lines.fact.fixedShort")}
                  onChange={(next) => onChange({ value: next })}
                />
              )}
            </Field>
          </div>
        )}
      </div>
      <IconButton icon={X} label={t("lines.fact.remove", { n })} onClick={onRemove} />
    </div>
  );
}

function rowsOf(facts: Facts): Row[] {
  return Object.entries(facts).map(([name, value]) => ({ name, value }));
}

/** Of rows with one name the first counts; rows without one do not. */
function tableOf(rows: readonly Row[]): Record<string, string> {
  const first = ({ name }: Row, index: number) => rows.findIndex((other) => other.name === name) === index;
  const named = rows.filter((row, index) => row.name !== "" && first(row, index));
  return Object.fromEntries(named.map(({ name, value }) => [name, value]));
}
