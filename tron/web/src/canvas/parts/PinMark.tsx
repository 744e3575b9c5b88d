import { History, Pin } from "lucide-react";
import { useTranslation } from "react-i18next";

/** The sign of a node whose result is pinned; of one that was changed since, that it is to be tried again. */
export function PinMark({ pin }: { pin: "pinned" | "stale" }) {
  const { t } = useTranslation();
  const Icon = pin === "stale" ? History : Pin;
  return (
    <span className="grid size-6 flex-none place-items-center" title={t(`canvas.node.${pin}`)}>
      <Icon className={`size-3.5 ${pin === "stale" ? "text-warning" : "text-ink-3"}`} aria-hidden />
    </span>
  );
}
