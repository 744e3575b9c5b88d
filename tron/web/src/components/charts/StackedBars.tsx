import { useTranslation } from "react-i18next";
import { number } from "@/lib/format";
import { axisTop, GRID_LINES } from "./axis";

export type StackedBar = {
  key: string;
  label: string;
  below: string;
  /** From the lowest part to the highest. */
  parts: readonly number[];
  /** What still grows. */
  now?: boolean;
};

type StackedBarsProps = { bars: readonly StackedBar[]; fills: readonly string[] };

/** More bars than this have no room for a total and a name each. */
const ROOMY = 14;

/** Bars of parts with their totals above. Its meaning in words and its table are the card's. */
export function StackedBars({ bars, fills }: StackedBarsProps) {
  const { i18n } = useTranslation();
  const top = axisTop(Math.max(0, ...bars.map(total)));
  const lines = Array.from({ length: GRID_LINES + 1 }, (_, index) => top - (index * top) / GRID_LINES);
  const columns = { gridTemplateColumns: `repeat(${bars.length}, minmax(0, 1fr))` };
  return (
    <div
      aria-hidden
      translate="no"
      className="grid grid-cols-[2.25rem_minmax(0,1fr)] grid-rows-[9.5rem_auto] gap-x-2 px-4 pt-5 pb-3.5 sm:grid-rows-[11.75rem_auto]"
    >
      <div className="num -my-2 flex flex-col items-end justify-between text-2xs text-ink-3">
        {lines.map((value) => (
          <span key={value}>{number(value, i18n.language)}</span>
        ))}
      </div>
      <div className="relative">
        <div className="absolute inset-0 flex flex-col justify-between">
          {lines.map((value) => (
            <span key={value} className={`h-px ${value === 0 ? "bg-line-2" : "bg-chart-grid"}`} />
          ))}
        </div>
        <div className="absolute inset-0 grid items-end" style={columns}>
          {bars.map((bar) => (
            <Bar key={bar.key} bar={bar} top={top} fills={fills} roomy={bars.length <= ROOMY} />
          ))}
        </div>
      </div>
      <div className="col-start-2 grid pt-2 text-center text-xs leading-4 text-ink-2" style={columns}>
        {bars.map((bar, index) => (
          <Name key={bar.key} bar={bar} shown={bars.length <= ROOMY || index % 5 === 4} />
        ))}
      </div>
    </div>
  );
}

type BarProps = { bar: StackedBar; top: number; fills: readonly string[]; roomy: boolean };

function Bar({ bar, top, fills, roomy }: BarProps) {
  const { i18n } = useTranslation();
  const sum = total(bar);
  return (
    <div className="flex h-full flex-col items-center justify-end">
      {roomy && sum > 0 && (
        <span className={`num mb-0.5 text-xs ${bar.now ? "font-semibold text-ink" : "text-ink-2"}`}>
          {number(sum, i18n.language)}
        </span>
      )}
      <div
        className="flex w-[min(2.75rem,66%)] flex-col-reverse gap-px overflow-hidden rounded-t-xs"
        style={{ height: `${(sum / top) * 100}%` }}
      >
        {bar.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are the series, which do not move
          <span key={index} style={{ flexGrow: part }} className={part > 0 ? fills[index] : "hidden"} />
        ))}
      </div>
    </div>
  );
}

function Name({ bar, shown }: { bar: StackedBar; shown: boolean }) {
  return (
    // A name that is wider than its bar stands over both its edges.
    <span className="flex min-w-0 justify-center whitespace-nowrap">
      {shown && (
        <span>
          {bar.label}
          <small className="block text-2xs text-ink-3 max-sm:hidden">{bar.below}</small>
        </span>
      )}
    </span>
  );
}

function total(bar: StackedBar): number {
  return bar.parts.reduce((sum, part) => sum + part, 0);
}
