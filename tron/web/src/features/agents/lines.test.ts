import { describe, expect, test } from "vitest";
import { aLine, someLines } from "@/testing/factories";
import { propertiesOf, ruleOf } from "@/testing/openapi";
import { faultsOf, KEY, keywordFaults, MOST, PRIORITY } from "./lineFaults";
import { added, freeId, type Lines, linesOf, moved, noLines, putBack, renamed, textOf, without } from "./lines";

const two: Lines = {
  ...someLines(),
  lines: [aLine({ id: "price", on_yes: "book" }), aLine({ id: "book", when: [] })],
  next: ["book"],
  greeting_no: "book",
};
const codes = (lines: Lines) => faultsOf(lines).map(({ path, code }) => `${path} ${code}`);

test("a text comes back as it was, and missing fields are filled", () => {
  const text = textOf(two);
  expect(textOf(linesOf(text) ?? noLines())).toBe(text);
  const short = linesOf('{"goodbye": "Bye", "lines": [{"id": "a", "say": ["A"]}]}');
  expect(short).toMatchObject({ goodbye: "Bye", next: [], lines: [{ id: "a", when: [], priority: 0 }] });
  expect(Object.keys(noLines()).sort()).toEqual(Object.keys(propertiesOf("PreparedLines-Output")).sort());
  expect(Object.keys(short?.lines[0] ?? {}).sort()).toEqual(Object.keys(propertiesOf("PreparedLine-Output")).sort());
});

test.each(["", "{", "[]", '{"lines": 7}', '{"lines": [{"say": "A"}]}', '{"lines": [{"expects": {"a": 1}}]}'])(
  "%s is nothing that the form could show",
  (text) => expect(linesOf(text)).toBeNull(),
);

test("a number that is half written survives the JSON", () => {
  const half = { ...two, lines: [aLine({ priority: Number.NaN })] };
  expect(linesOf(textOf(half))?.lines[0]?.priority).toBeNaN();
  expect(codes({ ...half, next: [], greeting_no: null })).toEqual(["lines.0.priority range"]);
});

test("a line moves one place, and not over the ends", () => {
  expect(moved(["a", "b", "c"], 2, 1)).toEqual(["a", "c", "b"]);
  expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
  expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
  expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
});

describe("what leads to a line", () => {
  test("follows its new id", () => {
    const next = renamed(two, 1, "booked");
    expect(next).toMatchObject({ next: ["booked"], greeting_no: "booked" });
    expect(next.lines.map(({ id, on_yes }) => [id, on_yes])).toEqual([
      ["price", "booked"],
      ["booked", null],
    ]);
  });

  test("stays where two lines share an id", () => {
    const twins = renamed(two, 0, "book");
    expect(codes(twins)).toEqual(["lines.0.id idTaken", "lines.1.id idTaken"]);
    const again = renamed(twins, 0, "price");
    expect(again).toMatchObject({ next: ["book"], greeting_no: "book" });
  });

  test("goes with it, and comes back with it", () => {
    const gone = without(two, 1);
    expect(gone?.lines).toMatchObject({ next: [], greeting_no: null, lines: [{ id: "price", on_yes: null }] });
    expect(gone && putBack(gone.lines, gone.removed)).toEqual(two);
  });

  test("comes back only where nothing else was put there meanwhile", () => {
    const gone = without(two, 1);
    if (!gone) throw new Error("the line was not there");
    const changed = added(gone.lines, -1, { id: "later" });
    const back = putBack({ ...changed, greeting_no: "later", next: ["later"] }, gone.removed);
    expect(back).toMatchObject({ greeting_no: "later", next: ["book", "later"] });
    expect(back.lines.map(({ id, on_yes }) => [id, on_yes])).toEqual([
      ["later", null],
      ["book", null],
      ["price", "book"],
    ]);
  });
});

test("a copy has an id of its own", () => {
  expect(freeId(two, "new")).toBe("new");
  expect(freeId(two, "price")).toBe("price_2");
  expect(added(two, 0, aLine({ id: "price" })).lines.map(({ id }) => id)).toEqual(["price", "price_2", "book"]);
  const tight = added(two, 1, aLine({ id: `a${"b".repeat(59)}` }));
  expect(KEY.test(freeId(tight, `a${"b".repeat(59)}`))).toBe(true);
});

describe("faults", () => {
  test("are none where the API takes the lines", () => expect(faultsOf(two)).toEqual([]));

  test("stand at their place", () => {
    const wrong: Lines = {
      ...two,
      lines: [
        aLine({ id: "Price", when: ["x"], say: ["", "A"], on_yes: "nobody", outcome: "Sold!" }),
        aLine({ id: "human", when: [], say: [], again: " ", expects: { "a b": "$text" } }),
      ],
      next: ["gone"],
      greeting_no: null,
      fallback: [],
      silence: ["a".repeat(2001)],
      goodbye: " ",
    };
    expect(codes(wrong)).toEqual([
      "next.0 unknown",
      "lines.0.id key",
      "lines.0.when.0 keywordLength",
      "lines.0.say.0 empty",
      "lines.0.outcome key",
      "lines.0.on_yes unknown",
      "lines.1.id idReserved",
      "lines.1.when mute",
      "lines.1.say few",
      "lines.1.expects.a b key",
      "lines.1.again empty",
      "fallback few",
      "silence.0 long",
      "goodbye empty",
    ]);
  });

  test.each([
    ["price", null],
    ["call .. later|tomorrow", null],
    ["नहीं चाहिए $", null],
    ["band kar* .. plan", null],
    ["deposit + back", null],
    ["..", "keywordWord"],
    ["a ?? b", "keywordWord"],
    ["a .. b .. c .. d .. e", "keywordGaps"],
    ["x", "keywordLength"],
    ["a".repeat(121), "keywordLength"],
  ])("of the keyword %s", (keyword, code) => {
    expect(keywordFaults(keyword, "when").map((fault) => fault.code)).toEqual(code ? [code] : []);
  });

  test("know the API's limits", () => {
    const all = propertiesOf("PreparedLines-Input");
    const one = propertiesOf("PreparedLine-Input");
    const most = (part: ReturnType<typeof propertiesOf>, name: string) => ruleOf(part[name], "maxItems");
    expect(["lines", "next", "fallback", "silence"].map((name) => most(all, name))).toEqual([200, 50, 10, 5]);
    expect([MOST.lines, MOST.next, MOST.fallback, MOST.silence]).toEqual([200, 50, 10, 5]);
    expect([most(one, "when"), most(one, "say")]).toEqual([MOST.when, MOST.say]);
    expect([ruleOf(one["priority"], "minimum"), ruleOf(one["priority"], "maximum")]).toEqual(PRIORITY);
    expect(ruleOf(one["id"], "pattern")).toBe(KEY.source);
    expect(ruleOf(all["goodbye"], "maxLength")).toBe(MOST.text);
    const keyword = one["when"]?.["items"] as Record<string, unknown>;
    expect([keyword["minLength"], keyword["maxLength"]]).toEqual([2, MOST.keyword]);
  });
});
