import { useTranslation } from "react-i18next";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useSettings } from "../api";
import { SettingsForm } from "./SettingsForm";

/** The settings once they are there, and what is shown until then. */
export function SettingsBody() {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = useSettings();
  if (data) {
    return (
      <div className="min-w-0">
        {error && <StaleNote />}
        <SettingsForm settings={data} />
      </div>
    );
  }
  return (
    // The form is longer than any screen: what stands below it is not seen before it either, and does not jump away.
    <div className={`min-w-0 rounded-lg border border-line bg-surface-1 pt-3 ${error ? "" : "min-h-dvh"}`}>
      {error ? (
        <LoadError title={t("settings.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      ) : (
        <Skeleton rows={12} />
      )}
    </div>
  );
}
