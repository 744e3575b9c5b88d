type SparklineProps = { values: readonly (number | null)[] };

const WIDTH = 100;
const HEIGHT = 28;
const EDGE = 3;

/** The course of a figure beside its number; days without one are bridged. */
export function Sparkline({ values }: SparklineProps) {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]));
  if (known.length < 2) return null;
  const numbers = known.map(({ value }) => value);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const x = (index: number) => (index / (values.length - 1)) * WIDTH;
  const y = (value: number) => HEIGHT - EDGE - (high > low ? (value - low) / (high - low) : 0.5) * (HEIGHT - 2 * EDGE);
  const path = known.map(({ value, index }) => `${x(index).toFixed(1)} ${y(value).toFixed(1)}`).join("L");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="h-5 w-16 min-w-0 shrink max-sm:hidden"
    >
      <path
        d={`M${path}`}
        className="fill-none stroke-chart-1 stroke-[1.5]"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
