import { describe, expect, test } from "vitest";
import { anAgent, aSetting, aTemplate } from "@/testing/factories";
import { propertiesOf, ruleOf } from "@/testing/openapi";
import {
  blankForm,
  createOf,
  DEFAULTS,
  formOf,
  hasKeyFor,
  LIMITS,
  LONGEST,
  MOST,
  PROVIDERS,
  readLines,
  TONES,
  updateOf,
  withTemplate,
} from "./fields";

const api = propertiesOf("AgentUpdate");
const rule = (name: string, key: string) => ruleOf(api[name], key);

describe("what the form knows is what the API says", () => {
  test("defaults", () => {
    for (const [name, value] of Object.entries(DEFAULTS)) expect(rule(name, "default"), name).toBe(value);
  });

  test("limits", () => {
    for (const [name, [min, max]] of Object.entries(LIMITS)) {
      expect([rule(name, "minimum"), rule(name, "maximum")], name).toEqual([min, max]);
    }
    for (const [name, max] of Object.entries(LONGEST)) expect(rule(name, "maxLength"), name).toBe(max);
    for (const [name, max] of Object.entries(MOST)) expect(rule(name, "maxItems"), name).toBe(max);
  });

  test("choices, and every field", () => {
    expect(rule("llm_provider", "enum")).toEqual(PROVIDERS);
    expect(rule("tone", "enum")).toEqual(TONES);
    expect([...Object.keys(blankForm([])), "revision"].sort()).toEqual(Object.keys(api).sort());
  });
});

test("a new agent starts with the settings' defaults", () => {
  const settings = [
    aSetting({ key: "defaults.voice", value: "aditya" }),
    aSetting({ key: "defaults.max_call_duration", value: 600 }),
    aSetting({ key: "ai.default_llm_provider", value: "openai" }),
    aSetting({ key: "ai.default_llm_model", value: "gpt-4o-mini" }),
    aSetting({ key: "recording.enabled", value: false }),
  ];
  expect(blankForm(settings)).toMatchObject({
    voice_id: "aditya",
    max_call_duration: 600,
    llm_provider: "openai",
    llm_model: "gpt-4o-mini",
    recording: false,
  });
  expect(blankForm([])).toMatchObject({ llm_provider: "builtin", llm_model: "smollm2-135m", recording: true });
});

test("a template fills what nobody wrote", () => {
  const blank = blankForm([]);
  const written = { ...blank, name: "Meera", persona: "Mine" };
  const filled = withTemplate(written, blank, aTemplate());
  expect(filled).toMatchObject({ name: "Meera", persona: "Mine", template: "sales_agent", voice_speed: 1.1 });
  expect(filled).toMatchObject({ call_category: "promotional", loan_recovery: false });
  expect(filled.guardrails.forbidden_topics).toEqual(["Religion"]);
  // Its prepared lines stay the template's own: a newer Tron brings better ones.
  expect(filled.prepared_lines).toBe("");
});

test("an agent comes back from the form as it went in", () => {
  const agent = anAgent({ llm_api_key: "••••••••" });
  const { id, archived_at, created_at, updated_at, ...fields } = agent;
  expect(updateOf(formOf(agent), agent.revision)).toEqual(fields);
});

test("empty texts are no values to the server", () => {
  const body = createOf({ ...blankForm([]), name: "  ", llm_endpoint: " " });
  expect(body).toMatchObject({ name: null, llm_endpoint: null, llm_api_key: null, flow_id: null, template: null });
});

test("own lines are JSON objects, or none", () => {
  expect(readLines("  ")).toBeNull();
  expect(readLines('{"lines": []}')).toEqual({ lines: [] });
  expect(readLines("[1]")).toBeUndefined();
  expect(readLines("{")).toBeUndefined();
});

test("only the paid providers want a key", () => {
  const settings = [aSetting({ key: "ai.openai_api_key", value: null, mask: "sk-…1" })];
  expect(PROVIDERS.filter((provider) => hasKeyFor(settings, provider))).toEqual([
    "builtin",
    "ollama",
    "openai",
    "custom",
  ]);
});
