import { useEffect } from "react";

const PREFIX = "tron.draft.";
const WAIT_MS = 300;

/** Keeps what is being written in this tab, for after a reload; null forgets it. */
export function useDraft(key: string, draft: unknown): void {
  const text = draft === null ? null : JSON.stringify(draft);
  useEffect(() => {
    if (text === null) {
      dropDraft(key);
      return;
    }
    const write = () => store(key, text);
    const timer = setTimeout(write, WAIT_MS);
    window.addEventListener("pagehide", write);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", write);
    };
  }, [key, text]);
}

/** The draft of an earlier visit, if one is left. Storage may hold anything: whoever reads checks its shape. */
export function readDraft(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/** Keeps it at once. */
export function keepDraft(key: string, draft: unknown): void {
  store(key, JSON.stringify(draft));
}

export function dropDraft(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

function store(key: string, text: string): void {
  try {
    sessionStorage.setItem(PREFIX + key, text);
  } catch {
    // Storage is full or forbidden: the form itself is not touched by that.
  }
}
