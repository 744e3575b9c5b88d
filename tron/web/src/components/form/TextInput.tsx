import type { ComponentProps, ReactNode } from "react";
import { scriptOf } from "@/lib/format";
import type { ControlProps } from "./FormField";
import { CONTROL, LINE } from "./look";

type Native = Pick<ComponentProps<"input">, "placeholder" | "maxLength" | "autoComplete" | "inputMode" | "list">;

type TextInputProps = ControlProps<string> & Native & { type?: "text" | "search" | "url" | "tel"; unit?: ReactNode };

/** One line of text. */
export function TextInput({ value, onChange, unit, type = "text", ...rest }: TextInputProps) {
  const input = (
    <input
      type={type}
      className={`${LINE} ${unit ? "pr-16" : ""}`}
      value={value}
      lang={scriptOf(value)}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
  return unit ? <WithUnit unit={unit}>{input}</WithUnit> : input;
}

/** Puts what a number counts inside the control's right end. */
export function WithUnit({ unit, children }: { unit: ReactNode; children: ReactNode }) {
  return (
    <div className="relative">
      {children}
      <span className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-3" aria-hidden>
        {unit}
      </span>
    </div>
  );
}

type TextAreaProps = ControlProps<string> &
  Pick<ComponentProps<"textarea">, "placeholder" | "spellCheck"> & {
    rows?: number;
    /** For code and JSON. */
    mono?: boolean;
  };

/** Text of several lines; it grows with what is written where the browser can. */
export function TextArea({ value, onChange, rows = 3, mono = false, ...rest }: TextAreaProps) {
  return (
    <textarea
      className={`${CONTROL} field-sizing-content max-h-96 resize-y px-2.5 py-2 leading-[1.6] ${mono ? "font-mono text-xs" : ""}`}
      style={{ minHeight: `${rows * 1.35 + 1}rem` }}
      rows={rows}
      value={value}
      translate="no"
      lang={scriptOf(value)}
      onChange={(event) => onChange(event.target.value)}
      {...rest}
    />
  );
}
