import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

type RepairLinkProps = {
  /** What has to be changed, as the server names it: `agent.call_category`, `trunk.caller_ids`. */
  field: string | null;
  agentId: string | null;
};

/** The way to what keeps a call from being dialled; nothing where no field helps. */
export function RepairLink({ field, agentId }: RepairLinkProps) {
  const { t } = useTranslation();
  const place = PLACES.find((name) => field?.startsWith(`${name}.`));
  if (place === undefined || (place === "agent" && agentId === null)) return null;
  const paths = { agent: `/agents/${agentId}`, trunk: "/lines", settings: "/settings" };
  return (
    <Link to={paths[place]} className="mt-1 flex w-fit items-center gap-1 rounded-xs text-accent hover:underline">
      {t(`setup.repair.${place}`)}
      <ArrowRight className="size-3.5" aria-hidden />
    </Link>
  );
}

const PLACES = ["agent", "trunk", "settings"] as const;
