import { Code } from "lucide-react";
import { type ReactNode, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { ControlProps } from "@/components/form/FormField";
import { CONTROL, FLOATING, LINE } from "@/components/form/look";
import { scriptOf } from "@/lib/format";
import { useOffers } from "../hooks/useOffers";

type TemplateInputProps = ControlProps<string> & {
  variables: readonly string[];
  /** A line, not a text of several. */
  line?: boolean;
  mono?: boolean;
  /** Below the text, at the left of the button for variables and at its right. */
  foot?: { left: ReactNode; right: ReactNode };
};

const AREA = "field-sizing-content max-h-72 min-h-18 resize-y px-2.5 py-2 leading-[1.6]";

/** A text with {{variables}}: writing "{{" offers those that the flow knows, as the button does. */
export function TemplateInput({
  value,
  onChange,
  onBlur,
  variables,
  line = false,
  mono = false,
  foot,
  ...aria
}: TemplateInputProps) {
  const list = useId();
  const text = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const offers = useOffers(text, value, onChange, variables);
  const open = offers.offered.length > 0;
  const face = mono ? "font-mono text-xs" : "";
  const shared = {
    ...aria,
    ref: text,
    value,
    lang: scriptOf(value),
    translate: "no" as const,
    "aria-autocomplete": "list" as const,
    "aria-controls": open ? list : undefined,
    "aria-activedescendant": open ? `${list}-${offers.active}` : undefined,
    onChange: (event: { target: { value: string; selectionStart: number | null } }) => {
      onChange(event.target.value);
      offers.written(event.target.selectionStart);
    },
    onKeyDown: offers.onKeyDown,
    onBlur: () => {
      offers.close();
      onBlur?.();
    },
  };
  return (
    <div className="relative">
      {line ? (
        <input type="text" autoComplete="off" className={`${LINE} pr-9 ${face}`} {...shared} />
      ) : (
        <textarea rows={3} className={`${CONTROL} ${AREA} ${face}`} {...shared} />
      )}
      {open && <Offers id={list} names={offers.offered} active={offers.active} onTake={offers.take} />}
      {line ? (
        <VariableButton line onPress={offers.toggle} />
      ) : (
        <span className="mt-1 flex flex-wrap items-center justify-end gap-1">
          {foot && <span className="mr-auto">{foot.left}</span>}
          <VariableButton line={false} onPress={offers.toggle} />
          {foot?.right}
        </span>
      )}
    </div>
  );
}

type OffersProps = { id: string; names: readonly string[]; active: number; onTake: (name: string) => void };

function Offers({ id, names, active, onTake }: OffersProps) {
  const { t } = useTranslation();
  return (
    <div
      id={id}
      role="listbox"
      aria-label={t("canvas.form.variables")}
      className={`${FLOATING} absolute inset-x-0 top-full mt-1 max-h-56 overflow-y-auto`}
    >
      {names.map((name, index) => (
        <button
          key={name}
          id={`${id}-${index}`}
          type="button"
          role="option"
          tabIndex={-1}
          translate="no"
          aria-selected={index === active}
          className={`block w-full rounded-md px-2 py-1 text-left font-mono text-xs ${index === active ? "bg-surface-3 text-ink" : "text-ink-2"}`}
          // Before the field loses the focus, and with it the place in the text.
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(name);
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

function VariableButton({ line, onPress }: { line: boolean; onPress: () => void }) {
  const { t } = useTranslation();
  const name = t("canvas.form.variable");
  return (
    <span className={line ? "absolute inset-y-0 right-0.5 my-auto h-7" : ""}>
      <Button
        small
        look="quiet"
        icon={Code}
        {...(line ? { "aria-label": name, title: name } : {})}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPress}
      >
        {line ? null : name}
      </Button>
    </span>
  );
}
