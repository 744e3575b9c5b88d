import { Pencil, Star, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { IconButton } from "@/components/Button";
import { Words } from "@/components/Words";
import { number, when } from "@/lib/format";
import { type Trunk, useTrunkState } from "../api";
import { numberWords } from "../numberWords";
import { SoftphoneButton } from "../softphone/SoftphoneButton";
import { LineTest } from "./LineTest";
import { Missing } from "./Missing";
import { StateBadge } from "./StateBadge";

/** Calls go out, and some that come in are lost. */
const HALF_READY = "livekit_lacks_forms";

type TrunkRowProps = {
  trunk: Trunk;
  /** The name of the trunk that is tried after it. */
  fallback: string | null;
  onEdit: (() => void) | undefined;
  onRemove: () => void;
};

/** A trunk: its name and state, its calls of this moment, and what it may carry. */
export function TrunkRow({ trunk, fallback, onEdit, onRemove }: TrunkRowProps) {
  const { t } = useTranslation();
  const { data: state } = useTrunkState(trunk.id);
  const { name } = trunk;
  return (
    <li className="flex min-w-0 flex-wrap items-start gap-x-3 gap-y-1 py-2 pr-1.5 pl-3">
      <div className="grid min-w-0 flex-1 basis-48 gap-1">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <Words className="font-medium [overflow-wrap:anywhere]">{name}</Words>
          {state && <StateBadge state={state.state} />}
          {trunk.is_default && (
            <Badge tone="neutral" icon={Star}>
              {t("phone.default")}
            </Badge>
          )}
        </p>
        {state && (state.state !== "ready" || state.note === HALF_READY) && (
          <div className={state.state === "ready" ? "text-warning" : "text-ink-2"}>
            <Missing state={state} />
          </div>
        )}
        <Facts trunk={trunk} fallback={fallback} />
        <LineTest trunk={trunk} />
        <SoftphoneButton trunk={trunk} />
      </div>
      <div className="flex gap-1">
        {onEdit && <IconButton icon={Pencil} label={t("phone.edit", { name })} onClick={onEdit} />}
        <IconButton icon={Trash2} label={t("phone.removeOf", { name })} onClick={onRemove} />
      </div>
    </li>
  );
}

function Facts({ trunk, fallback }: Pick<TrunkRowProps, "trunk" | "fallback">) {
  const { t, i18n } = useTranslation();
  const { live_calls: live, max_calls, calls_per_second: pace, caller_ids, backoff_until: until } = trunk;
  const waits = until !== null && new Date(until).getTime() > Date.now();
  return (
    <div className="num grid gap-0.5 text-xs text-ink-3">
      <p>
        {t("phone.live", { live, max: number(max_calls, i18n.language) })}
        {" · "}
        {t("phone.pace", { pace: number(pace, i18n.language, 2) })}
        {fallback !== null && (
          <>
            {" · "}
            {t("phone.then")} <Words>{fallback}</Words>
          </>
        )}
      </p>
      <p>
        {caller_ids.length === 0 ? (
          t("phone.noCallerIds")
        ) : (
          <>
            {t("phone.shows")} {caller_ids.map((id) => numberWords(id, t)).join(", ")}
          </>
        )}
      </p>
      {waits && <p className="text-warning">{t("phone.backoff", { time: when(until, i18n.language) })}</p>}
    </div>
  );
}
