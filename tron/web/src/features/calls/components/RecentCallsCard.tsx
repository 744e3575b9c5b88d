import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { ListBody } from "@/components/table/ListBody";
import { useRecentCalls } from "../api";
import { CallList } from "./CallList";
import { NoCalls } from "./NoCalls";

/** The newest calls, whatever became of them. */
export function RecentCallsCard({ limit }: { limit: number }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useRecentCalls(limit);
  const allCalls = (
    <Link to="/calls" className={buttonLook("quiet", true)}>
      {t("action.allCalls")}
      <ArrowRight className="size-3.5" aria-hidden />
    </Link>
  );
  return (
    <Card title={t("calls.recent")} actions={allCalls}>
      <ListBody
        rows={data?.items}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("calls.loadError")}
        empty={<NoCalls />}
        skeleton={{ rows: 6, rowClass: "h-[3.125rem]" }}
      >
        {(calls) => <CallList calls={calls} label={t("calls.recent")} />}
      </ListBody>
    </Card>
  );
}
