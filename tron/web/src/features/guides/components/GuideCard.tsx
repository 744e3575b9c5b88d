import { useTranslation } from "react-i18next";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import type { GuideName } from "@/lib/guides";
import { useGuide } from "../api";
import { GuideText } from "./GuideText";

/** One guide, in the language of the page. */
export function GuideCard({ name }: { name: GuideName }) {
  const { t, i18n } = useTranslation();
  const { data, error, isValidating, mutate } = useGuide(name, i18n.language);
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface-1 pt-3">
      {data && <GuideText guide={data} />}
      {!data && error && (
        <LoadError title={t("guide.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
      )}
      {!data && !error && <Skeleton rows={8} />}
    </div>
  );
}
