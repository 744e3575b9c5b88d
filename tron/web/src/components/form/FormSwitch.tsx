import type { ReactNode } from "react";
import { type Control, type FieldPathByValue, type FieldValues, useController } from "react-hook-form";
import { SwitchField } from "./Switch";

type FormSwitchProps<Form extends FieldValues, Name extends FieldPathByValue<Form, boolean>> = {
  control: Control<Form>;
  name: Name;
  label: ReactNode;
  hint?: ReactNode;
};

/** A switch of a form; its label stands beside it. */
export function FormSwitch<Form extends FieldValues, Name extends FieldPathByValue<Form, boolean>>({
  control,
  name,
  ...text
}: FormSwitchProps<Form, Name>) {
  const { field } = useController({ control, name });
  return <SwitchField {...text} name={name} value={field.value} onChange={field.onChange} onBlur={field.onBlur} />;
}
