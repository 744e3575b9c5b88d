import { expect, test } from "vitest";
import { tellInHindi } from "./findings";
import texts from "./findings.hi.json";

const tell = (code: string, message: string, fix = message) => tellInHindi({ code, message, fix });

test("a finding is told in Hindi, with the names that stand in it", () => {
  expect(tell("no_start", "The flow has no start.", "Delete it.")).toEqual({
    message: "Flow की शुरुआत नहीं है।",
    fix: "इसे हटाएँ।",
  });
  expect(tell("undefined_variable", "No node sets {{order_id}}.").message).toBe("{{order_id}} कोई node तय नहीं करता।");
  expect(tell("duplicate_key", "The key * stands here twice.").message).toBe("बटन * यहाँ दो बार है।");
});

test("ways and nodes with Tron's own names are named as the canvas names them", () => {
  const told = tell("missing_edge", "Nothing is connected to “None of these”.");
  expect(told.message).toBe("“इनमें से कोई नहीं” से कुछ नहीं जुड़ा है।");
  const own = tell("loop_without_listening", "These nodes go round without listening to the caller: Speak, My own.");
  expect(own.message).toContain("Speak, My own");
});

test("a sentence that is newer than the page is told by its code, a new code as the server wrote it", () => {
  const told = tell("bad_data", "Input should be even", "Correct this field.");
  expect(told).toEqual({ message: texts.codes.bad_data, fix: "इस field को ठीक करें।" });
  expect(tell("empty_text", "Say something.")).toEqual({ message: texts.codes.empty_text, fix: "" });
  expect(tell("brand_new", "Something.", "Do it.")).toEqual({ message: "Something.", fix: "Do it." });
  expect(tell("constructor", "toString")).toEqual({ message: "toString", fix: "toString" });
});

test("every value of a sentence stands in its Hindi, unless it is a pattern", () => {
  const slots = (text: string) => (text.match(/<[a-z]+>|\{\{.*?\}\}/g) ?? []).sort();
  for (const [english, hindi] of Object.entries(texts.sentences)) {
    const left = slots(english).filter((slot) => slot !== "<pattern>");
    expect(slots(hindi), english).toEqual(left);
    expect(hindi, english).toMatch(/[\u0900-\u097F]/);
  }
});
