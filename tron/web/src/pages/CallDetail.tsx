import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Card } from "@/components/Card";
import { InstructionBanner } from "@/components/InstructionBanner";
import { CallPage } from "@/features/calls/components/CallPage";
import { Supervise } from "@/features/supervision/components/Supervise";
import { isTalking, useTalk } from "@/stores/talk";

export function Component() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const here = useTalk(({ callId, stage }) => callId === id && isTalking(stage));
  return (
    <>
      <InstructionBanner page="call" text="call.banner" />
      <CallPage
        key={id}
        id={id}
        supervision={(call, events) => (
          <Card title={t("supervise.title")}>
            <div className="px-4 pt-1 pb-4">
              <Supervise call={call} events={events} here={here} without={["end"]} />
            </div>
          </Card>
        )}
      />
    </>
  );
}
