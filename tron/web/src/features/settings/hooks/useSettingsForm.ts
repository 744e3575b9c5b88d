import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { readDraft, useDraft } from "@/hooks/useDraft";
import { ApiError } from "@/lib/errors";
import type { Setting, Settings } from "../api";
import { saveSettings } from "../api";
import {
  byKey,
  changedItems,
  currentValue,
  type Problem,
  problemOf,
  toChanges,
  type Value,
  type Values,
  withoutSecrets,
} from "../values";

const DRAFT = "settings";

/** Somebody else saved meanwhile, and some of it is what this form changes too. */
export type SettingsConflict = { theirs: Settings; items: readonly { mine: Setting; theirs: Setting }[] };
export type Saved = "saved" | "merged" | "conflict" | "invalid";

/** What a person writes over the stored settings, until it is saved or thrown away. */
export function useSettingsForm(server: Settings, onSaved: (settings: Settings) => void) {
  const { t } = useTranslation();
  const [base, setBase] = useState(server);
  const [edits, setEdits] = useState<Values>(() => draftOf(server));
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [conflict, setConflict] = useState<SettingsConflict | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = changedItems(base.items, edits);
  // Newer settings are taken over as long as nobody edits: an edit belongs to what it was made over.
  if (server.revision > base.revision && changed.length === 0) setBase(server);
  useDraft(DRAFT, changed.length > 0 ? { revision: base.revision, edits: withoutSecrets(base.items, edits) } : null);

  const say = useCallback(
    (problem: Problem) => {
      const { key, ...values } = problem;
      return t(key as "settings.error.range", values as { min: number; max: number });
    },
    [t],
  );
  // Both stay the same functions, so that a key stroke draws one field anew and not all of them.
  const check = useCallback(
    (item: Setting, value: Value) => {
      const problem = problemOf(item, value);
      setErrors(({ [item.key]: _, ...rest }) => (problem ? { ...rest, [item.key]: say(problem) } : rest));
    },
    [say],
  );
  const change = useCallback(
    (item: Setting, value: Value) => {
      setEdits((before) => ({ ...before, [item.key]: value }));
      const problem = problemOf(item, value);
      setErrors((before) => {
        if (before[item.key] === undefined) return before;
        const { [item.key]: _, ...rest } = before;
        return problem ? { ...rest, [item.key]: say(problem) } : rest;
      });
    },
    [say],
  );
  const showProblems = (problem: unknown): string[] | null => {
    if (!(problem instanceof ApiError) || problem.fields.length === 0) return null;
    const { found, homeless } = byKey(
      problem.fields,
      base.items.map((item) => item.key),
    );
    setErrors((before) => ({ ...before, ...found }));
    return homeless;
  };

  const send = async (over: Settings, outcome: Saved): Promise<Saved> => {
    const values = toChanges(over.items, edits);
    const after = await saveSettings(over.revision, values);
    setBase(after);
    setEdits({});
    setErrors({});
    setConflict(null);
    onSaved(after);
    return outcome;
  };

  const save = async (): Promise<Saved> => {
    const wrong = changed.flatMap((item) => {
      const problem = problemOf(item, currentValue(item, edits));
      return problem ? [[item.key, say(problem)] as const] : [];
    });
    if (wrong.length > 0) {
      setErrors(Object.fromEntries(wrong));
      return "invalid";
    }
    setBusy(true);
    try {
      return await send(base, "saved");
    } catch (problem) {
      const theirs = currentOf(problem);
      if (theirs === null) {
        if (showProblems(problem)?.length === 0) return "invalid";
        throw problem;
      }
      const both = overlap(changed, base, theirs);
      if (both.length === 0) return await send(theirs, "merged");
      setConflict({ theirs, items: both });
      return "conflict";
    } finally {
      setBusy(false);
    }
  };

  const settle = async (keep: "mine" | "theirs"): Promise<Saved> => {
    if (conflict === null) return "saved";
    if (keep === "theirs") {
      setBase(conflict.theirs);
      setEdits((before) =>
        without(
          before,
          conflict.items.map((item) => item.mine.key),
        ),
      );
      setConflict(null);
      onSaved(conflict.theirs);
      return "saved";
    }
    setBusy(true);
    try {
      return await send(conflict.theirs, "saved");
    } finally {
      setBusy(false);
    }
  };

  return {
    items: base.items,
    edits,
    errors,
    changed,
    busy,
    conflict,
    change,
    check,
    save,
    settle,
    showProblems,
    later: () => setConflict(null),
    discard: () => {
      setEdits({});
      setErrors({});
    },
  };
}

export type SettingsFormState = ReturnType<typeof useSettingsForm>;

/** The settings as they are now, out of a 409. */
function currentOf(problem: unknown): Settings | null {
  if (!(problem instanceof ApiError) || problem.status !== 409) return null;
  const current = problem.current;
  const whole = typeof current === "object" && current !== null && "items" in current && "revision" in current;
  return whole ? (current as Settings) : null;
}

/** The settings that both sides changed. */
function overlap(changed: readonly Setting[], base: Settings, theirs: Settings) {
  const before = new Map(base.items.map((item) => [item.key, item]));
  return theirs.items.flatMap((item) => {
    const mine = changed.find((own) => own.key === item.key);
    const old = before.get(item.key);
    const moved =
      JSON.stringify([old?.value, old?.mask, old?.source]) !== JSON.stringify([item.value, item.mask, item.source]);
    return mine && moved ? [{ mine, theirs: item }] : [];
  });
}

function without(edits: Values, keys: readonly string[]): Values {
  return Object.fromEntries(Object.entries(edits).filter(([key]) => !keys.includes(key)));
}

/** What was written before a reload, if it was written over these very settings. */
function draftOf(server: Settings): Values {
  const kept = readDraft(DRAFT);
  if (typeof kept !== "object" || kept === null || !("revision" in kept) || !("edits" in kept)) return {};
  if (kept.revision !== server.revision || typeof kept.edits !== "object" || kept.edits === null) return {};
  const known = new Set(server.items.filter((item) => !item.secret).map((item) => item.key));
  return Object.fromEntries(Object.entries(kept.edits).filter(([key]) => known.has(key)));
}
