/** How notes and the frames of groups are coloured, by the names that their data has. */
const PAPERS: Readonly<Record<string, string>> = {
  yellow: "border-warning-line bg-warning-soft",
  green: "border-success-line bg-success-soft",
  blue: "border-info-line bg-info-soft",
  red: "border-danger-line bg-danger-soft",
};

/** Edge and fill for a colour; a colour that is not known is plain. */
export function paperOf(colour: unknown): string {
  return PAPERS[String(colour)] ?? "border-line-2 bg-surface-2";
}
