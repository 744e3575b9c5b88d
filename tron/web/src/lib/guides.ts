/** The guides that the server has, in the order people need them. */
export const GUIDES = [
  "dashboard",
  "agents",
  "flows",
  "test-call",
  "calls",
  "lines",
  "settings",
  "health",
  "deploy",
] as const;
export type GuideName = (typeof GUIDES)[number];

/** Pages that share the guide of another one. */
const SHARED: Readonly<Record<string, GuideName>> = { agentBuilder: "agents", flowCanvas: "flows", call: "calls" };

/** The guide of a page's help; undefined for a page without one. */
export function guideOf(page: string): GuideName | undefined {
  return GUIDES.find((name) => name === page) ?? SHARED[page];
}
