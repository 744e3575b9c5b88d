import { expect, test } from "vitest";
import { exampleOf, readObject, rowsOf, schemaOf } from "./parameters";

const SCHEMA = {
  type: "object",
  properties: { order_id: { type: "string", description: "As in A1." }, count: { type: "integer" } },
  required: ["order_id"],
};

test("a simple schema becomes rows and comes back", () => {
  const rows = rowsOf(SCHEMA);
  expect(rows).toEqual([
    { name: "order_id", kind: "string", about: "As in A1.", needed: true },
    { name: "count", kind: "integer", about: "", needed: false },
  ]);
  expect(schemaOf(rows ?? [])).toEqual(SCHEMA);
  expect(rowsOf({ type: "object", properties: {} })).toEqual([]);
});

test.each([
  { type: "array" },
  { type: "object", properties: { a: { type: "string", enum: ["x"] } } },
  { type: "object", properties: { a: { type: "array" } } },
  { type: "object", properties: { a: true } },
  { type: "object", properties: {}, minProperties: 1 },
  { type: "object", properties: [] },
])("a schema that says more stays JSON: %j", (schema) => {
  expect(rowsOf(schema)).toBeNull();
});

test("rows without a name are left out", () => {
  expect(schemaOf([{ name: " ", kind: "string", about: "", needed: true }])).toEqual({
    type: "object",
    properties: {},
  });
});

test("a text is an object or nothing", () => {
  expect(readObject('{"a": 1}')).toEqual({ a: 1 });
  expect(readObject("")).toEqual({});
  expect(readObject("[1]")).toBeNull();
  expect(readObject("{")).toBeNull();
});

test("a try begins with something for every parameter", () => {
  expect(JSON.parse(exampleOf(SCHEMA))).toEqual({ order_id: "", count: 1 });
});
