import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { type Editing, type Kind as KindOf, useEditing as useEditingOf } from "@/hooks/useEditing";
import type { Faults } from "../forms";
import { useAfterSave } from "./useSaving";

/** What is edited, with the rows that cannot be sent as faults. */
export type Kind<Row, Form, Body, Name extends string> = Omit<KindOf<Row, Form, Body, Name>, "faultsOf" | "nameOf"> & {
  faultsOf: (form: Form) => Faults;
};

/** A tool or a server that is written or changed in a dialog. */
export function useEditing<Row, Form extends object, Body extends { name: string }, Name extends string>(
  stored: Row | null,
  kind: Kind<Row, Form, Body, Name>,
  onSaved: () => void,
): Editing<Row, Form, Body, Name> {
  const { t } = useTranslation();
  const told = { nameOf: ({ name }: Body) => name, faultsOf: (form: Form) => faultWords(kind.faultsOf(form), t) };
  return useEditingOf(stored, { ...kind, ...told }, useAfterSave(), onSaved);
}

function faultWords(faults: Faults, t: TFunction): Record<string, string> {
  const told = Object.entries(faults).flatMap(([field, fault]) => {
    if (!fault) return [];
    return [[field, fault.code === "doubled" ? t("tools.row.doubled", fault) : t("tools.row.nameless", fault)]];
  });
  return Object.fromEntries(told);
}
