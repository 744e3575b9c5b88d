import { useState } from "react";
import { notify } from "@/components/toasts";
import { ApiError, type FieldProblem } from "@/lib/errors";

export type Problems<Name extends string> = { readonly [Field in Name]?: string | undefined };

export type Saving<Row, Name extends string = string> = {
  busy: boolean;
  /** What went wrong and stands at no field. */
  error: unknown;
  /** Messages by field. */
  problems: Problems<Name>;
  /** The row as somebody else saved it meanwhile. */
  current: Row | null;
  /** Runs a save or a try, and keeps what went wrong with it. */
  run: <Data>(work: () => Promise<Data>) => Promise<Data | undefined>;
  save: (name: string, work: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
};

/** What follows a save: its words, and what is asked for anew. */
export type AfterSave = {
  told: (name: string) => string;
  changed: () => void;
  /** The first problem of each field of the form. */
  problemsByField: (problems: readonly FieldProblem[]) => Record<string, string>;
};

/** Saving one thing from a dialog: what the server minds is shown at its fields. */
export function useSaving<Row, Name extends string>(fields: readonly Name[], after: AfterSave): Saving<Row, Name> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const forget = () => setError(null);
  const all = error instanceof ApiError ? after.problemsByField(error.fields) : {};
  const known: readonly string[] = fields;
  const problems = Object.fromEntries(Object.entries(all).filter(([field]) => known.includes(field))) as Problems<Name>;
  const run = async <Data>(work: () => Promise<Data>): Promise<Data | undefined> => {
    setBusy(true);
    setError(null);
    try {
      return await work();
    } catch (problem) {
      setError(problem);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  const save = async (name: string, work: () => Promise<unknown>) => {
    const done = await run(async () => {
      await work();
      return true;
    });
    if (done) {
      notify.done(after.told(name));
      after.changed();
    }
    return done ?? false;
  };
  const shownAtFields = Object.keys(all).length > 0 && Object.keys(all).length === Object.keys(problems).length;
  return {
    busy,
    error: shownAtFields ? null : error,
    problems,
    current: error instanceof ApiError && error.current ? (error.current as Row) : null,
    run,
    save,
    forget,
  };
}
