import { CircleAlert, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { StreamEnd } from "@/lib/stream/callStream";
import type { TalkStage } from "@/stores/talk";
import { ErrorLine } from "../Notice";

const TAKEN_OVER = "taken_over";

/** A connection that broke, and how it ended when that was nobody's wish. */
export function TalkNotice({ stage, end }: { stage: TalkStage; end: StreamEnd | null }) {
  const { t } = useTranslation();
  if (stage === "reconnecting") {
    return (
      <p role="status" className="flex gap-2 text-warning">
        <LoaderCircle className="spin mt-0.5 size-4" aria-hidden />
        {t("talk.reconnecting")}
      </p>
    );
  }
  if (stage !== "over" || end === null || end.how === "ended") return null;
  if (end.how === "refused" && end.error.code !== TAKEN_OVER) return <ErrorLine error={end.error} />;
  return (
    <p role="alert" className="flex gap-2 text-danger">
      <CircleAlert className="mt-0.5 size-4" aria-hidden />
      {t(end.how === "lost" ? "talk.lost" : "talk.takenOver")}
    </p>
  );
}
