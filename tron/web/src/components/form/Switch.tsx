import type { ReactNode } from "react";
import { useId } from "react";
import type { ControlProps } from "./FormField";

type ToggleProps = ControlProps<boolean>;

/** On or off, at once. */
export function Switch({ value, onChange, ...rest }: ToggleProps & { "aria-label"?: string }) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={value}
      className="switch"
      checked={value}
      onChange={(event) => onChange(event.target.checked)}
      {...rest}
    />
  );
}

type SwitchFieldProps = ToggleProps & { label: ReactNode; hint?: ReactNode };

/** A switch with its label beside it and its hint below. */
export function SwitchField({ label, hint, ...control }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <span className="flex min-h-6 items-center">
        <Switch {...control} id={id} aria-describedby={hint ? `${id}-hint` : undefined} />
      </span>
      <div className="min-w-0">
        <label htmlFor={id} className="inline-block min-h-6 py-0.5 font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** A box to tick, with its label beside it. */
export function Checkbox({ value, onChange, label, ...rest }: ToggleProps & { label: ReactNode }) {
  return (
    <label className="inline-flex min-h-6 items-center gap-2">
      <input
        type="checkbox"
        className="size-4 accent-accent-solid"
        checked={value}
        onChange={(event) => onChange(event.target.checked)}
        {...rest}
      />
      {label}
    </label>
  );
}
