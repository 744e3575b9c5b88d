import { useTranslation } from "react-i18next";
import { type AfterSave, type Saving, useSaving as useSavingOf } from "@/hooks/useSaving";
import { useToolsChanged } from "../api";
import { problemsByField } from "../forms";

/** What follows the save of anything about tools. */
export function useAfterSave(): AfterSave {
  const { t } = useTranslation();
  return { told: (name) => t("tools.saved", { name }), changed: useToolsChanged(), problemsByField };
}

/** Saving one thing about tools. */
export function useSaving<Row, Name extends string>(fields: readonly Name[]): Saving<Row, Name> {
  return useSavingOf<Row, Name>(fields, useAfterSave());
}
