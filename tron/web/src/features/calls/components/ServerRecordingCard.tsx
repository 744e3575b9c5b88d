import { Check, Clock, Download, type LucideIcon, Mic, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "@/components/Badge";
import { buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { Words } from "@/components/Words";
import { duration, fileSize } from "@/lib/format";
import type { CallDetail } from "../api";
import { isOver } from "../status";
import { Pair } from "./DataCards";

type ServerRecording = NonNullable<CallDetail["server_recording"]>;
type Shown = ServerRecording["state"] | "storing" | "short";

const LOOKS: Record<Shown, { tone: Tone; icon: LucideIcon }> = {
  starting: { tone: "neutral", icon: Clock },
  active: { tone: "live", icon: Mic },
  storing: { tone: "info", icon: Clock },
  complete: { tone: "success", icon: Check },
  short: { tone: "warning", icon: TriangleAlert },
  failed: { tone: "warning", icon: TriangleAlert },
};

/** What LiveKit Egress recorded of the call: how far it is, where it lies, and what became of Tron's own. */
export function ServerRecordingCard({ call }: { call: CallDetail }) {
  const { t } = useTranslation();
  const recording = call.server_recording;
  if (!recording) return null;
  const state = stateOf(recording, isOver(call.status));
  return (
    <Card
      title={t("call.serverRecording.title")}
      actions={recording.url && <DownloadLink url={recording.url} name={`${call.id}.livekit.ogg`} />}
    >
      <div className="flex flex-col gap-2 px-4 pb-3">
        <p>
          <Badge {...LOOKS[state]}>{t(`call.serverRecording.state.${state}`)}</Badge>
        </p>
        {recording.trouble && (
          <p className="max-w-[75ch] text-ink-2">
            {t(`call.serverRecording.trouble.${recording.trouble}`)}{" "}
            {recording.detail && <Words>{recording.detail}</Words>}{" "}
            {recording.trouble !== "not_seen" && call.recording_url && t("call.serverRecording.kept")}
          </p>
        )}
        {recording.location && <Place recording={recording} />}
      </div>
    </Card>
  );
}

/** Where it lies. What is in Tron's own folder can be had from Tron; a bucket is its owner's. */
function Place({ recording }: { recording: ServerRecording }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <dl>
        <Pair label={t("call.serverRecording.where")}>
          <Words className="font-mono text-xs [overflow-wrap:anywhere]">{recording.location ?? ""}</Words>
        </Pair>
        {recording.seconds !== null && (
          <Pair label={t("call.serverRecording.length")}>
            <span className="num">{duration(recording.seconds)}</span>
          </Pair>
        )}
        {recording.size !== null && (
          <Pair label={t("call.serverRecording.size")}>
            <span className="num">{fileSize(recording.size, i18n.language)}</span>
          </Pair>
        )}
      </dl>
      <p className="max-w-[75ch] text-xs text-ink-3">
        {t("call.serverRecording.sides")} {!recording.url && t("call.serverRecording.elsewhere")}
      </p>
    </>
  );
}

function DownloadLink({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation();
  return (
    <a href={url} download={name} className={buttonLook("quiet", true)}>
      <Download className="size-4" aria-hidden />
      {t("call.serverRecording.download")}
    </a>
  );
}

function stateOf({ state, trouble }: ServerRecording, over: boolean): Shown {
  if (state === "complete" && trouble === "short") return "short";
  return over && (state === "starting" || state === "active") ? "storing" : state;
}
