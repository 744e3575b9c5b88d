import { PhoneCall } from "lucide-react";
import { useTranslation } from "react-i18next";
import { CommandText, CopyCommand, FIRST_CALL } from "@/components/Command";
import { EmptyState } from "@/components/EmptyState";

/** What the lists of calls say before the first one. */
export function NoCalls() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={PhoneCall}
      title={t("firstCall.title")}
      actions={
        <>
          <CommandText command={FIRST_CALL} />
          <CopyCommand command={FIRST_CALL} />
        </>
      }
    >
      <p>{t("firstCall.body")}</p>
    </EmptyState>
  );
}
