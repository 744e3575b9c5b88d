import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { Section } from "@/components/form/Section";
import { Checkbox } from "@/components/form/Switch";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { type AvailableTool, useAvailableTools } from "../api";
import type { FormView } from "../hooks/useAgentForm";

/** Which tools the agent may use in a call: built in, of HTTP, of MCP servers. */
export function ToolFields({ editor: { form } }: { editor: FormView }) {
  const { t } = useTranslation();
  return (
    <Section title={t("tools.agent.title")} help={t("tools.agent.help")}>
      <FormField
        control={form.control}
        name="tools_enabled"
        label={t("builder.field.tools_enabled")}
        hint={t("tools.agent.more")}
        group
        bare
      >
        {({ value, onChange, ...aria }) => (
          <fieldset
            aria-labelledby={aria["aria-labelledby"]}
            aria-describedby={aria["aria-describedby"]}
            className="grid min-w-0 gap-4"
          >
            <Choices chosen={value} onChange={onChange} />
          </fieldset>
        )}
      </FormField>
    </Section>
  );
}

type ChoicesProps = { chosen: readonly string[]; onChange: (names: string[]) => void };

function Choices({ chosen, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const { data, error } = useAvailableTools();
  const items = data?.items ?? [];
  const tick = (name: string, on: boolean) => onChange(on ? [...chosen, name] : chosen.filter((one) => one !== name));
  const gone = data ? chosen.filter((name) => !items.some((tool) => tool.name === name)) : [];
  return (
    <>
      {groupsOf(items).map(({ key, kind, server, tools }) => (
        <Group
          key={key}
          title={kind === "mcp" ? t("tools.agent.mcp", { server }) : t(`tools.agent.${kind}`)}
          tools={tools}
          chosen={chosen}
          onTick={tick}
        />
      ))}
      {gone.length > 0 && (
        <div className="grid min-w-0 justify-items-start gap-1">
          <p className="text-xs font-medium text-warning">{t("tools.agent.gone")}</p>
          {gone.map((name) => (
            <Checkbox key={name} value label={<span translate="no">{name}</span>} onChange={(on) => tick(name, on)} />
          ))}
          <p className="text-xs text-ink-3">{t("tools.agent.goneHint")}</p>
        </div>
      )}
      {error !== undefined && !data && (
        <div>
          <p>{t("tools.agent.loadError")}</p>
          <ErrorLine error={error} />
        </div>
      )}
    </>
  );
}

type GroupProps = {
  title: string;
  tools: readonly AvailableTool[];
  chosen: readonly string[];
  onTick: (name: string, on: boolean) => void;
};

function Group({ title, tools, chosen, onTick }: GroupProps) {
  return (
    <div className="grid min-w-0 justify-items-start gap-1.5">
      <p className="text-xs font-medium text-ink-3">{title}</p>
      {tools.map((tool) => (
        <Checkbox
          key={tool.name}
          value={chosen.includes(tool.name)}
          onChange={(on) => onTick(tool.name, on)}
          label={<ToolLabel tool={tool} />}
        />
      ))}
    </div>
  );
}

function ToolLabel({ tool }: { tool: AvailableTool }) {
  const { t } = useTranslation();
  const { name } = tool;
  return (
    <span className="min-w-0">
      <span translate="no" className="font-medium [overflow-wrap:anywhere]">
        {name}
      </span>{" "}
      {!tool.usable && (
        <span className="inline-flex items-center gap-1 text-xs text-warning">
          <CircleAlert className="size-3" aria-hidden />
          {t("tools.agent.unusable")}
        </span>
      )}
      <span className="block text-xs text-ink-3 [overflow-wrap:anywhere]">
        {isBuiltIn(name) ? t(`tools.agent.about.${name}`) : <Words>{tool.description}</Words>}
      </span>
    </span>
  );
}

const BUILT_IN = ["end_call", "remember", "schedule_callback", "press_keys"] as const;

function isBuiltIn(name: string): name is (typeof BUILT_IN)[number] {
  return BUILT_IN.some((known) => known === name);
}

type ToolGroup = { key: string; kind: AvailableTool["kind"]; server: string; tools: AvailableTool[] };

/** Tools of one kind, or of one server, in the order they came. */
function groupsOf(items: readonly AvailableTool[]): ToolGroup[] {
  const groups = new Map<string, ToolGroup>();
  for (const tool of items) {
    const server = tool.server ?? "";
    const key = `${tool.kind} ${server}`;
    const group = groups.get(key) ?? { key, kind: tool.kind, server, tools: [] };
    group.tools.push(tool);
    groups.set(key, group);
  }
  return [...groups.values()];
}
