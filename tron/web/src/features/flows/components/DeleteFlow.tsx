import { Archive, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Words } from "@/components/Words";
import { ApiError } from "@/lib/errors";
import type { FlowSummary, FlowUser } from "../types";

type DeleteFlowProps = {
  /** Null: nothing is asked. */
  flow: FlowSummary | null;
  onDelete: (flow: FlowSummary) => Promise<void>;
  onArchive: (flow: FlowSummary) => Promise<void>;
  onClose: () => void;
};

/** Asks before a flow is deleted; one that agents use says which, and offers the archive. */
export function DeleteFlow({ flow, onDelete, onArchive, onClose }: DeleteFlowProps) {
  const { t } = useTranslation();
  const [users, setUsers] = useState<readonly FlowUser[]>([]);
  const close = () => {
    setUsers([]);
    onClose();
  };
  const remove = async (doomed: FlowSummary) => {
    try {
      await onDelete(doomed);
    } catch (problem) {
      setUsers(usersOf(problem));
      throw problem;
    }
  };
  const archive = async (kept: FlowSummary) => {
    close();
    await onArchive(kept);
  };
  return (
    <ConfirmDialog
      open={flow !== null}
      title={t("flows.delete.title", { name: flow?.name ?? "" })}
      verb={t("flows.action.delete")}
      icon={Trash2}
      danger
      onConfirm={() => (flow ? remove(flow) : undefined)}
      onClose={close}
    >
      <p>{t("flows.delete.body")}</p>
      {users.length > 0 && (
        <div className="mt-3 flex flex-col items-start gap-2">
          <p className="font-medium text-ink">{t("flows.delete.users")}</p>
          <ul className="list-disc pl-5">
            {users.map((user) => (
              <li key={`${user.kind} ${user.id}`}>
                <User user={user} />
              </li>
            ))}
          </ul>
          {flow && flow.archived_at === null && (
            <Button icon={Archive} onClick={() => void archive(flow)}>
              {t("flows.delete.archive")}
            </Button>
          )}
        </div>
      )}
    </ConfirmDialog>
  );
}

function User({ user: { kind, id, name, version } }: { user: FlowUser }) {
  const { t } = useTranslation();
  const path = { agent: "agents", flow: "flows", call: "calls" }[kind];
  const pinned = version !== null && <> ({t("flows.version", { version })})</>;
  return (
    <>
      <Link to={`/${path}/${id}`} className="rounded-xs text-accent hover:underline">
        <Words>{name}</Words>
      </Link>
      {pinned}
    </>
  );
}

/** Who uses the flow, as the refusal names them. */
function usersOf(problem: unknown): FlowUser[] {
  const users = problem instanceof ApiError && problem.code === "in_use" ? problem.extra["users"] : [];
  return Array.isArray(users) ? users : [];
}
