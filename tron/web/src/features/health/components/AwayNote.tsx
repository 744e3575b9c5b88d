import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useTronAway } from "../api";

/** Where no sidebar says it: Tron does not answer, and what happens then. */
export function AwayNote() {
  const { t } = useTranslation();
  if (!useTronAway()) return null;
  return (
    <p
      role="status"
      className="flex gap-2 rounded-md border border-danger-line border-l-2 border-l-danger bg-surface-1 px-3.5 py-2 rail:hidden"
    >
      <CircleAlert className="mt-0.5 size-4 text-danger" aria-hidden />
      {t("error.unreachable")}
    </p>
  );
}
