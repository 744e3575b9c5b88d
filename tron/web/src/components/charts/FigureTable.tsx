/** Figures as text: the first column names the row. */
export type Figures = { head: readonly string[]; rows: readonly (readonly string[])[] };

/** A chart as a table. Its texts are figures and dates, set by the page. */
export function FigureTable({ label, figures }: { label: string; figures: Figures }) {
  const cell = (index: number) => `px-2.5 first:pl-4 last:pr-4 ${index > 0 ? "text-right" : "text-left"}`;
  return (
    <div className="overflow-x-auto pb-2">
      <table className="w-full border-collapse" aria-label={label}>
        <thead>
          <tr>
            {figures.head.map((text, index) => (
              <th
                key={text}
                scope="col"
                className={`h-8 text-xs font-medium whitespace-nowrap text-ink-3 ${cell(index)}`}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.rows.map((row) => (
            <tr key={row[0]}>
              {row.map((text, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: columns do not move
                <td key={index} className={`num h-8 border-t border-line whitespace-nowrap ${cell(index)}`}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
