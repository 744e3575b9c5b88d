import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { ariaSort, type Column } from "./columns";

type TableHeadProps<Row> = {
  columns: readonly Column<Row>[];
  /** Null: this table has one order. */
  order: string | null;
  onSort: (key: string) => void;
};

export function TableHead<Row>({ columns, order, onSort }: TableHeadProps<Row>) {
  return (
    <thead>
      <tr>
        {columns.map(({ key, head, headHidden = false, end = false, sort }) => (
          <th
            key={key}
            scope="col"
            className={`h-8 px-2.5 text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4 ${end ? "text-right" : "text-left"}`}
            aria-sort={sort !== undefined && order !== null ? ariaSort(order, sort) : undefined}
          >
            {sort !== undefined && order !== null ? (
              <SortButton head={head} state={ariaSort(order, sort)} onSort={() => onSort(sort)} />
            ) : (
              <span className={headHidden ? "sr-only" : ""}>{head}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const ARROWS = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown };

function SortButton({ head, state, onSort }: { head: string; state: keyof typeof ARROWS; onSort: () => void }) {
  const Arrow = ARROWS[state];
  return (
    <button
      type="button"
      onClick={onSort}
      className={`-mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-ink pointer-coarse:h-control ${state === "none" ? "" : "text-ink"}`}
    >
      {head}
      <Arrow className="size-3.5" aria-hidden />
    </button>
  );
}
