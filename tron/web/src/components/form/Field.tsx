import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

/** What ties a control to its label, hint and error. */
export type ControlAria = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-labelledby": string | undefined;
};

export type FieldText = {
  label: ReactNode;
  /** Says what to write; an error stands in its place. */
  hint?: ReactNode;
  optional?: boolean;
  /** At the right of the label: a value that moves, a small button. */
  aside?: ReactNode;
  /** At the right of the hint: a count of letters. */
  note?: ReactNode;
  /** The field holds several controls: its label names the group. */
  group?: boolean;
  /** The label is read out and not shown: the field stands in a row that says what it is. */
  bare?: boolean;
};

type FieldProps = FieldText & { error?: string | undefined; children: (aria: ControlAria) => ReactNode };

/** A control with its label above and its hint below. */
export function Field({
  label,
  hint,
  error,
  optional,
  aside,
  note,
  group = false,
  bare = false,
  children,
}: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const labelId = `${id}-label`;
  const hintId = `${id}-hint`;
  const aria: ControlAria = {
    id,
    "aria-describedby": error || hint ? hintId : undefined,
    "aria-invalid": error ? true : undefined,
    "aria-labelledby": group ? labelId : undefined,
  };
  const Label = group ? "span" : "label";
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className={bare ? "sr-only" : "flex min-h-5 items-center justify-between gap-2"}>
        <Label id={labelId} {...(group ? {} : { htmlFor: id })} className="font-medium text-ink">
          {label}
          {optional && <span className="font-normal text-ink-3"> {t("form.optional")}</span>}
        </Label>
        {aside}
      </div>
      {children(aria)}
      {(error || hint || note) && (
        <div className="flex items-start justify-between gap-3 text-xs text-ink-3">
          {error ? <FieldError id={hintId}>{error}</FieldError> : <p id={hintId}>{hint}</p>}
          {note && <span className="num shrink-0">{note}</span>}
        </div>
      )}
    </div>
  );
}

function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className="flex gap-1.5 text-danger">
      <CircleAlert className="mt-0.5 size-3.5" aria-hidden />
      {children}
    </p>
  );
}
