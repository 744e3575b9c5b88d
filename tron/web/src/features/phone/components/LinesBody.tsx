import { useTranslation } from "react-i18next";
import { LoadError, StaleNote } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";
import { useLines, useTrunks } from "../api";
import { LineCard } from "./LineCard";
import { NumbersCard } from "./NumbersCard";

/** The lines with their trunks, those that ring phones first, and our numbers. */
export function LinesBody() {
  const { t } = useTranslation();
  const lines = useLines();
  const trunks = useTrunks();
  const error = lines.error ?? trunks.error;
  if (!lines.data || !trunks.data) {
    const retry = () => void Promise.all([lines.mutate(), trunks.mutate()]);
    if (error) return <LoadError title={t("phone.loadError")} error={error} onRetry={retry} />;
    return <Skeleton rows={6} />;
  }
  const { items } = trunks.data;
  const sorted = [...lines.data.items].sort((a, b) => Number(b.rings_phone) - Number(a.rings_phone));
  return (
    <>
      {error && <StaleNote />}
      <NumbersCard trunks={items} />
      <div className="grid items-start gap-4 wide:grid-cols-2">
        {sorted.map((line) => (
          <LineCard key={line.name} line={line} trunks={items} />
        ))}
      </div>
    </>
  );
}
