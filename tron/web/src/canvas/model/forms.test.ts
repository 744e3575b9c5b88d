import { describe, expect, test } from "vitest";
import { allNodeTypes } from "@/testing/nodeTypes";
import { problemOf } from "./check";
import { added, moved, nameOf, removed } from "./rows";
import { type FormSpec, formOf } from "./schema";

const formOfType = (type: string) => formOf(allNodeTypes.find((spec) => spec.type === type)?.data_schema ?? {});
const field = (type: string, name: string) => formOfType(type).find((one) => one.name === name) as FormSpec;

describe("a form", () => {
  test("is read from the schema of each type: no field is left without a control or a title", () => {
    for (const { type, data_schema } of allNodeTypes) {
      const names = Object.keys((data_schema["properties"] as object | undefined) ?? {});
      const form = formOf(data_schema);
      expect(form.map(({ name }) => name)).toEqual(names);
      for (const one of form) {
        expect(one.title, `${type}.${one.name}`).not.toBe("");
        expect(one.kind, `${type}.${one.name}`).not.toBe("json");
        if (one.kind === "rows") expect(one.fields.length, `${type}.${one.name}`).toBeGreaterThan(0);
      }
    }
  });

  test("knows kinds, limits, units and choices", () => {
    expect(field("greeting", "text")).toMatchObject({ kind: "text", template: true, widget: "long_template" });
    expect(field("greeting", "timeout_seconds")).toMatchObject({
      kind: "number",
      whole: false,
      unit: "s",
      limits: { minimum: 1, maximum: 60 },
    });
    expect(field("greeting", "on_silence").choices).toEqual([
      { value: "repeat", raw: "repeat", label: "Ask again" },
      { value: "continue", raw: "continue", label: "Go on" },
      { value: "end_call", raw: "end_call", label: "End the call" },
    ]);
    expect(field("greeting", "wait_for_response").kind).toBe("switch");
    const intents = field("branch_intent", "intents");
    expect(intents.kind).toBe("rows");
    expect(intents.fields.find(({ name }) => name === "keywords")?.kind).toBe("words");
    expect(intents.fields.find(({ name }) => name === "means")?.kind).toBe("select");
    expect(field("webhook", "headers").kind).toBe("pairs");
    expect(field("llm_response", "temperature")).toMatchObject({ kind: "number", nullable: true });
  });

  test("takes what it does not understand as JSON, and survives a schema that names itself", () => {
    const $defs = { Row: { type: "object", properties: { rows: { type: "array", items: { $ref: "#/$defs/Row" } } } } };
    const form = formOf({
      $defs,
      properties: {
        odd: { anyOf: [{ type: "string" }, { type: "integer" }] },
        rows: { type: "array", items: { $ref: "#/$defs/Row" } },
        gone: { $ref: "#/$defs/Gone" },
      },
    });
    expect(form.map(({ kind }) => kind)).toEqual(["json", "rows", "json"]);
    expect(formOf({})).toEqual([]);
  });
});

describe("a value", () => {
  test.each([
    ["greeting", "timeout_seconds", 5, null],
    ["greeting", "timeout_seconds", 0.5, { code: "between", values: { min: 1, max: 60 } }],
    ["greeting", "timeout_seconds", null, { code: "number" }],
    ["greeting", "tries", 1.5, { code: "whole" }],
    ["llm_response", "temperature", null, null],
    ["listen", "variable", "answer_1", null],
    ["listen", "variable", "2 words", { code: "pattern" }],
    ["listen", "variable", undefined, null],
  ])("of %s.%s that is %j: %j", (type, name, value, problem) => {
    expect(problemOf(field(type, name), value)).toEqual(problem);
  });

  test("may be too long, too short, too many", () => {
    const base = { ...field("listen", "variable"), limits: { minLength: 2, maxLength: 3, maxItems: 1 } };
    expect(problemOf(base, "a")).toEqual({ code: "longer", values: { n: 2 } });
    expect(problemOf(base, "abcd")).toEqual({ code: "shorter", values: { n: 3 } });
    expect(problemOf(base, ["a", "b"])).toEqual({ code: "fewer", values: { n: 1 } });
    expect(problemOf({ ...base, limits: { pattern: "(" } }, "x")).toBeNull();
    const number = { ...base, kind: "number" as const, whole: false };
    expect(problemOf({ ...number, limits: { minimum: 3 } }, 1)).toEqual({ code: "atLeast", values: { n: 3 } });
    expect(problemOf({ ...number, limits: { maximum: 3 } }, 9)).toEqual({ code: "atMost", values: { n: 3 } });
  });
});

test("rows are added with an id of their own, moved and removed", () => {
  const { fields } = field("branch_intent", "intents");
  const rows = added([{ id: "way_2" }], fields);
  expect(rows[1]).toMatchObject({ id: "way_3", label: "" });
  expect(moved([{ id: "a" }, { id: "b" }], 0, 1)).toEqual([{ id: "b" }, { id: "a" }]);
  expect(moved([{ id: "a" }, { id: "b" }], 1, -1)).toEqual([{ id: "b" }, { id: "a" }]);
  expect(removed([{ id: "a" }, { id: "b" }], 0)).toEqual([{ id: "b" }]);
  expect(nameOf({ id: "a", label: " " })).toBe("a");
  expect(nameOf({})).toBe("");
});
