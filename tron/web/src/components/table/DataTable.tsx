import type { MouseEvent, ReactNode } from "react";
import { Link, useNavigate } from "react-router";
import { useNarrow } from "@/hooks/useMedia";
import { isPlainClick } from "@/lib/clicks";
import { type Column, nextOrder, type Order } from "./columns";
import { TableHead } from "./TableHead";

type DataTableProps<Row> = {
  /** What the table is a table of. */
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  columns: readonly Column<Row>[];
  /** A row on a phone: name and status on line one, the two most useful facts on line two. */
  line: (row: Row) => ReactNode;
  /** Where a row leads. */
  to?: (row: Row) => string;
  order?: Order;
  /** Rows that hold a name over a number are higher. */
  tall?: boolean;
};

/** Rows of one kind as a table, or as a list under 640 px. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  return useNarrow() ? <Lines {...props} /> : <Table {...props} />;
}

function Table<Row>({ label, rows, rowKey, columns, to, order, tall = false }: DataTableProps<Row>) {
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse" aria-label={label}>
        <TableHead
          columns={columns}
          order={order?.value ?? null}
          onSort={(key) => order?.onChange(nextOrder(order.value, key))}
        />
        <tbody>
          {rows.map((row) => (
            <TableRow key={rowKey(row)} row={row} columns={columns} to={to?.(row)} tall={tall} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type TableRowProps<Row> = { row: Row; columns: readonly Column<Row>[]; to: string | undefined; tall: boolean };

function TableRow<Row>({ row, columns, to, tall }: TableRowProps<Row>) {
  const navigate = useNavigate();
  const cell = `border-t border-line px-2.5 py-1 first:pl-4 last:pr-4 ${tall ? "h-[3.125rem]" : "h-row"}`;
  const open = (event: MouseEvent<HTMLTableRowElement>) => {
    if (to !== undefined && isPlainClick(event)) navigate(to);
  };
  return (
    // By keyboard the link in the first cell does the same.
    <tr onClick={open} className={to === undefined ? "" : "cursor-pointer hover:bg-surface-2"}>
      {columns.map((column, index) => (
        <td key={column.key} className={`${cell} ${column.end ? "text-right" : ""} ${column.className ?? ""}`}>
          {to !== undefined && index === 0 ? (
            <Link to={to} className="block rounded-sm">
              {column.cell(row)}
            </Link>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
    </tr>
  );
}

function Lines<Row>({ label, rows, rowKey, line, to }: DataTableProps<Row>) {
  return (
    <ul aria-label={label}>
      {rows.map((row) => {
        const target = to?.(row);
        return (
          <li key={rowKey(row)} className="border-t border-line">
            {target === undefined ? (
              <div className="px-4 py-2.5">{line(row)}</div>
            ) : (
              <Link to={target} className="block px-4 py-2.5 -outline-offset-2 hover:bg-surface-2">
                {line(row)}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
