import { useParams } from "react-router";
import { InstructionBanner } from "@/components/InstructionBanner";
import { CallPage } from "@/features/calls/components/CallPage";

export function Component() {
  const { id = "" } = useParams();
  return (
    <>
      <InstructionBanner page="call" text="call.banner" />
      <CallPage key={id} id={id} />
    </>
  );
}
