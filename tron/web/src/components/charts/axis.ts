const STEPS = [1, 2, 2.5, 5, 10];
export const GRID_LINES = 4;

/** The top of an axis for values up to `most`: a round number that four grid lines divide into whole steps. */
export function axisTop(most: number): number {
  const least = Math.max(1, most / GRID_LINES);
  const power = 10 ** Math.floor(Math.log10(least));
  const step = STEPS.map((factor) => factor * power).find((size) => size >= least && Number.isInteger(size));
  return (step ?? least) * GRID_LINES;
}
