import { type ReactNode, useState } from "react";
import type { ControlProps } from "./FormField";
import { LINE } from "./look";
import { WithUnit } from "./TextInput";

type NumberInputProps = ControlProps<number> & { unit?: ReactNode; decimal?: boolean };

/** A number, written as text so that a wheel never changes it. NaN stands for anything that is no number. */
export function NumberInput({ value, onChange, unit, decimal = false, ...rest }: NumberInputProps) {
  const [text, setText] = useState(shown(value));
  // What is being typed ("1.", "") wins as long as it means the value; otherwise the value came from elsewhere.
  const written = Object.is(parse(text), value) ? text : shown(value);
  const input = (
    <input
      type="text"
      inputMode={decimal ? "decimal" : "numeric"}
      autoComplete="off"
      className={`${LINE} num ${unit ? "pr-16" : ""}`}
      value={written}
      onChange={(event) => {
        setText(event.target.value);
        onChange(parse(event.target.value));
      }}
      {...rest}
    />
  );
  return unit ? <WithUnit unit={unit}>{input}</WithUnit> : input;
}

function parse(text: string): number {
  const plain = text.trim().replaceAll(",", "");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
}

function shown(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}
