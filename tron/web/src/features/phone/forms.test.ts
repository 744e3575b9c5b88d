import { describe, expect, test } from "vitest";
import { aNumber, aTrunk, someFields } from "@/testing/phone";
import { hoursFault, numberForm, numberOf, someHours } from "./numberForm";
import { problemsAt } from "./problems";
import { MASK, parted, trunkForm, trunkOf } from "./trunkForm";

describe("a trunk's form", () => {
  test("a new one starts with what its line's form says", () => {
    const form = trunkForm("sip", someFields(), null);
    expect(form["settings.transport"]).toBe("udp");
    expect(form["settings.codecs"]).toEqual(["PCMU", "PCMA"]);
    expect(trunkOf(form, someFields()).settings).not.toHaveProperty("domain");
  });

  test("a secret that is kept is left out until somebody writes a new one", () => {
    const form = trunkForm("sip", someFields(), aTrunk());
    expect(form["settings.password"]).toBe(MASK);
    expect(trunkOf(form, someFields()).settings).not.toHaveProperty("password");
    const sent = trunkOf({ ...form, "settings.password": "a new one" }, someFields());
    expect(sent.settings).toMatchObject({ domain: "sip.example", password: "a new one", port: null });
  });

  test("named values without a name are not sent", () => {
    const form = { ...trunkForm("sip", someFields(), aTrunk()), "settings.headers": { "": "x", "X-A": "1" } };
    expect(trunkOf(form, someFields()).settings).toMatchObject({ headers: { "X-A": "1" } });
  });

  test("a secret that is kept is taken away once somebody says so", () => {
    const form = { ...trunkForm("sip", someFields(), aTrunk()), "settings.password": null };
    expect(trunkOf(form, someFields()).settings).toHaveProperty("password", null);
  });

  test("what is needed, secret or common stands in front", () => {
    expect(parted(someFields()).front.map(({ name }) => name)).toEqual(["domain", "password", "registers"]);
  });
});

describe("problems", () => {
  test.each([
    ["settings.host", "settings.host", "No."],
    ["caller_ids.1", "caller_ids", "2: No."],
    ["hours.open.0.start", "hours", "1: No."],
    ["hours.timezone", "hours.timezone", "No."],
    ["settings", "settings", "No."],
    ["line", "line", "No."],
  ])("%s stands at %s", (path, field, words) => {
    const known = ["settings", "settings.host", "caller_ids", "hours", "hours.timezone"];
    expect(problemsAt(known)([{ path, message: "No." }])).toEqual({ [field]: words });
  });
});

describe("a number's form", () => {
  test("goes back as it came", () => {
    const { number, label, trunk_id, agent_id, hours, after_hours_flow_id, ...rest } = aNumber();
    const { max_calls, calls_per_second, enabled } = rest;
    expect(numberOf(numberForm(aNumber()))).toEqual({
      ...{ number, label, trunk_id, agent_id, hours, after_hours_flow_id },
      ...{ max_calls, calls_per_second, enabled },
    });
  });

  test("without hours there is no flow for outside of them", () => {
    expect(numberOf({ ...numberForm(null), after_hours_flow_id: "f" })?.after_hours_flow_id).toBeNull();
  });

  test.each([
    [{}, null],
    [{ start: "00:00", end: "24:00" }, null],
    [{ days: [] }, { code: "days", n: 1 }],
    [{ start: "9:00" }, { code: "time", n: 1 }],
    [{ end: "24:01" }, { code: "time", n: 1 }],
    [{ start: "18:00" }, { code: "order", n: 1 }],
  ])("hours with %j", (part, fault) => {
    const hours = someHours();
    const changed = { ...hours, open: hours.open.map((opening) => ({ ...opening, ...part })) };
    expect(hoursFault(changed)).toEqual(fault);
    expect(numberOf({ ...numberForm(null), hours: changed }) === null).toBe(fault !== null);
  });

  test("hours need an opening", () => {
    expect(hoursFault({ ...someHours(), open: [] })).toEqual({ code: "none" });
    expect(hoursFault(null)).toBeNull();
  });
});
