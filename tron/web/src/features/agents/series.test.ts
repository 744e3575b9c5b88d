import { expect, test } from "vitest";
import { aTrunk } from "@/testing/phone";
import type { SettingRow } from "./fields";
import { callsIndia, seriesLacking, trunkOf } from "./series";

const set = (key: string, value: unknown): SettingRow => ({ key, value, mask: null });
const PROMOTIONAL = "+911400000001";
const SERVICE = "+911600000001";
const by = (...caller_ids: string[]) => aTrunk({ caller_ids });

test("a trunk lacks the series of the category where none of its numbers is of it", () => {
  expect(seriesLacking("service", by(PROMOTIONAL), [])).toBe("1600");
  expect(seriesLacking("transactional", by(PROMOTIONAL), [])).toBe("1600");
  expect(seriesLacking("promotional", by(SERVICE), [])).toBe("140");
  expect(seriesLacking("promotional", by(), [])).toBe("140");
  expect(seriesLacking("promotional", by(SERVICE, PROMOTIONAL), [])).toBeNull();
  expect(seriesLacking("", by(), [])).toBeNull();
});

test("the settings' number counts for a trunk without numbers, and an excepted one fits", () => {
  const settings = [set("telephony.from_number", SERVICE), set("compliance.caller_id_exceptions", ["+12025550190"])];
  expect(seriesLacking("service", by(), settings)).toBeNull();
  expect(seriesLacking("service", by(PROMOTIONAL), settings)).toBe("1600");
  expect(seriesLacking("service", by("+12025550190"), settings)).toBeNull();
  expect(seriesLacking("service", aTrunk({ caller_ids: [], settings: { kind: "softphone" } }), [])).toBeNull();
});

test("the agent's trunk is the chosen one, else the default of the default line, else its first", () => {
  const [first, second] = [aTrunk({ id: "a", is_default: false }), aTrunk({ id: "b" })];
  const other = aTrunk({ id: "c", line: "twilio", is_default: false });
  const off = aTrunk({ id: "d", line: "twilio", enabled: false });
  const all = [off, first, second, other];
  const onLine = (line: string) => [set("telephony.default_line", line)];
  expect(trunkOf("a", all, [])).toBe(first);
  expect(trunkOf("", all, onLine("sip"))).toBe(second);
  expect(trunkOf("", all, onLine("twilio"))).toBe(other);
  expect(trunkOf("", all, onLine("sandbox"))).toBeUndefined();
});

test("calls go to India by a carrier where the country is allowed and a trunk is on that is no softphone", () => {
  const india = [set("compliance.countries", ["US", "IN"])];
  const softphone = aTrunk({ settings: { kind: "softphone" } });
  expect(callsIndia([softphone, aTrunk()], india)).toBe(true);
  expect(callsIndia([softphone, aTrunk({ enabled: false })], india)).toBe(false);
  expect(callsIndia([aTrunk()], [set("compliance.countries", ["US"])])).toBe(false);
  expect(callsIndia([aTrunk()], [])).toBe(false);
});
