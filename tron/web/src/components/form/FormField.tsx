import type { ReactNode } from "react";
import { type Control, type FieldPath, type FieldPathValue, type FieldValues, useController } from "react-hook-form";
import { type ControlAria, Field, type FieldText } from "./Field";

/** What every control takes: a value, how it changes, and the ties to its label. */
export type ControlProps<Value> = Partial<ControlAria> & {
  name?: string;
  value: Value;
  onChange: (value: Value) => void;
  onBlur?: () => void;
  disabled?: boolean | undefined;
};

type FormFieldProps<Form extends FieldValues, Name extends FieldPath<Form>> = FieldText & {
  control: Control<Form>;
  name: Name;
  children: (control: ControlProps<FieldPathValue<Form, Name>>) => ReactNode;
};

/** A field of a form: `children` draws the control from what it is given. */
export function FormField<Form extends FieldValues, Name extends FieldPath<Form>>({
  control,
  name,
  children,
  ...text
}: FormFieldProps<Form, Name>) {
  const { field, fieldState } = useController({ control, name });
  const bound = { name, value: field.value, onChange: field.onChange, onBlur: field.onBlur };
  return (
    <Field {...text} error={fieldState.error?.message ?? itemError(fieldState.error)}>
      {(aria) => children({ ...aria, ...bound })}
    </Field>
  );
}

/** A list's error may sit on one of its items. */
function itemError(error: unknown): string | undefined {
  if (!Array.isArray(error)) return undefined;
  const first: unknown = error.find(Boolean);
  const message = typeof first === "object" && first !== null && "message" in first ? first.message : undefined;
  return typeof message === "string" ? message : undefined;
}
