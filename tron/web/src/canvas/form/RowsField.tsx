import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Words } from "@/components/Words";
import { added, moved, nameOf, removed } from "../model/rows";
import type { FormSpec } from "../model/schema";
import type { Data } from "../model/types";

type Inner = { fields: readonly FormSpec[]; path: string; onChange: (row: Data, inside: string) => void };

type RowsFieldProps = {
  field: FormSpec;
  path: string;
  value: unknown;
  onChange: (value: unknown, inside?: string) => void;
  label: ReactNode;
  hint?: ReactNode;
  error: string | undefined;
  /** Draws the form of one row. */
  children: (row: Data, inner: Inner) => ReactNode;
};

/** A list of rows, each a small form: intents, ways, rules. */
export function RowsField({ field, path, value, onChange, label, hint, error, children }: RowsFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const rows = Array.isArray(value) ? value.filter(isRow) : [];
  const full = field.limits.maxItems !== undefined && rows.length >= field.limits.maxItems;
  const rowName = (row: Data, index: number) => nameOf(row) || t("canvas.form.row", { n: index + 1 });
  const put = (at: number, row: Data, inside: string) =>
    onChange(
      rows.map((one, index) => (index === at ? row : one)),
      inside,
    );
  return (
    <fieldset className="flex min-w-0 flex-col gap-2" aria-describedby={hint || error ? id : undefined}>
      <legend className="mb-1.5 font-medium">{label}</legend>
      {rows.map((row, index) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its id may change while it is written
          key={index}
          aria-label={t("canvas.form.row", { n: nameOf(row) || index + 1 })}
          className="min-w-0 rounded-md border border-line p-3"
        >
          <RowHead
            name={rowName(row, index)}
            first={index === 0}
            last={index === rows.length - 1}
            onMove={(by) => onChange(moved(rows, index, by))}
            onRemove={() => onChange(removed(rows, index))}
          />
          {children(row, {
            fields: ordered(field.fields),
            path: `${path}.${index}.`,
            onChange: (next, inside) => put(index, next, inside),
          })}
        </fieldset>
      ))}
      {(hint || error) && (
        <p id={id} className={`text-xs ${error ? "text-danger" : "text-ink-3"}`}>
          {error ?? hint}
        </p>
      )}
      {!full && (
        <span>
          <Button small icon={Plus} look="quiet" onClick={() => onChange(added(rows, field.fields))}>
            {t("canvas.form.addRow")}
          </Button>
        </span>
      )}
    </fieldset>
  );
}

type RowHeadProps = { name: string; first: boolean; last: boolean; onMove: (by: 1 | -1) => void; onRemove: () => void };

function RowHead({ name, first, last, onMove, onRemove }: RowHeadProps) {
  const { t } = useTranslation();
  return (
    <div className="-mt-1.5 mb-1 flex items-center">
      <span className="min-w-0 flex-1 truncate text-xs text-ink-3">
        <Words>{name}</Words>
      </span>
      {!first && <IconButton icon={ArrowUp} label={t("canvas.form.moveUp", { name })} onClick={() => onMove(-1)} />}
      {!last && <IconButton icon={ArrowDown} label={t("canvas.form.moveDown", { name })} onClick={() => onMove(1)} />}
      <IconButton icon={X} label={t("canvas.form.removeRow", { name })} onClick={onRemove} />
    </div>
  );
}

/** The id is what edges hold on to: it comes last, few people change it. */
function ordered(fields: readonly FormSpec[]): FormSpec[] {
  return [...fields.filter(({ name }) => name !== "id"), ...fields.filter(({ name }) => name === "id")];
}

function isRow(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
