import { type KeyboardEvent, type RefObject, useState } from "react";
import { openName, withVariable } from "../model/variables";

type Text = HTMLInputElement | HTMLTextAreaElement;

/** Offers variables while one is being written in a text, or when its button is pressed. */
export function useOffers(
  text: RefObject<Text | null>,
  value: string,
  onChange: (value: string) => void,
  variables: readonly string[],
) {
  const [cursor, setCursor] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  const [active, setActive] = useState(0);
  const begun = cursor === null ? null : openName(value, cursor);
  const words = begun ?? "";
  const offered = begun === null && !all ? [] : variables.filter((name) => name.startsWith(words) && name !== words);
  const here = () => text.current?.selectionStart ?? value.length;
  const close = () => {
    setAll(false);
    setCursor(null);
    setActive(0);
  };
  const take = (name: string) => {
    const [next, end] = withVariable(value, here(), name);
    onChange(next);
    close();
    // Once the new text is drawn.
    setTimeout(() => {
      text.current?.focus();
      text.current?.setSelectionRange(end, end);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = offered[active];
    if (chosen === undefined || event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setActive((active + step + offered.length) % offered.length);
    else if (event.key === "Enter" || event.key === "Tab") take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    offered,
    active,
    take,
    close,
    onKeyDown,
    /** The text was changed, with the cursor here. */
    written: (at: number | null) => {
      setCursor(at);
      setActive(0);
    },
    /** Opens the whole list, or closes it. */
    toggle: () => {
      text.current?.focus();
      setCursor(here());
      setAll(!all);
    },
  };
}
