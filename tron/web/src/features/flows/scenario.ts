import type { Pair } from "@/components/form/KeyValue";
import { wordsSince } from "./counting";
import type { Assertion, CallerTurn, Scenario, ScenarioIn, Step } from "./types";
import { pairsFrom, variablesFrom } from "./values";

export const KINDS = [
  "visited",
  "not_visited",
  "outcome",
  "variable",
  "said",
  "not_said",
  "reason",
  "judged",
] as const satisfies readonly Assertion["kind"][];
export const OPERATORS = [
  "equals",
  "not_equals",
  "contains",
  "greater",
  "less",
  "is_empty",
  "not_empty",
  "matches",
] as const;
export const REASONS = [
  "agent_ended",
  "caller_hung_up",
  "transferred",
  "opted_out",
  "no_input",
  "max_duration",
] as const;

/** What must come of it, as the form holds it: each kind uses what it needs. */
export type Row = {
  kind: Assertion["kind"];
  nodes: string[];
  /** The outcome, reason, pattern, criterion or the variable's name. */
  text: string;
  operator: (typeof OPERATORS)[number];
  value: string;
};

/** A scenario as the form holds it. */
export type ScenarioForm = {
  name: string;
  agentId: string;
  node: string;
  kind: "script" | "persona";
  /** A line for each turn of the caller. */
  lines: string;
  persona: string;
  goal: string;
  mostTurns: number;
  variables: Pair[];
  rows: Row[];
  tries: number;
  mustPass: number;
};

export const BLANK_ROW: Row = { kind: "outcome", nodes: [], text: "", operator: "equals", value: "" };

export const BLANK: ScenarioForm = {
  name: "",
  agentId: "",
  node: "",
  kind: "script",
  lines: "",
  persona: "",
  goal: "",
  mostTurns: 12,
  variables: [],
  rows: [BLANK_ROW],
  tries: 1,
  mustPass: 1,
};

export function formOf(scenario: Scenario): ScenarioForm {
  const { caller } = scenario;
  const script = caller.kind === "script";
  return {
    ...BLANK,
    name: scenario.name,
    agentId: scenario.agent_id ?? "",
    node: scenario.node ?? "",
    kind: caller.kind,
    lines: script ? caller.turns.map(lineOf).join("\n") : "",
    persona: script ? "" : caller.persona,
    goal: script ? "" : caller.goal,
    mostTurns: script ? BLANK.mostTurns : caller.most_turns,
    variables: pairsFrom(scenario.variables),
    rows: scenario.assertions.map(rowOf),
    tries: scenario.tries,
    mustPass: scenario.must_pass,
  };
}

/** A scenario that says again what the caller said in a talk, and wants the same to come of it. */
export function formFromTalk(
  steps: readonly Step[],
  outcome: string | null,
  start: Partial<ScenarioForm>,
): ScenarioForm {
  const lines = steps.flatMap(({ type, text, keys }, index) => {
    if (type !== "caller") return [];
    const before = steps.slice(0, index);
    const cut = before.findLast((step) => step.type === "agent" || step.type === "caller")?.interrupted;
    return [`${cut ? `[after ${wordsSince(before)} words] ` : ""}${text || (keys ? `[keys ${keys}]` : SILENT)}`];
  });
  return { ...BLANK, ...start, lines: lines.join("\n"), rows: [{ ...BLANK_ROW, text: outcome ?? "" }] };
}

/** The body that stores it. What the form does not show (language, colleagues) stays as `before` has it. */
export function bodyOf(form: ScenarioForm, before: Scenario | null): ScenarioIn {
  return {
    name: form.name.trim(),
    agent_id: form.agentId || null,
    node: form.node || null,
    language: before?.language ?? null,
    colleagues: before?.colleagues ?? {},
    variables: variablesFrom(form.variables),
    caller:
      form.kind === "script"
        ? { kind: "script", turns: linesOf(form.lines).map(turnOf) }
        : { kind: "persona", persona: form.persona, goal: form.goal, most_turns: form.mostTurns },
    assertions: form.rows.map(assertionOf),
    tries: form.tries,
    must_pass: form.mustPass,
  };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const SILENT = "[silent]";
const HANGS_UP = "[hangs up]";
const KEYS = /^\[keys ([0-9*#]+)\]$/i;

const AFTER = /^\[after ([1-9][0-9]{0,3}) words?\]\s*/i;

/** "haan ji", "[keys 12#]", "[silent]" or "[hangs up]" as a turn of the caller; "[after 5 words]" may come before. */
export function turnOf(line: string): CallerTurn | string {
  const after = AFTER.exec(line);
  if (after === null) return plainTurn(line);
  const turn = plainTurn(line.slice(after[0].length));
  const whole = typeof turn === "string" ? { text: turn, silence: false, hang_up: false } : turn;
  return { ...whole, after_words: Number(after[1]) };
}

function plainTurn(line: string): CallerTurn | string {
  const lower = line.toLowerCase();
  const keys = KEYS.exec(line)?.[1];
  if (lower === SILENT) return { silence: true, hang_up: false };
  if (lower === HANGS_UP) return { silence: false, hang_up: true };
  return keys === undefined ? line : { keys, silence: false, hang_up: false };
}

export function lineOf(turn: CallerTurn | string): string {
  if (typeof turn === "string") return turn;
  const { after_words, ...plain } = turn;
  if (after_words) return `[after ${after_words} words] ${lineOf(plain)}`;
  if (turn.keys) return `[keys ${turn.keys}]`;
  return turn.hang_up ? HANGS_UP : (turn.text ?? SILENT);
}

function rowOf(assertion: Assertion): Row {
  const row = { ...BLANK_ROW, kind: assertion.kind };
  switch (assertion.kind) {
    case "visited":
    case "not_visited":
      return { ...row, nodes: assertion.nodes };
    case "variable":
      return { ...row, text: assertion.name, operator: assertion.operator, value: assertion.value };
    case "outcome":
      return { ...row, text: assertion.outcome ?? "" };
    case "reason":
      return { ...row, text: assertion.reason };
    case "said":
    case "not_said":
      return { ...row, text: assertion.regex };
    case "judged":
      return { ...row, text: assertion.criterion };
  }
}

function assertionOf({ kind, nodes, text, operator, value }: Row): Assertion {
  switch (kind) {
    case "visited":
    case "not_visited":
      return { kind, nodes };
    case "variable":
      return { kind, name: text.trim(), operator, value };
    case "outcome":
      return { kind, outcome: text.trim() || null };
    case "reason":
      return { kind, reason: text };
    case "said":
    case "not_said":
      return { kind, regex: text };
    case "judged":
      return { kind, criterion: text };
  }
}

/** Whether nothing is missing that the server would ask for. */
export function isWhole(form: ScenarioForm): boolean {
  const caller = form.kind === "script" ? linesOf(form.lines).length > 0 : form.persona.trim() !== "";
  const rows = form.rows.length > 0 && form.rows.every(isWholeRow);
  const counts = Number.isInteger(form.tries) && form.mustPass >= 1 && form.mustPass <= form.tries && form.tries <= 10;
  return form.name.trim() !== "" && caller && rows && counts;
}

function isWholeRow({ kind, nodes, text }: Row): boolean {
  if (kind === "visited" || kind === "not_visited") return nodes.length > 0;
  return kind === "outcome" || text.trim() !== "";
}
