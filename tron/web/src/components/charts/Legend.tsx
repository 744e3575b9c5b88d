/** A part of a chart: its name and the class that fills it. */
export type Series = { label: string; fill: string };

type LegendProps = { series: readonly Series[]; className?: string };

export function Legend({ series, className = "" }: LegendProps) {
  if (series.length === 0) return null;
  return (
    <ul className={`flex flex-wrap gap-x-3.5 gap-y-1 text-xs text-ink-2 ${className}`}>
      {series.map(({ label, fill }) => (
        <li key={label} className="flex items-center gap-1.5 whitespace-nowrap">
          <Swatch fill={fill} />
          {label}
        </li>
      ))}
    </ul>
  );
}

export function Swatch({ fill }: { fill: string }) {
  return <span className={`size-2.25 flex-none rounded-[2px] ${fill}`} aria-hidden />;
}
