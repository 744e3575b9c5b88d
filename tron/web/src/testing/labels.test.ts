import { describe, expect, it } from "vitest";
import { controlOf, labelsOf } from "./labels";

/** jsdom's own answers, in a window that setup.ts has not touched. */
function untouched(html: string): Document {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const page = frame.contentDocument;
  if (!page) throw new Error("no page in the frame");
  page.body.innerHTML = html;
  return page;
}

const PAGE = `
  <label id="a" for="one">One</label><input id="one">
  <label id="b">Around <span><input id="two" type="checkbox"></span><button id="three"></button></label>
  <label id="c" for="one">One more</label>
  <label id="d" for="nothing">Of nothing</label>
  <label id="e" for="division">Of a division</label><div id="division"></div>
  <label id="f" for="hidden">Of what is hidden</label><input id="hidden" type="hidden">
  <label id="g" for="">Of an empty name <select id="four"></select></label>
  <label id="h"><input type="hidden"><textarea id="five"></textarea></label>
  <label id="i" for="two">Of another's</label>
  <label id="j">Alone</label>
  <label id="k" for="six">First of two</label><input id="six" name="first"><input id="six" name="second">
  <meter id="seven"></meter><progress id="eight"></progress><output id="nine"></output>`;

describe("labels and fields", () => {
  it("are those that jsdom finds", () => {
    const page = untouched(PAGE);
    const labels = [...page.querySelectorAll("label")];
    expect(labels).toHaveLength(11);
    for (const label of labels) expect(controlOf(label), label.id).toBe(label.control);
    const fields = page.querySelectorAll<HTMLInputElement>("button, input, meter, output, progress, select, textarea");
    expect(fields).toHaveLength(12);
    for (const field of fields) {
      const own = field.labels;
      expect(Array.isArray(own)).toBe(false);
      expect(labelsOf(field), field.id).toEqual(own === null ? null : [...own]);
    }
  });

  it("are found so in the tests", () => {
    document.body.innerHTML = PAGE;
    const one = document.getElementById("one") as HTMLInputElement;
    expect(one.labels).toBeInstanceOf(Array);
    expect([...(one.labels ?? [])].map((label) => label.id)).toEqual(["a", "c"]);
  });
});
