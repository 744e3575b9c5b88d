import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useCalls } from "../api";
import { CallList } from "./CallList";
import { NoCalls } from "./NoCalls";

/** Every call, newest first; older ones on demand. */
export function AllCallsCard() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate, size, setSize } = useCalls();
  const calls = data?.flatMap((page) => page.items) ?? [];
  const more = data?.at(-1)?.next_cursor != null;
  const meta =
    data && (more ? t("calls.countMore", { count: calls.length }) : t("calls.count", { count: calls.length }));
  return (
    <Card title={t("calls.title")} meta={meta}>
      {!data && error && (
        <LoadError title={t("calls.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={10} rowClass="h-[3.125rem]" />}
      {data && error && <StaleNote />}
      {data && (calls.length > 0 ? <CallList calls={calls} label={t("calls.title")} /> : <NoCalls />)}
      {more && (
        <div className="flex justify-center border-t border-line p-3">
          <Button busy={isValidating && (data?.length ?? 0) < size} onClick={() => void setSize(size + 1)}>
            {t("action.more")}
          </Button>
        </div>
      )}
    </Card>
  );
}
