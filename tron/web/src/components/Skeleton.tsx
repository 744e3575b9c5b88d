import { useTranslation } from "react-i18next";

const WIDTHS = ["w-10", "w-32", "w-20", "w-24", "w-12"];

type SkeletonProps = { rows: number; rowClass?: string };

/** Rows of the same height as what is coming; they appear after 200 ms, so that a quick answer shows none. */
export function Skeleton({ rows, rowClass = "h-12" }: SkeletonProps) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className={`flex items-center justify-between gap-6 border-t border-line px-4 ${rowClass}`}>
          {WIDTHS.map((width, index) => (
            <span key={width} className={`skeleton h-2.5 ${width} ${index > 2 ? "max-sm:hidden" : ""}`} />
          ))}
        </div>
      ))}
    </div>
  );
}
