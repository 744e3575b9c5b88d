import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "@/components/Badge";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { ListBody } from "@/components/table/ListBody";
import { Words } from "@/components/Words";
import { useLive } from "@/stores/live";
import { type Call, useActiveCalls } from "../api";
import { ROLE_TEXT, utterancesSoFar } from "../transcript";
import { AgentAndLine, Contact, TalkTime } from "./CallFacts";
import { useCallName } from "./CallHeading";
import { CallStatus } from "./CallStatus";

/** Calls that ring or are talked on now, with the last words of each. */
export function ActiveCallsCard() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useActiveCalls();
  const count = data?.items.length ?? 0;
  return (
    <Card
      title={t("calls.active.title")}
      meta={
        count > 0 && (
          <Badge tone="live" pulse>
            {t("calls.active.count", { count })}
          </Badge>
        )
      }
    >
      <ListBody
        rows={data?.items}
        loading={{ error, busy: isValidating, retry: () => void mutate() }}
        errorTitle={t("calls.active.loadError")}
        empty={<p className="px-4 pb-3.5 text-ink-3">{t("calls.active.none")}</p>}
        skeleton={{ rows: 1, rowClass: "h-[3.125rem]" }}
      >
        {(calls) => (
          <DataTable
            label={t("calls.active.title")}
            rows={calls}
            rowKey={(call) => call.id}
            columns={columns(t)}
            line={(call) => <ActiveLine call={call} />}
            to={addressOf}
            tall
          />
        )}
      </ListBody>
    </Card>
  );
}

const addressOf = (call: Call) => `/calls/${call.id}`;

function columns(t: TFunction): Column<Call>[] {
  return [
    {
      key: "contact",
      head: t("calls.column.contact"),
      className: "max-w-64 min-w-36 whitespace-nowrap",
      cell: (call) => <Contact call={call} />,
    },
    { key: "agent", head: t("calls.column.agent"), cell: (call) => <AgentAndLine call={call} /> },
    { key: "status", head: t("calls.column.status"), cell: (call) => <CallStatus status={call.status} /> },
    {
      key: "words",
      head: t("calls.active.words"),
      className: "w-1/3 max-w-0",
      cell: (call) => <LastWords callId={call.id} />,
    },
    { key: "time", head: t("calls.column.time"), end: true, cell: (call) => <TalkTime call={call} /> },
    { key: "view", head: t("calls.active.view"), headHidden: true, end: true, cell: (call) => <View call={call} /> },
  ];
}

function View({ call }: { call: Call }) {
  const { t } = useTranslation();
  const name = useCallName(call);
  return (
    <Link
      to={addressOf(call)}
      className={buttonLook("secondary", true)}
      aria-label={t("calls.active.viewOf", { name })}
    >
      {t("calls.active.view")}
    </Link>
  );
}

/** What was said last, by whom. */
function LastWords({ callId }: { callId: string }) {
  const { t } = useTranslation();
  const story = useLive((live) => live.stories[callId]);
  const last = story && utterancesSoFar(story).at(-1);
  if (!last) return <span className="text-ink-3">–</span>;
  return (
    <span className="block truncate text-ink-2">
      <span className={`text-xs font-medium ${ROLE_TEXT[last.role]}`}>{t(`call.${last.role}`)}</span>{" "}
      <Words>{last.text}</Words>
    </span>
  );
}

function ActiveLine({ call }: { call: Call }) {
  return (
    <>
      <span className="flex items-start justify-between gap-3">
        <Contact call={call} />
        <TalkTime call={call} />
      </span>
      <LastWords callId={call.id} />
    </>
  );
}
