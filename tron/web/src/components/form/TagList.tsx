import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { scriptOf } from "@/lib/format";
import type { ControlProps } from "./FormField";

type TagListProps = ControlProps<string[]> & {
  placeholder?: string;
  maxLength?: number;
  suggestions?: readonly string[];
  /** A comma belongs to the text. */
  sentences?: boolean;
};

/** A list of short texts. Enter or a comma adds one, Backspace takes the last one back. */
export function TagList({
  value,
  onChange,
  onBlur,
  placeholder,
  maxLength,
  suggestions,
  sentences = false,
  ...rest
}: TagListProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const separator = sentences ? /\n/ : /[,\n]/;
  const add = (written: string) => {
    const fresh = written
      .split(separator)
      .map((tag) => tag.trim())
      .filter((tag, index, all) => tag !== "" && !value.includes(tag) && all.indexOf(tag) === index);
    if (fresh.length > 0) onChange([...value, ...fresh]);
    setText("");
  };
  const remove = (tag: string) => {
    onChange(value.filter((other) => other !== tag));
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter also confirms a word of an input method, as for Hindi.
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "") {
      onChange(value.slice(0, -1));
    }
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text");
    if (!separator.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  };
  const listId = suggestions && rest.id ? `${rest.id}-list` : undefined;
  return (
    <div className="flex min-h-control flex-wrap items-center gap-1.5 rounded-md border border-control bg-surface-2 px-1.5 py-1 focus-within:border-focus focus-within:outline-2 focus-within:outline-focus has-aria-invalid:border-danger">
      {value.map((tag) => (
        <Tag key={tag} text={tag} onRemove={() => remove(tag)} />
      ))}
      <input
        ref={input}
        type="text"
        autoComplete="off"
        className="min-h-6 min-w-28 flex-1 bg-transparent px-1 outline-none placeholder:text-ink-3"
        value={text}
        lang={scriptOf(text)}
        placeholder={placeholder ?? t("form.addTag")}
        maxLength={maxLength}
        list={listId}
        onChange={(event) =>
          separator.test(event.target.value) ? add(event.target.value) : setText(event.target.value)
        }
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => {
          add(text);
          onBlur?.();
        }}
        {...rest}
      />
      {listId && (
        <datalist id={listId} translate="no">
          {suggestions
            ?.filter((tag) => !value.includes(tag))
            .map((tag) => (
              <option key={tag} value={tag} />
            ))}
        </datalist>
      )}
    </div>
  );
}

function Tag({ text, onRemove }: { text: string; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <span className="inline-flex max-w-full items-center rounded-sm bg-surface-3 pl-1.5 text-xs text-ink-2">
      <span translate="no" lang={scriptOf(text)} className="min-w-0 [overflow-wrap:anywhere]">
        {text}
      </span>
      <button
        type="button"
        className="grid size-6 flex-none place-items-center rounded-sm hover:text-ink pointer-coarse:size-9"
        aria-label={t("form.removeTag", { name: text })}
        translate="no"
        onClick={onRemove}
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  );
}
