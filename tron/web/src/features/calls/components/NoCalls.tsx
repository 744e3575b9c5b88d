import { ListFilter, PhoneCall } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
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
          <Link to="/test-call" className={buttonLook("primary")}>
            {t("firstCall.testCall")}
          </Link>
          <CommandText command={FIRST_CALL} />
          <CopyCommand command={FIRST_CALL} />
        </>
      }
    >
      <p>{t("firstCall.body")}</p>
    </EmptyState>
  );
}

/** What the list says when the filters leave nothing. */
export function NoCallFits({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  const clear = <Button onClick={onClear}>{t("calls.filter.clear")}</Button>;
  return (
    <EmptyState icon={ListFilter} title={t("calls.noFit.title")} actions={clear}>
      <p>{t("calls.noFit.body")}</p>
    </EmptyState>
  );
}
