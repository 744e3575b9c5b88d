import { useTranslation } from "react-i18next";
import { Badge } from "@/components/Badge";
import { type Mark, SIGNS } from "@/features/flows/marks";

/** What a comparison found at a node, above its corner. */
export function DiffMark({ mark }: { mark: Mark }) {
  const { t } = useTranslation();
  const { icon, tone } = SIGNS[mark];
  return (
    <span className="absolute -top-3 left-2 flex rounded-sm bg-surface-1">
      <Badge tone={tone} icon={icon}>
        {t(`flows.diff.${mark}`)}
      </Badge>
    </span>
  );
}
