import { CircleDot, Save, Undo2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { TopActions, TopName } from "@/components/layout/slots";
import { notify } from "@/components/toasts";
import { Words } from "@/components/Words";
import type { Saving } from "../hooks/useSaveAgent";

type BuilderTopProps = {
  agentId: string | null;
  name: string;
  count: number;
  gone: "deleted" | "archived" | null;
  saving: Saving;
  onDiscard: () => void;
};

/** The agent's name, how much is unsaved, and Save, in the top bar. */
export function BuilderTop({ agentId, name, count, gone, saving, onDiscard }: BuilderTopProps) {
  const { t } = useTranslation();
  const isNew = agentId === null;
  const title = name.trim();
  const discard = () => {
    onDiscard();
    notify.done(t("builder.discarded"));
  };
  return (
    <>
      <h1 className="sr-only">{title === "" ? t("builder.new") : <Words>{title}</Words>}</h1>
      <TopName name={title || t("builder.new")}>
        {count > 0 && (
          <span className="max-sm:hidden">
            <Badge tone="warning" icon={CircleDot}>
              {t("unsaved.count", { count })}
            </Badge>
          </span>
        )}
      </TopName>
      <TopActions>
        {count > 0 && (
          <span className="mr-auto text-xs text-warning sm:hidden" role="status">
            {t("unsaved.count", { count })}
          </span>
        )}
        {count > 0 && (
          <Button icon={Undo2} onClick={discard} disabled={saving.busy}>
            {t("builder.discard")}
          </Button>
        )}
        {gone === null && (
          <Button
            look="primary"
            icon={Save}
            busy={saving.busy}
            disabled={saving.busy || (!isNew && count === 0)}
            onClick={saving.save}
          >
            {isNew ? t("builder.create") : t("builder.save")}
          </Button>
        )}
      </TopActions>
    </>
  );
}
