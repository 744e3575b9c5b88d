import { describe, expect, test } from "vitest";
import { texts as en } from "./en";
import { texts as hi } from "./hi";

/** {"a": {"b": "text"}} -> {"a.b": "text"} */
function flat(texts: object, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value]] : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  );
}

const english = flat(en);
const hindi = flat(hi);
const slots = (text: string | undefined) => (text?.match(/\{\{.*?\}\}|<\/?\w+>/g) ?? []).sort();

describe("the Hindi catalogue", () => {
  test("has the keys of the English one, and no others", () => {
    expect(Object.keys(hindi).sort()).toEqual(Object.keys(english).sort());
  });

  test.each(Object.keys(english))("keeps the values and marks of %s", (key) => {
    expect(slots(hindi[key])).toEqual(slots(english[key]));
    expect(hindi[key]?.trim()).not.toBe("");
  });

  test("is in Hindi where it differs from names that people say in English", () => {
    const ofCalls = ["calls.line.terminal", "calls.line.browser", "call.supervisor"];
    const categories = ["promotional", "service", "transactional"].map((name) => `builder.category.${name}`);
    const said = ["calls.column.contact", "agents.column.model", ...ofCalls, ...categories];
    const ofFlows = [
      "flows.version",
      "flows.nodes_one",
      "flows.nodes_other",
      "call.path.version",
      "canvas.inspector.traffic",
    ];
    const units = ["health.latency", "error.request", "builder.speed", "testcall.seconds", "testcall.milliseconds"];
    const signs = ["settings.unit.INR", "settings.test.took"];
    const figures = ["calls.seconds", "call.sip", "call.reply.ms", "call.reply.p50", "call.reply.p90"];
    const ofLines = ["terminal", "browser", "livekit", "twilio", "plivo", "exotel"].map((line) => `phone.line.${line}`);
    const ofMessages = [
      ...["messages", "call.messages"].flatMap((of) => ["sms", "whatsapp"].map((name) => `${of}.channel.${name}`)),
      ...["twilio", "plivo", "exotel", "whatsapp"].map((name) => `messages.kind.${name}`),
    ];
    const steps = ["server", "sip", "outbound", "inbound", "rule"];
    const atTwilio = ["account", "trunk", "credentials", "origination"].map((name) => `twilio_${name}`);
    const ofSetUp = [
      ...["password", "transport", "username"].map((name) => `field.${name}`),
      ...[...steps, ...atTwilio].map((name) => `step.${name}`),
      ...["tcp", "tls", "udp"].map((name) => `transport.${name}`),
      "twilio",
    ].map((name) => `lineSetUp.${name}`);
    const ofSoftphone = [
      "code.grandstream.name",
      ...["server", "user", "password", "transport"].map((f) => `field.${f}`),
    ];
    const names = [
      "workers.title",
      "server.check.ollama",
      "settings.endpointing.vad",
      ...["recordedByEgress", "recordedByTron"].map((name) => `settings.choice.${name}`),
      ...ofLines,
      ...ofMessages,
      ...ofSetUp,
      ...ofSoftphone.map((name) => `softphone.${name}`),
    ];
    const models = ["ollama", "openai", "gemini"];
    const vendors = [
      ...models.flatMap((vendor) => [`builder.provider.${vendor}.name`, `settings.provider.${vendor}`]),
      ...["sarvam", ...models].map((vendor) => `health.vendor.name.${vendor}`),
      ...["twilio", "livekit", "sarvam", ...models].map((vendor) => `settings.test.vendor.${vendor}`),
    ];
    const untranslated = Object.keys(hindi).filter((key) => !/[\u0900-\u097F]/.test(hindi[key] ?? ""));
    expect(untranslated.sort()).toEqual(
      [...said, ...ofFlows, ...units, ...figures, ...signs, ...names, ...vendors].sort(),
    );
  });
});

test("texts follow the house's words", () => {
  for (const [key, text] of [...Object.entries(english), ...Object.entries(hindi)]) {
    expect(text, key).not.toMatch(/!|please|successfully|कृपया/i);
  }
});
