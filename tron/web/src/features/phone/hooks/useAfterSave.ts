import { useTranslation } from "react-i18next";
import type { AfterSave } from "@/hooks/useSaving";
import { usePhoneChanged } from "../api";
import { problemsAt } from "../problems";

/** What follows the save of a trunk or a number whose form has these fields. */
export function useAfterSave(fields: readonly string[]): AfterSave {
  const { t } = useTranslation();
  return {
    told: (name) => t("phone.saved", { name }),
    changed: usePhoneChanged(),
    problemsByField: problemsAt(fields),
  };
}
