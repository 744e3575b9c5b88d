import { useTranslation } from "react-i18next";
import { notify } from "@/components/toasts";
import type { Validation } from "./useValidation";

/** Asks at once what is wrong with the flow, and says so where the list of problems does not. */
export function useCheck({ check }: Validation): () => void {
  const { t } = useTranslation();
  const ask = async () => {
    try {
      if (await check()) notify.done(t("canvas.problems.none"));
    } catch (problem) {
      notify.failed(t("canvas.problems.failed"), problem);
    }
  };
  return () => void ask();
}
