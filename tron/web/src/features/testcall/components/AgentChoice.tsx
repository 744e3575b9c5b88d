import { Bot, Plus } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ChoiceCards } from "@/components/form/ChoiceCards";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { languageName } from "@/lib/format";
import type { Agent } from "../api";

/** With more agents than this they are searched. */
const MANY = 8;

type AgentChoiceProps = { agents: readonly Agent[]; agentId: string | null; onChoose: (id: string) => void };

/** The agents as cards; one is chosen. */
export function AgentChoice({ agents, agentId, onChoose }: AgentChoiceProps) {
  const { t } = useTranslation();
  const group = useId();
  const [search, setSearch] = useState("");
  const words = search.trim().toLowerCase();
  const found = agents.filter(({ id, name }) => id === agentId || name.toLowerCase().includes(words));
  return (
    <>
      {agents.length > MANY && (
        <Field label={t("testcall.findAgent")}>
          {(aria) => <TextInput {...aria} type="search" value={search} onChange={setSearch} />}
        </Field>
      )}
      <Field label={t("testcall.agent")} group>
        {(aria) => (
          <div className="-m-1 max-h-72 overflow-y-auto p-1">
            <ChoiceCards
              {...aria}
              name={group}
              value={agentId ?? ""}
              onChange={onChoose}
              choices={found.map((agent) => ({
                value: agent.id,
                title: <Words>{agent.name}</Words>,
                hint: agent.is_active ? <Kind agent={agent} /> : t("testcall.agentOff"),
                warn: !agent.is_active,
              }))}
            />
            {found.length === 0 && <p className="text-ink-2">{t("testcall.noneFound")}</p>}
          </div>
        )}
      </Field>
    </>
  );
}

/** "Support agent · English (India)": the template and the language. */
function Kind({ agent: { template, language } }: { agent: Agent }) {
  const { i18n } = useTranslation();
  const kind = template?.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase());
  return <span translate="no">{[kind, languageName(language, i18n.language)].filter(Boolean).join(" · ")}</span>;
}

/** Instead of the cards, before there is an agent. */
export function NoAgents({ onSample, busy }: { onSample: () => void; busy: boolean }) {
  const { t } = useTranslation();
  const actions = (
    <>
      <Button look="primary" icon={Plus} busy={busy} disabled={busy} onClick={onSample}>
        {t("testcall.noAgents.sample")}
      </Button>
      <Link to="/agents" className={buttonLook()}>
        {t("testcall.noAgents.build")}
      </Link>
    </>
  );
  return (
    <EmptyState icon={Bot} title={t("testcall.noAgents.title")} actions={actions}>
      <p>{t("testcall.noAgents.body")}</p>
    </EmptyState>
  );
}
