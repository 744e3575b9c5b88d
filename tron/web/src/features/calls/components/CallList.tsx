import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { useNarrow } from "@/hooks/useMedia";
import type { Call } from "../api";
import { plain } from "../status";
import { CallTime, Contact, LineName, TalkTime } from "./CallFacts";
import { CallReason, CallStatus } from "./CallStatus";

/** Calls as a table, or as a list on a phone. */
export function CallList({ calls, label }: { calls: readonly Call[]; label: string }) {
  return useNarrow() ? <CallLines calls={calls} label={label} /> : <CallTable calls={calls} label={label} />;
}

function CallTable({ calls, label }: { calls: readonly Call[]; label: string }) {
  const { t } = useTranslation();
  const head = "h-8 px-2.5 text-left text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4";
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse" aria-label={label}>
        <thead>
          <tr>
            <th className={head}>{t("calls.column.time")}</th>
            <th className={head}>{t("calls.column.contact")}</th>
            <th className={head}>{t("calls.column.agent")}</th>
            <th className={head}>{t("calls.column.status")}</th>
            <th className={head}>{t("calls.column.reason")}</th>
            <th className={head}>{t("calls.column.outcome")}</th>
            <th className={`${head} text-right`}>{t("calls.column.duration")}</th>
          </tr>
        </thead>
        <tbody>
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CallRow({ call }: { call: Call }) {
  const cell = "h-[3.125rem] border-t border-line px-2.5 py-1 first:pl-4 last:pr-4";
  return (
    <tr>
      <td className={`${cell} whitespace-nowrap text-ink-2`}>
        <CallTime call={call} />
      </td>
      <td className={`${cell} max-w-64 min-w-36 whitespace-nowrap`}>
        <Contact call={call} />
      </td>
      <td className={cell}>
        {call.agent_name && <Words className="block">{call.agent_name}</Words>}
        <span className="block text-xs whitespace-nowrap text-ink-3">
          <LineName line={call.line} />
        </span>
      </td>
      <td className={cell}>
        <CallStatus status={call.status} />
      </td>
      <td className={`${cell} text-ink-2`}>
        <CallReason reason={call.reason} />
      </td>
      <td className={cell}>
        {call.outcome ? <Words>{plain(call.outcome)}</Words> : <span className="text-ink-3">–</span>}
      </td>
      <td className={`${cell} text-right`}>
        <TalkTime call={call} />
      </td>
    </tr>
  );
}

function CallLines({ calls, label }: { calls: readonly Call[]; label: string }) {
  return (
    <ul aria-label={label}>
      {calls.map((call) => (
        <li key={call.id} className="border-t border-line px-4 py-2.5">
          <div className="flex items-start justify-between gap-3">
            <Contact call={call} />
            <CallStatus status={call.status} />
          </div>
          <div className="mt-1 flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate text-ink-2">
              {call.outcome ? <Words>{plain(call.outcome)}</Words> : <CallReason reason={call.reason} />}
            </span>
            <span className="num text-xs whitespace-nowrap text-ink-3">
              <CallTime call={call} /> · <TalkTime call={call} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}
