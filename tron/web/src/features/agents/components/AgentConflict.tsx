import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { ConflictDialog, type ConflictRow } from "@/components/ConflictDialog";
import { Words } from "@/components/Words";
import { changed, same } from "@/lib/changes";
import { type AgentForm, formOf } from "../fields";
import type { Saving } from "../hooks/useSaveAgent";

type AgentConflictProps = { base: AgentForm; mine: AgentForm; saving: Saving };

/** Both versions, field by field, when somebody else saved the agent first. */
export function AgentConflict({ base, mine, saving }: AgentConflictProps) {
  const { t } = useTranslation();
  const theirs = saving.theirs && formOf(saving.theirs);
  const names = theirs ? changed(base, mine).filter((name) => !same(mine[name], theirs[name])) : [];
  const rows: ConflictRow[] = theirs
    ? names.map((name) => ({
        name,
        label: t(`builder.field.${name}`),
        mine: shown(mine[name], t),
        theirs: shown(theirs[name], t),
      }))
    : [];
  return (
    <ConflictDialog
      open={theirs !== null}
      what={theirs?.name ?? ""}
      rows={rows}
      busy={saving.busy}
      onKeepMine={saving.keepMine}
      onTakeTheirs={saving.takeTheirs}
      onClose={saving.decideLater}
    />
  );
}

function shown(value: AgentForm[keyof AgentForm], t: TFunction) {
  if (typeof value === "boolean") return value ? t("agents.active") : t("agents.inactive");
  const text = plainText(value);
  return text === "" ? "–" : <Words>{text}</Words>;
}

function plainText(value: Exclude<AgentForm[keyof AgentForm], boolean>): string {
  if (Array.isArray(value)) return value.join(", ");
  if (typeof value === "object") return [...value.forbidden_topics, ...value.required_disclosures].join("\n");
  return String(value);
}
