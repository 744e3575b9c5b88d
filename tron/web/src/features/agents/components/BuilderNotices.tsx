import { ArchiveRestore, CircleAlert, History, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorLine } from "@/components/Notice";
import { Words } from "@/components/Words";
import { isGone, type Saving } from "../hooks/useSaveAgent";

type BuilderNoticesProps = {
  gone: "deleted" | "archived" | null;
  restored: boolean;
  newer: boolean;
  saving: Saving;
  /** Takes an archived agent back into use. */
  onRestore: () => void;
};

/** What a person has to know before going on with the form. */
export function BuilderNotices({ gone, restored, newer, saving, onRestore }: BuilderNoticesProps) {
  const { t } = useTranslation();
  const told = gone !== null && isGone(saving.error);
  const failed = !told && (saving.error !== null || saving.problems.length > 0);
  return (
    <>
      {gone && (
        <Line icon={CircleAlert} look="border-danger-line border-l-danger" role="alert">
          <p className="min-w-0 flex-1 basis-60">{t(`builder.gone.${gone}`)}</p>
          {gone === "archived" && (
            <Button icon={ArchiveRestore} onClick={onRestore}>
              {t("agents.action.restore")}
            </Button>
          )}
          <Button look="primary" busy={saving.busy} disabled={saving.busy} onClick={saving.saveAsNew}>
            {t("builder.gone.saveNew")}
          </Button>
        </Line>
      )}
      {newer && !gone && (
        <Line icon={TriangleAlert} look="border-warning-line border-l-warning" role="status">
          <p>{t("builder.newer")}</p>
        </Line>
      )}
      {restored && (
        <Line icon={History} look="border-info-line border-l-info" role="status">
          <p>{t("unsaved.restored")}</p>
        </Line>
      )}
      {failed && (
        <Line icon={CircleAlert} look="border-danger-line border-l-danger" role="alert">
          <div className="min-w-0">
            <p className="font-medium">{t("builder.saveError")}</p>
            {saving.error !== null && <ErrorLine error={saving.error} />}
            {saving.problems.map(({ path, message }) => (
              <p key={path} className="text-ink-2">
                <Words>{`${path}: ${message}`}</Words>
              </p>
            ))}
          </div>
        </Line>
      )}
    </>
  );
}

type LineProps = { icon: LucideIcon; look: string; role: "alert" | "status"; children: ReactNode };

function Line({ icon: Icon, look, role, children }: LineProps) {
  return (
    <div
      role={role}
      className={`flex flex-wrap items-center gap-x-2.5 gap-y-2 rounded-md border border-l-2 bg-surface-1 px-3.5 py-2 ${look}`}
    >
      <Icon className="size-4" aria-hidden />
      {children}
    </div>
  );
}
