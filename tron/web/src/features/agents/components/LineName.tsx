import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import type { Line } from "../lines";

/** A line by its id and the first words of what it says. `label`: an element id for what the line names. */
export function LineName({ id, line, label }: { id: string; line: Line | undefined; label?: string }) {
  const { t } = useTranslation();
  const said = line?.say[0]?.trim() ?? "";
  return (
    <span className="block min-w-0 flex-1">
      <span id={label} translate="no" className="block truncate font-mono text-xs leading-normal">
        {id === "" ? "–" : id}
      </span>
      {said === "" ? (
        <span className="block text-xs text-ink-3">{t("lines.saysNothing")}</span>
      ) : (
        <Words className="text-xs text-ink-2 max-sm:line-clamp-2 sm:block sm:truncate">{said}</Words>
      )}
    </span>
  );
}
