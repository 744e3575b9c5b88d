import { useState } from "react";
import { changed, merged, same } from "@/lib/changes";
import { type AfterSave, type Problems, type Saving, useSaving } from "./useSaving";

/** What is edited: a row, the form it is written in, and the body that is sent. */
export type Kind<Row, Form, Body, Name extends string> = {
  fields: readonly Name[];
  formOf: (row: Row | null) => Form;
  /** What a toast calls it. */
  nameOf: (body: Body) => string;
  /** The form of a body: its fields on top of those of the row. */
  formOfBody: (row: Row, body: Body) => Form;
  /** Null while the form cannot be sent. */
  bodyOf: (form: Form) => Body | null;
  /** What is wrong before anything is sent, by field. */
  faultsOf: (form: Form) => Record<string, string>;
  store: (body: Body, base: Row | null) => Promise<unknown>;
};

/** Both versions of what somebody else saved first, and the names of the fields that differ. */
export type Conflict<Body> = { mine: Body; theirs: Body; names: (keyof Body & string)[] };

export type Editing<Row, Form, Body extends object, Name extends string> = {
  base: Row | null;
  form: Form;
  change: (part: Partial<Form>) => void;
  body: Body | null;
  /** How many fields were changed. */
  count: number;
  problems: Problems<Name>;
  saving: Saving<Row, Name>;
  conflict: Conflict<Body> | null;
  save: () => Promise<void>;
  keepMine: () => Promise<void>;
  takeTheirs: () => void;
};

/** A row that is written or changed in a dialog; nothing of it is lost when somebody else saves first. */
export function useEditing<Row, Form extends object, Body extends object, Name extends string>(
  stored: Row | null,
  kind: Kind<Row, Form, Body, Name>,
  after: AfterSave,
  onSaved: () => void,
): Editing<Row, Form, Body, Name> {
  const [base, setBase] = useState(stored);
  const [form, setForm] = useState(() => kind.formOf(stored));
  const saving = useSaving<Row, Name>(kind.fields, after);
  const faults = kind.faultsOf(form);
  const body = kind.bodyOf(form);
  const before = kind.formOf(base);
  const theirs = saving.current && kind.bodyOf(kind.formOf(saving.current));
  const conflict = body && theirs && saving.current ? { mine: body, theirs, names: differing(body, theirs) } : null;
  const store = async (sent: Body, on: Row | null) => {
    if (await saving.save(kind.nameOf(sent), () => kind.store(sent, on))) onSaved();
  };
  const rebase = (row: Row, next: Form) => {
    setBase(row);
    setForm(next);
    saving.forget();
  };
  return {
    base,
    form,
    change: (part) => setForm((now) => ({ ...now, ...part })),
    body,
    count: changed(before, form).length,
    problems: { ...saving.problems, ...faults },
    saving,
    conflict,
    save: async () => {
      if (body) await store(body, base);
    },
    keepMine: async () => {
      const row = saving.current;
      if (!conflict || !row) return;
      // What I left as it was is theirs.
      const mine = merged(kind.bodyOf(before) ?? conflict.theirs, conflict.mine, conflict.theirs);
      rebase(row, kind.formOfBody(row, mine));
      await store(mine, row);
    },
    takeTheirs: () => {
      if (saving.current) rebase(saving.current, kind.formOf(saving.current));
    },
  };
}

function differing<Body extends object>(mine: Body, theirs: Body): (keyof Body & string)[] {
  return changed(mine, theirs).filter((name) => !same(mine[name], theirs[name]));
}
