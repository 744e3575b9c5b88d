import { Combobox as Box, ComboboxButton, ComboboxInput, ComboboxOption, ComboboxOptions } from "@headlessui/react";
import { Check, ChevronDown } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "../Words";
import type { ControlProps } from "./FormField";
import { FLOATING, LINE } from "./look";

type ComboboxProps = ControlProps<string> & {
  /** What is offered; any other text may be written too. */
  options: readonly { value: string; label?: string }[];
  placeholder?: string;
  loading?: boolean;
};

/** A text that is usually one of a list. What is written counts at once, on the list or not. */
export function Combobox({
  value,
  onChange,
  onBlur,
  options,
  placeholder,
  loading,
  disabled,
  name,
  ...aria
}: ComboboxProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState<string | null>(null);
  const words = query?.trim().toLowerCase() ?? "";
  const fitting = options.filter((option) => `${option.value} ${option.label ?? ""}`.toLowerCase().includes(words));
  const close = () => setQuery(null);
  return (
    <Box
      immediate
      value={value}
      disabled={disabled ?? false}
      onChange={(chosen: string | null) => {
        if (chosen !== null) onChange(chosen);
      }}
      onClose={close}
    >
      <div className="relative">
        <ComboboxInput
          {...aria}
          name={name}
          autoComplete="off"
          className={`${LINE} pr-8`}
          placeholder={placeholder}
          displayValue={(shown: string) => shown}
          onChange={(event) => {
            setQuery(event.target.value);
            onChange(event.target.value);
          }}
          onBlur={onBlur}
        />
        <ComboboxButton
          aria-label={t("form.showList")}
          className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-md text-ink-3"
        >
          <ChevronDown className="size-3.5" aria-hidden />
        </ComboboxButton>
      </div>
      <ComboboxOptions
        anchor="bottom start"
        modal={false}
        className={`${FLOATING} max-h-72! w-(--input-width) overflow-y-auto empty:hidden`}
      >
        {fitting.map((option) => (
          <ComboboxOption
            key={option.value}
            value={option.value}
            className="group flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 data-focus:bg-surface-3 pointer-coarse:min-h-11"
          >
            <Check className="size-3.5 text-accent not-group-data-selected:invisible" aria-hidden />
            <span className="min-w-0 flex-1">
              <Words className="[overflow-wrap:anywhere]">{option.value}</Words>
              {option.label && option.label !== option.value && (
                <Words className="block text-xs text-ink-3">{option.label}</Words>
              )}
            </span>
          </ComboboxOption>
        ))}
        {fitting.length === 0 && loading && <p className="px-2 py-1.5 text-xs text-ink-3">{t("state.loading")}</p>}
      </ComboboxOptions>
    </Box>
  );
}
