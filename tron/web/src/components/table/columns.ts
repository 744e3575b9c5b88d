import type { ReactNode } from "react";

/** A column of a table. The first one names the thing and leads to it. */
export type Column<Row> = {
  key: string;
  head: string;
  /** The head is only read out: the column holds actions. */
  headHidden?: boolean;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the right. */
  end?: boolean;
  /** What the server sorts this column by. */
  sort?: string;
  className?: string;
};

/** The order of a table: "duration" upward, "-duration" downward, as the API writes it. */
export type Order = { value: string; onChange: (value: string) => void };

/** The order after a click on a column's head: downward first, since the newest and longest are asked for most. */
export function nextOrder(now: string, key: string): string {
  return now === `-${key}` ? key : `-${key}`;
}

/** What a column's head says about the order. */
export function ariaSort(now: string, key: string): "ascending" | "descending" | "none" {
  if (now === key) return "ascending";
  return now === `-${key}` ? "descending" : "none";
}
