import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { LoadError } from "@/components/Notice";
import { Skeleton } from "@/components/Skeleton";

type Loaded<Item> = {
  data: { items: Item[] } | undefined;
  error: unknown;
  isValidating: boolean;
  mutate: () => Promise<unknown>;
};

type ListOfProps<Item> = {
  loaded: Loaded<Item>;
  empty: string;
  add?: { verb: string; onAdd: () => void };
  children: (item: Item) => ReactNode;
};

/** Rows, or what stands there instead: loading, an error, nothing yet. */
export function ListOf<Item>({ loaded, empty, add, children }: ListOfProps<Item>) {
  const { t } = useTranslation();
  const { data, error, isValidating, mutate } = loaded;
  if (!data) {
    return error ? (
      <LoadError title={t("tools.loadError")} error={error} busy={isValidating} onRetry={() => void mutate()} />
    ) : (
      <Skeleton rows={2} />
    );
  }
  return (
    <div className="grid min-w-0 justify-items-start gap-3">
      {data.items.length === 0 ? (
        <p className="text-ink-2">{empty}</p>
      ) : (
        <ul className="grid w-full min-w-0 divide-y divide-line rounded-md border border-line">
          {data.items.map(children)}
        </ul>
      )}
      {add && (
        <Button small icon={Plus} onClick={add.onAdd}>
          {add.verb}
        </Button>
      )}
    </div>
  );
}

type RowProps = { name: string; about: ReactNode; signs?: ReactNode; actions: ReactNode };

/** One row: the name over what it is, states beside it, at most three actions at the right. */
export function Row({ name, about, signs, actions }: RowProps) {
  return (
    <li className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 py-1.5 pr-1.5 pl-3">
      <div className="min-w-0 flex-1 basis-48">
        <p className="flex min-w-0 flex-wrap items-center gap-2">
          <span translate="no" className="font-medium [overflow-wrap:anywhere]">
            {name}
          </span>
          {signs}
        </p>
        <p className="text-xs text-ink-3 [overflow-wrap:anywhere]">{about}</p>
      </div>
      <div className="flex gap-1">{actions}</div>
    </li>
  );
}
