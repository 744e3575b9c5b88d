import { CircleCheck, CircleDashed, CirclePause, CircleX, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { IconButton } from "@/components/Button";
import { Section } from "@/components/form/Section";
import { notify } from "@/components/toasts";
import { refreshServer, removeServer, type Server, useServers, useToolsChanged } from "../api";
import { ListOf, Row } from "./ListOf";
import { type Removal, RemoveDialog } from "./RemoveDialog";
import { ServerDialog } from "./ServerDialog";
import { Trouble } from "./Trouble";

const STATES = {
  connected: { tone: "success", icon: CircleCheck },
  failed: { tone: "danger", icon: CircleX },
  unknown: { tone: "neutral", icon: CircleDashed },
} as const;

/** The MCP servers with their state and what they offer. */
export function McpServers() {
  const { t } = useTranslation();
  const servers = useServers();
  const [open, setOpen] = useState<Server | "new" | null>(null);
  const [removal, setRemoval] = useState<Removal | null>(null);
  return (
    <Section title={t("tools.mcp.title")} help={t("tools.mcp.help")}>
      <ListOf
        loaded={servers}
        empty={t("tools.mcp.empty")}
        add={{ verb: t("tools.mcp.add"), onAdd: () => setOpen("new") }}
      >
        {(server) => (
          <ServerRow
            key={server.id}
            server={server}
            onEdit={() => setOpen(server)}
            onRemove={() => setRemoval({ name: server.name, remove: () => removeServer(server.id) })}
          />
        )}
      </ListOf>
      {open !== null && <ServerDialog stored={open === "new" ? null : open} onClose={() => setOpen(null)} />}
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </Section>
  );
}

function ServerRow({ server, onEdit, onRemove }: { server: Server; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const changed = useToolsChanged();
  const [busy, setBusy] = useState(false);
  const { name, state } = server;
  const count = server.tools.filter(({ allowed }) => allowed).length;
  const refresh = async () => {
    setBusy(true);
    try {
      await refreshServer(server.id);
      changed();
    } catch (error) {
      notify.failed(t("tools.mcp.failed"), error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Row
      name={name}
      signs={
        <>
          <Badge tone={STATES[state].tone} icon={STATES[state].icon}>
            {t(`tools.mcp.${state}`)}
          </Badge>
          {!server.enabled && (
            <Badge tone="neutral" icon={CirclePause}>
              {t("tools.off")}
            </Badge>
          )}
        </>
      }
      about={
        <>
          <span className="block">{t("tools.mcp.count", { count })}</span>
          <span translate="no">{server.url}</span>
          {server.state_message && (
            <span className={`block ${state === "failed" ? "text-danger" : ""}`}>
              <Trouble code={server.state_code} message={server.state_message} />
            </span>
          )}
        </>
      }
      actions={
        <>
          <IconButton
            icon={RotateCcw}
            label={t("tools.mcp.refreshOf", { name })}
            disabled={busy}
            aria-busy={busy || undefined}
            onClick={() => void refresh()}
          />
          <IconButton icon={Pencil} label={t("tools.edit", { name })} onClick={onEdit} />
          <IconButton icon={Trash2} label={t("tools.removeOf", { name })} onClick={onRemove} />
        </>
      }
    />
  );
}
