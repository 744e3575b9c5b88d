import { Code } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { ControlProps } from "@/components/form/FormField";
import { CONTROL, FLOATING, LINE } from "@/components/form/look";
import { scriptOf } from "@/lib/format";
import { openName, withVariable } from "../model/variables";

type TemplateInputProps = ControlProps<string> & {
  variables: readonly string[];
  /** A line, not a text of several. */
  line?: boolean;
  mono?: boolean;
};

/** A text with {{variables}}: writing "{{" offers those that the flow knows, as the button does. */
export function TemplateInput({
  value,
  onChange,
  onBlur,
  variables,
  line = false,
  mono = false,
  ...aria
}: TemplateInputProps) {
  const { t } = useTranslation();
  const list = useId();
  const area = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const [active, setActive] = useState(0);
  const begun = cursor === null ? null : openName(value, cursor);
  const words = begun ?? "";
  const offered = begun === null && !all ? [] : variables.filter((name) => name.startsWith(words) && name !== words);
  const close = () => {
    setAll(false);
    setCursor(null);
    setActive(0);
  };
  const take = (name: string) => {
    const [text, end] = withVariable(value, area.current?.selectionStart ?? value.length, name);
    onChange(text);
    close();
    setTimeout(() => {
      area.current?.focus();
      area.current?.setSelectionRange(end, end);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered[active];
    if (offered.length === 0 || chosen === undefined || event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive((active + step + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shared = {
    ...aria,
    ref: area,
    value,
    lang: scriptOf(value),
    translate: "no" as const,
    "aria-autocomplete": "list" as const,
    "aria-controls": offered.length > 0 ? list : undefined,
    "aria-activedescendant": offered.length > 0 ? `${list}-${active}` : undefined,
    onChange: (event: { target: { value: string; selectionStart: number | null } }) => {
      onChange(event.target.value);
      setCursor(event.target.selectionStart);
      setActive(0);
    },
    onKeyDown,
    onBlur: () => {
      close();
      onBlur?.();
    },
  };
  return (
    <div className="relative">
      {line ? (
        <input
          type="text"
          autoComplete="off"
          className={`${LINE} pr-9 ${mono ? "font-mono text-xs" : ""}`}
          {...shared}
        />
      ) : (
        <textarea
          rows={3}
          className={`${CONTROL} field-sizing-content max-h-72 min-h-18 resize-y px-2.5 py-2 leading-[1.6] ${mono ? "font-mono text-xs" : ""}`}
          {...shared}
        />
      )}
      {offered.length > 0 && (
        <div
          id={list}
          role="listbox"
          aria-label={t("canvas.form.variables")}
          className={`${FLOATING} absolute inset-x-0 top-full mt-1 max-h-56 overflow-y-auto`}
        >
          {offered.map((name, index) => (
            <button
              key={name}
              id={`${list}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              translate="no"
              aria-selected={index === active}
              className={`block w-full rounded-md px-2 py-1 text-left font-mono text-xs ${index === active ? "bg-surface-3 text-ink" : "text-ink-2"}`}
              // Before the field loses the focus, and with it the place in the text.
              onMouseDown={(event) => {
                event.preventDefault();
                take(name);
              }}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      <span className={line ? "absolute inset-y-0 right-0.5 my-auto h-7" : "mt-1 flex justify-end"}>
        <Button
          small
          look="quiet"
          icon={Code}
          {...(line ? { "aria-label": t("canvas.form.variable"), title: t("canvas.form.variable") } : {})}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            area.current?.focus();
            setCursor(area.current?.selectionStart ?? value.length);
            setAll(!all);
          }}
        >
          {line ? null : t("canvas.form.variable")}
        </Button>
      </span>
    </div>
  );
}
