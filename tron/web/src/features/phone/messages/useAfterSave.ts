import { useTranslation } from "react-i18next";
import type { AfterSave } from "@/hooks/useSaving";
import { problemsAt } from "../problems";
import { useMessagesChanged } from "./api";

/** What follows the save of a sender or a template whose form has these fields. */
export function useAfterSave(fields: readonly string[]): AfterSave {
  const { t } = useTranslation();
  return {
    told: (name) => t("messages.saved", { name }),
    changed: useMessagesChanged(),
    problemsByField: problemsAt(fields),
  };
}
