import { useNavigate, useParams, useSearchParams } from "react-router";
import { InstructionBanner } from "@/components/InstructionBanner";
import { AgentBuilder } from "@/features/agents/components/AgentBuilder";

/** /agents/new and /agents/:agentId. */
export function Component() {
  const { agentId } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  return (
    <>
      <InstructionBanner page="agentBuilder" text="builder.banner" />
      <AgentBuilder
        agentId={agentId === undefined || agentId === "new" ? null : agentId}
        template={search.get("template")}
        onCreated={(id) => void navigate(`/agents/${id}`, { replace: true })}
      />
    </>
  );
}
