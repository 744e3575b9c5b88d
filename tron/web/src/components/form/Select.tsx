import { ChevronDown } from "lucide-react";
import type { ControlProps } from "./FormField";
import { LINE } from "./look";

/** `data` marks a label that is data (a name), not a text of Tron's. */
export type Option<Value extends string = string> = { value: Value; label: string; data?: boolean; disabled?: boolean };
export type OptionGroup<Value extends string = string> = { label: string; options: readonly Option<Value>[] };

type SelectProps<Value extends string> = ControlProps<Value> & {
  options: readonly (Option<Value> | OptionGroup<Value>)[];
  /** Shown while `value` is none of the options. */
  placeholder?: string;
};

/** One of a few, by the browser's own list: right on a phone and by keyboard. */
export function Select<Value extends string>({ value, onChange, options, placeholder, ...rest }: SelectProps<Value>) {
  const flat = options.flatMap((entry) => ("options" in entry ? entry.options : [entry]));
  const known = flat.some((option) => option.value === value);
  return (
    <div className="relative">
      <select
        className={`${LINE} appearance-none truncate pr-8`}
        value={value}
        onChange={(event) => {
          const chosen = flat.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        {...rest}
      >
        {!known && (
          <option value={value} disabled translate={value === "" ? undefined : "no"}>
            {value === "" ? placeholder : value}
          </option>
        )}
        {options.map((entry) =>
          "options" in entry ? (
            <optgroup key={entry.label} label={entry.label}>
              {entry.options.map(item)}
            </optgroup>
          ) : (
            item(entry)
          ),
        )}
      </select>
      <ChevronDown
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-ink-3"
        aria-hidden
      />
    </div>
  );
}

function item({ value, label, data, disabled }: Option) {
  return (
    <option key={value} value={value} disabled={disabled} translate={data ? "no" : undefined}>
      {label}
    </option>
  );
}
