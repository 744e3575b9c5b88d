import { BellOff, Plus, WandSparkles } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Card } from "@/components/Card";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { type Line, type LineDetail, removeTrunk, type Trunk, useLine } from "../api";
import { useLineTitle } from "../hooks/useWords";
import { SetUpDialog } from "../setup/SetUpDialog";
import { Missing } from "./Missing";
import { type Removal, RemoveDialog } from "./RemoveDialog";
import { StateBadge } from "./StateBadge";
import { TrunkDialog } from "./TrunkDialog";
import { TrunkRow } from "./TrunkRow";

/** One line: how it is right now, and its trunks. */
export function LineCard({ line, trunks }: { line: Line; trunks: readonly Trunk[] }) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useLine(line.name);
  const title = useLineTitle()(line).label;
  const [open, setOpen] = useState<Trunk | "new" | null>(null);
  const [settingUp, setSettingUp] = useState(false);
  const add = data && line.has_trunks && (
    <Button small icon={Plus} onClick={() => setOpen("new")}>
      {t("phone.addTrunk")}
    </Button>
  );
  return (
    <Card title={title} actions={add} meta={data && <StateBadge state={data.state.state} />}>
      <div className="grid gap-3 px-4 pb-4">
        {data ? (
          <About line={data} />
        ) : error ? (
          <LoadError title={t("phone.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
        ) : (
          <Skeleton rows={1} />
        )}
        {data && line.name === "livekit" && (
          <div>
            <Button small icon={WandSparkles} onClick={() => setSettingUp(true)}>
              {t("lineSetUp.open")}
            </Button>
          </div>
        )}
        {line.has_trunks && <Trunks line={line} trunks={trunks} onEdit={data && setOpen} />}
      </div>
      {settingUp && <SetUpDialog line={line.name} onClose={() => setSettingUp(false)} />}
      {data && open !== null && (
        <TrunkDialog line={data} stored={open === "new" ? null : open} trunks={trunks} onClose={() => setOpen(null)} />
      )}
    </Card>
  );
}

function About({ line }: { line: LineDetail }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="grid justify-items-start gap-1.5 text-ink-2">
      {!line.rings_phone && (
        <Badge tone="neutral" icon={BellOff}>
          {t("phone.ringsNobody")}
        </Badge>
      )}
      {line.state.state === "ready" && !line.has_trunks ? t("phone.noSetUp") : <Missing state={line.state} />}
      {line.rings_phone && <p>{t(line.takes_calls ? "phone.takesCalls" : "phone.callsOutOnly")}</p>}
    </div>
  );
}

type TrunksProps = {
  line: Line;
  trunks: readonly Trunk[];
  /** Absent until the line's form is there. */
  onEdit: ((trunk: Trunk) => void) | undefined;
};

function Trunks({ line, trunks, onEdit }: TrunksProps) {
  const { t } = useTranslation();
  const [removal, setRemoval] = useState<Removal | null>(null);
  const own = trunks.filter((trunk) => trunk.line === line.name);
  if (own.length === 0) return <p className="text-ink-2">{t("phone.noTrunks")}</p>;
  return (
    <>
      <ul className="grid min-w-0 divide-y divide-line rounded-md border border-line">
        {own.map((trunk) => (
          <TrunkRow
            key={trunk.id}
            trunk={trunk}
            fallback={trunks.find(({ id }) => id === trunk.fallback_id)?.name ?? null}
            onEdit={onEdit && (() => onEdit(trunk))}
            onRemove={() => setRemoval({ what: "trunk", name: trunk.name, remove: () => removeTrunk(trunk.id) })}
          />
        ))}
      </ul>
      <RemoveDialog removal={removal} onClose={() => setRemoval(null)} />
    </>
  );
}
