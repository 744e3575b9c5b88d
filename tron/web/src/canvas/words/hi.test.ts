import { expect, test } from "vitest";
import { allNodeTypes } from "@/testing/nodeTypes";
import { type FormSpec, formOf } from "../model/schema";
import { words } from "./hi";

/** Written alike in both languages. */
const SIGNS = ["#", "*", "GET", "POST", "PUT", "PATCH", "DELETE"];

function said(form: readonly FormSpec[]): string[] {
  return form.flatMap(({ title, help, unit, choices, fields }) => [
    title,
    help,
    unit,
    ...choices.map(({ label }) => label),
    ...said(fields),
  ]);
}

const sentences = new Set(
  allNodeTypes
    .flatMap(({ title, help, handles, data_schema }) => [
      title,
      help,
      ...handles.map((handle) => handle.title ?? ""),
      ...said(formOf(data_schema)),
    ])
    .filter((text) => text !== ""),
);

test("everything that a node type says has Hindi words", () => {
  const untold = [...sentences].filter((text) => !Object.hasOwn(words, text));
  expect(untold.filter((text) => !SIGNS.includes(text))).toEqual([]);
});

test("no words are left of what no type says any more", () => {
  expect(Object.keys(words).filter((text) => !sentences.has(text))).toEqual([]);
});

test("variables stay as they are", () => {
  for (const [english, hindi] of Object.entries(words)) {
    expect(hindi.match(/\{\{.*?\}\}/g)?.sort(), english).toEqual(english.match(/\{\{.*?\}\}/g)?.sort());
  }
});
