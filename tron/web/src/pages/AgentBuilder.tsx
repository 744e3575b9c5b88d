import { useNavigate, useParams, useSearchParams } from "react-router";
import { InstructionBanner } from "@/components/InstructionBanner";
import { AgentBuilder } from "@/features/agents/components/AgentBuilder";
import { KnowledgeCard } from "@/features/knowledge/components/KnowledgeCard";

/** /agents/new and /agents/:agentId. */
export function Component() {
  const { agentId } = useParams();
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const stored = agentId === undefined || agentId === "new" ? null : agentId;
  return (
    <>
      <InstructionBanner page="agentBuilder" text="builder.banner" />
      <AgentBuilder
        agentId={stored}
        template={search.get("template")}
        onCreated={(id) => void navigate(`/agents/${id}`, { replace: true })}
        below={<KnowledgeCard key={stored} agentId={stored} />}
      />
    </>
  );
}
