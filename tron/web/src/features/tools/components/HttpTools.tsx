import { CirclePause, KeyRound, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { IconButton } from "@/components/Button";
import { Section } from "@/components/form/Section";
import { removeTool, type Tool, useSecrets, useTools } from "../api";
import { missingSecrets } from "../forms";
import { ListOf, Row } from "./ListOf";
import { type Removal, RemoveDialog } from "./RemoveDialog";
import { ToolDialog } from "./ToolDialog";

/** The HTTP tools, each with a dialog to change and try it. */
export function HttpTools() {
  const { t } = useTranslation();
  const tools = useTools();
  const [open, setOpen] = useState<Tool | "new" | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  return (
    <Section title={t("tools.http.title")} help={t("tools.http.help")}>
      <ListOf
        loaded={tools}
        empty={t("tools.http.empty")}
        add={{ verb: t("tools.http.add"), onAdd: () => setOpen("new") }}
      >
        {(tool) => (
          <ToolRow
            key={tool.id}
            tool={tool}
            onEdit={() => setOpen(tool)}
            onRemove={() => setRemoval({ name: tool.name, remove: () => removeTool(tool.id) })}
          />
        )}
      </ListOf>
      {open !== null && <ToolDialog stored={open === "new" ? null : open} onClose={() => setOpen(null)} />}
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Section>
  );
}

function ToolRow({ tool, onEdit, onRemove }: { tool: Tool; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const secrets = useSecrets().data?.items.map(({ name }) => name);
  const missing = secrets ? missingSecrets(tool.headers, secrets) : [];
  return (
    <Row
      name={tool.name}
      about={
        <span translate="no">
          {tool.method} {tool.url}
        </span>
      }
      signs={
        <>
          {!tool.enabled && (
            <Badge tone="neutral" icon={CirclePause}>
              {t("tools.off")}
            </Badge>
          )}
          {missing.length > 0 && (
            <Badge tone="warning" icon={KeyRound}>
              {t("tools.missingSecrets", { names: missing.join(", ") })}
            </Badge>
          )}
        </>
      }
      actions={
        <>
          <IconButton icon={Pencil} label={t("tools.edit", { name: tool.name })} onClick={onEdit} />
          <IconButton icon={Trash2} label={t("tools.removeOf", { name: tool.name })} onClick={onRemove} />
        </>
      }
    />
  );
}
