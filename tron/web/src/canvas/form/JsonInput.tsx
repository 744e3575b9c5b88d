import { useState } from "react";
import type { ControlProps } from "@/components/form/FormField";
import { TextArea } from "@/components/form/TextInput";
import { same } from "@/lib/changes";

/** A value of any shape as JSON. What is being written wins while it means the value; text that is no JSON is not taken over. */
export function JsonInput({ value, onChange, ...rest }: ControlProps<unknown>) {
  const [text, setText] = useState(() => written(value));
  const means = parsed(text);
  const broken = means === undefined;
  const shown = broken || same(means, value ?? null) ? text : written(value);
  const write = (next: string) => {
    setText(next);
    const meant = parsed(next);
    if (meant !== undefined) onChange(meant);
  };
  return (
    <TextArea
      {...rest}
      mono
      value={shown}
      onChange={write}
      aria-invalid={broken || rest["aria-invalid"] || undefined}
    />
  );
}

function written(value: unknown): string {
  return value === null || value === undefined ? "" : JSON.stringify(value, null, 2);
}

function parsed(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
