import type { ReactNode } from "react";
import { type ControlAria, Field, type FieldText } from "@/components/form/Field";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { useLines } from "../hooks/useLines";

type LinesFieldProps = FieldText & {
  /** Where the API has it: `lines.3.when`. */
  path: string;
  children: (control: ControlAria & { onBlur: () => void }) => ReactNode;
};

/** A field of the lines: what is wrong at its path stands below it, once a person was there. */
export function LinesField({ path, children, ...text }: LinesFieldProps) {
  const { errorAt, touch } = useLines();
  return (
    <Field {...text} error={errorAt(path)}>
      {(aria) => children({ ...aria, onBlur: () => touch(path) })}
    </Field>
  );
}

type LinesTextProps = FieldText & {
  path: string;
  value: string | null;
  onChange: (value: string | null) => void;
  rows?: number;
};

/** A text of the lines; an optional one that is emptied is none. */
export function LinesText({ value, onChange, rows, ...rest }: LinesTextProps) {
  const set = (text: string) => onChange(rest.optional && text === "" ? null : text);
  return (
    <LinesField {...rest}>
      {(control) =>
        rows === undefined ? (
          <TextInput {...control} value={value ?? ""} onChange={set} />
        ) : (
          <TextArea {...control} value={value ?? ""} onChange={set} rows={rows} />
        )
      }
    </LinesField>
  );
}
