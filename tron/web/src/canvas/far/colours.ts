/** The tokens that the far canvas draws with, as they stand in the present theme. */
export type Colours = ReturnType<typeof coloursOf>;

const CATEGORY: Readonly<Record<string, string>> = {
  triggers: "trigger",
  speech: "speech",
  logic: "logic",
  actions: "action",
  endings: "ending",
};

/** By the names that the data of notes and groups has. */
const PAPER: Readonly<Record<string, string>> = { yellow: "warning", green: "success", blue: "info", red: "danger" };

export function coloursOf(inside: Element) {
  const style = getComputedStyle(inside);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const tiles = Object.entries(CATEGORY).map(([category, name]) => [category, token(`--color-node-${name}`)] as const);
  const papers = Object.entries(PAPER).map(
    ([name, tone]) => [name, { fill: token(`--color-${tone}-soft`), line: token(`--color-${tone}-line`) }] as const,
  );
  return {
    fill: token("--node-fill"),
    line: token("--color-line-2"),
    edge: token("--color-edge"),
    accent: token("--color-accent"),
    live: token("--color-live"),
    liveLine: token("--color-live-line"),
    danger: token("--color-danger"),
    dangerFill: token("--color-danger-soft"),
    tiles: new Map<string, string>(tiles),
    tile: token("--color-ink-3"),
    papers: new Map<string, { fill: string; line: string }>(papers),
    paper: { fill: token("--color-surface-2"), line: token("--color-line-2") },
    sunken: token("--color-sunken"),
  };
}
