import type { Agent, Line, Trunk } from "./api";

/** A way to a phone: a trunk, or a line that rings phones and needs none. */
export type PhoneWay = { id: string; name: string; line: string; trunk: string | null };

/** The ways that there are; a line that needs trunks is none by itself. */
export function waysOf(lines: readonly Line[], trunks: readonly Trunk[]): PhoneWay[] {
  const ringing = lines.filter(({ rings_phone }) => rings_phone);
  const known = new Set(ringing.map(({ name }) => name));
  return [
    ...trunks
      .filter(({ enabled, line }) => enabled && known.has(line))
      .map(({ id, name, line }) => ({ id, name, line, trunk: id })),
    ...ringing
      .filter(({ has_trunks }) => !has_trunks)
      .map(({ name, title }) => ({ id: name, name: title, line: name, trunk: null })),
  ];
}

/** The chosen way, else the agent's own trunk, else a default one, else the first. */
export function wayOf(
  ways: readonly PhoneWay[],
  chosen: string,
  agent: Agent | undefined,
  trunks: readonly Trunk[],
): PhoneWay | undefined {
  const wanted = [chosen, agent?.trunk_id, trunks.find(({ is_default }) => is_default)?.id];
  return wanted.flatMap((id) => ways.filter((way) => way.id === id)).at(0) ?? ways[0];
}
