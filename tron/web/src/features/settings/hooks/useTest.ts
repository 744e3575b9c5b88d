import { useState } from "react";
import type { Setting, Tested } from "../api";
import { type Probe, test } from "../api";
import { changedItems, toChanges } from "../values";
import type { SettingsFormState } from "./useSettingsForm";

type Outcome = { probe: Probe; withUnsaved: boolean };

/** A test of the fields beside it, with what the form holds now. */
export function useTest(what: Tested, items: readonly Setting[], form: SettingsFormState) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [wrong, setWrong] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(null);
    setWrong(false);
    try {
      const probe = await test(what, toChanges(items, form.edits));
      setOutcome({ probe, withUnsaved: changedItems(items, form.edits).length > 0 });
    } catch (problem) {
      setOutcome(null);
      if (form.showProblems(problem) === null) setError(problem);
      else setWrong(true);
    } finally {
      setBusy(false);
    }
  };
  return { busy, outcome, error, wrong, run };
}
