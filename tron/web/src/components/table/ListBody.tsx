import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../Button";
import { LoadError, StaleNote } from "../Notice";
import { Skeleton } from "../Skeleton";

/** What a list needs to know of the request behind it. */
export type Loading = { error: unknown; busy: boolean; retry: () => void };

type ListBodyProps<Row> = {
  /** Undefined until they came. */
  rows: readonly Row[] | undefined;
  loading: Loading;
  errorTitle: string;
  /** Says what belongs here and what to do first. */
  empty: ReactNode;
  /** As many and as high as what is coming. */
  skeleton: { rows: number; rowClass: string };
  /** Loads the rows behind these; absent when these are all. */
  more?: { busy: boolean; load: () => void } | undefined;
  children: (rows: readonly Row[]) => ReactNode;
};

/** A list in each of its states: loading, broken, empty, full, and full but not fresh. */
export function ListBody<Row>({ rows, loading, errorTitle, empty, skeleton, more, children }: ListBodyProps<Row>) {
  const failed = loading.error !== undefined && loading.error !== null;
  if (rows === undefined) {
    if (!failed) return <Skeleton {...skeleton} />;
    return <LoadError title={errorTitle} error={loading.error} busy={loading.busy} onRetry={loading.retry} />;
  }
  return (
    <>
      {failed && <StaleNote />}
      {rows.length > 0 ? children(rows) : empty}
      {more && <LoadMore busy={more.busy} onMore={more.load} />}
    </>
  );
}

function LoadMore({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex justify-center border-t border-line p-3">
      <Button busy={busy} onClick={onMore}>
        {t("action.more")}
      </Button>
    </div>
  );
}
