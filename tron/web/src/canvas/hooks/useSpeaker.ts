import { useParams } from "react-router";
import { useLoadedFlow } from "@/features/flows/hooks/useLoadedFlow";
import { useAgents } from "@/features/flows/testCallApi";
import { scriptOf } from "@/lib/format";

/** Who would say a text: an agent's voice, or `null` for the name where no agent is there yet. */
export type Speaker = { name: string | null; voice: string; language: string; speed: number };

/** The voice of new agents. */
const USUAL_VOICE = "shreya";

/** Who speaks this flow: the agent that follows it, else the first one, else the usual voice in the text's script. */
export function useSpeaker(): (text: string) => Speaker {
  const { id = null } = useParams();
  const agents = useAgents().data?.items ?? [];
  const user = useLoadedFlow(id)?.used_by.find(({ kind }) => kind === "agent");
  const agent = agents.find((one) => one.id === user?.id) ?? agents[0];
  return (text) =>
    agent
      ? { name: agent.name, voice: agent.voice_id, language: agent.language, speed: agent.voice_speed }
      : { name: null, voice: USUAL_VOICE, language: scriptOf(text) ? "hi-IN" : "en-IN", speed: 1 };
}
