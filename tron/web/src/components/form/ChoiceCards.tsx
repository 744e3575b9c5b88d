import type { ReactNode } from "react";
import type { ControlProps } from "./FormField";

export type Choice<Value extends string> = { value: Value; title: ReactNode; hint?: ReactNode; warn?: boolean };

type ChoiceCardsProps<Value extends string> = ControlProps<Value> & { choices: readonly Choice<Value>[] };

/** One of a few that need a word each. Arrow keys walk, as in every group of radio buttons. */
export function ChoiceCards<Value extends string>({
  value,
  onChange,
  choices,
  name,
  id,
  ...rest
}: ChoiceCardsProps<Value>) {
  return (
    <div role="radiogroup" {...aria(rest)} className="grid grid-cols-[repeat(auto-fill,minmax(9rem,1fr))] gap-2">
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="flex cursor-pointer items-start gap-2.5 rounded-md border border-control bg-surface-2 p-2.5 has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[0_0_0_1px_var(--color-accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus"
        >
          <input
            type="radio"
            name={name ?? id ?? "choice"}
            className="radio mt-0.5 outline-none"
            value={choice.value}
            checked={choice.value === value}
            disabled={rest.disabled}
            onChange={() => onChange(choice.value)}
            onBlur={rest.onBlur}
          />
          <span className="min-w-0">
            <span className="block font-medium [overflow-wrap:anywhere]">{choice.title}</span>
            {choice.hint && (
              <span className={`block text-xs ${choice.warn ? "text-warning" : "text-ink-3"}`}>{choice.hint}</span>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

function aria(props: Partial<Record<string, unknown>>): Record<string, unknown> {
  const names = ["aria-labelledby", "aria-describedby", "aria-invalid"] as const;
  return Object.fromEntries(names.map((name) => [name, props[name]]));
}
