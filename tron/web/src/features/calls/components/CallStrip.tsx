import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { percent } from "@/lib/format";
import { sipWords } from "@/lib/sip";
import type { CallDetail } from "../api";
import type { flowOf } from "../path";
import { talkShares, type Utterance } from "../transcript";
import { Cost, LineName, Reply, TalkTime } from "./CallFacts";
import { CallReason } from "./CallStatus";

type CallStripProps = { call: CallDetail; utterances: readonly Utterance[]; flow: ReturnType<typeof flowOf> };

/** The call's facts in one strip. */
export function CallStrip({ call, utterances, flow }: CallStripProps) {
  const { t } = useTranslation();
  return (
    <dl className="grid grid-cols-2 gap-x-5 gap-y-3 rounded-lg border border-line bg-surface-1 px-4 py-3 sm:grid-cols-4 wide:flex wide:justify-between">
      <Fact label={t("calls.column.agent")}>
        {call.agent_name ? <Words>{call.agent_name}</Words> : <span className="text-ink-3">–</span>}
      </Fact>
      {flow && (
        <Fact label={t("nav.flow")}>
          <Words>{flow.name}</Words>
          {flow.version !== null && `, ${t("call.path.version", { version: flow.version })}`}
          {flow.draft && `, ${t("call.path.draft")}`}
        </Fact>
      )}
      <Fact label={t("calls.column.line")}>
        <LineName line={call.line} />
      </Fact>
      <Fact label={t("calls.column.reason")}>
        <CallReason reason={call.reason} />
      </Fact>
      {call.sip_status !== null && (
        <Fact label={t("call.sip")}>
          <Words>{sipWords(call.sip_status)}</Words>
        </Fact>
      )}
      <Fact label={t("calls.column.duration")}>
        <TalkTime call={call} />
      </Fact>
      <Fact label={t("call.shares")}>
        <Shares utterances={utterances} />
      </Fact>
      <Fact label={t("call.replyP50")}>
        <Reply ms={call.reply_p50_ms} />
      </Fact>
      <Fact label={t("calls.column.cost")}>
        <Cost inr={call.cost_inr} />
      </Fact>
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="num mt-px font-medium [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Shares({ utterances }: { utterances: readonly Utterance[] }) {
  const { i18n } = useTranslation();
  const { agent, caller } = talkShares(utterances);
  if (agent + caller === 0) return <span className="text-ink-3">–</span>;
  const share = agent / (agent + caller);
  return (
    <>
      <span className="text-agent">{percent(share, i18n.language, 0)}</span>
      {" / "}
      <span className="text-caller">{percent(1 - share, i18n.language, 0)}</span>
    </>
  );
}
