import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import type { ControlProps } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";
import { TextInput } from "@/components/form/TextInput";

type OrderedListProps = ControlProps<readonly string[]> & {
  /** What each entry is, for the names of the buttons. */
  label: string;
  /** The entries that there may be; empty: any text. */
  choices?: readonly string[];
};

/** A list whose order counts: the first one is liked best. */
export function OrderedList({ value, onChange, label, choices = [], ...aria }: OrderedListProps) {
  const { t } = useTranslation();
  const move = (from: number, to: number) => {
    const next = value.filter((_, at) => at !== from);
    next.splice(to, 0, value[from] ?? "");
    onChange(next);
  };
  return (
    <fieldset
      aria-labelledby={aria["aria-labelledby"]}
      aria-describedby={aria["aria-describedby"]}
      className="grid min-w-0 gap-2"
    >
      {value.length > 0 && (
        <ol className="divide-y divide-line rounded-md border border-line">
          {value.map((entry, at) => (
            <li key={entry} className="flex min-w-0 items-center gap-1 py-0.5 pr-1 pl-3">
              <span translate="no" className="num min-w-0 flex-1 [overflow-wrap:anywhere]">
                {entry}
              </span>
              <IconButton
                icon={ArrowUp}
                label={t("phone.list.up", { name: entry })}
                disabled={at === 0}
                onClick={() => move(at, at - 1)}
              />
              <IconButton
                icon={ArrowDown}
                label={t("phone.list.down", { name: entry })}
                disabled={at === value.length - 1}
                onClick={() => move(at, at + 1)}
              />
              <IconButton
                icon={X}
                label={t("phone.list.remove", { name: entry })}
                onClick={() => onChange(value.filter((_, other) => other !== at))}
              />
            </li>
          ))}
        </ol>
      )}
      <AddEntry
        label={label}
        invalid={aria["aria-invalid"]}
        rest={choices.filter((choice) => !value.includes(choice))}
        free={choices.length === 0}
        onAdd={(entry) => {
          if (!value.includes(entry)) onChange([...value, entry]);
        }}
      />
    </fieldset>
  );
}

type AddEntryProps = {
  label: string;
  invalid: true | undefined;
  rest: readonly string[];
  free: boolean;
  onAdd: (entry: string) => void;
};

function AddEntry({ label, invalid, rest, free, onAdd }: AddEntryProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const name = t("phone.list.new", { label });
  const add = () => {
    if (text.trim() === "") return;
    onAdd(text.trim());
    setText("");
  };
  if (!free && rest.length === 0) return null;
  const aria = { "aria-label": name, "aria-invalid": invalid };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-2">
      {free ? (
        // What is written and not added is not lost by a save.
        <TextInput {...aria} value={text} onChange={setText} onBlur={add} />
      ) : (
        <Select
          {...aria}
          value={text}
          placeholder={t("phone.list.choose")}
          options={rest.map((value) => ({ value, label: value, data: true }))}
          onChange={setText}
        />
      )}
      <Button icon={Plus} aria-label={t("phone.list.addTo", { label })} onClick={add}>
        {t("phone.list.add")}
      </Button>
    </div>
  );
}
