import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { aCallDetail } from "@/testing/calls";
import { aTrunk } from "@/testing/phone";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { PhoneCard } from "./components/PhoneCard";
import { eventFact, eventLook } from "./eventWords";
import { reasonParts } from "./status";

const trunks = (...items: ReturnType<typeof aTrunk>[]) =>
  server.use(http.get(at("/api/tron/trunks"), () => HttpResponse.json({ items, next_cursor: null })));

test("a call over a phone line says who answered, and how it went out", async () => {
  trunks(aTrunk());
  renderAlone(
    <PhoneCard
      call={aCallDetail({
        answered_by: "machine",
        trunk_id: aTrunk().id,
        our_number: "+12025550190",
        vendor_call_id: "CA0123",
        sip_headers: { "X-Campaign": "diwali" },
      })}
    />,
  );
  const card = within(screen.getByRole("region", { name: "Phone line" }));
  expect(await card.findByText("Carrier")).toBeInTheDocument();
  for (const text of ["A machine", "CA0123", "X-Campaign: diwali"]) expect(card.getByText(text)).toBeInTheDocument();
  expect(card.getByText(/202/)).toBeInTheDocument();
});

test("a trunk that was removed since is said to be", async () => {
  trunks();
  renderAlone(<PhoneCard call={aCallDetail({ trunk_id: aTrunk().id })} />);
  expect(await screen.findByText("Removed since")).toBeInTheDocument();
});

test("a practice call has nothing to say of a phone line", () => {
  renderAlone(<PhoneCard call={aCallDetail()} />);
  expect(screen.queryByRole("region", { name: "Phone line" })).not.toBeInTheDocument();
});

describe("the events of a phone line", () => {
  test("who answered", () => {
    const payload = { kind: "machine", cause: "beep", what: "", at: 2.4 };
    expect(eventLook({ type: "call.answered_by", payload }).name).toBe("answeredBy");
    expect(eventFact(payload)).toEqual({ kind: "who", value: "machine" });
  });

  test.each([
    ["transfer.started", { to: "***01", mode: "warm" }, "transferStarted", { kind: "to", value: "***01" }],
    ["transfer.picked_up", { to: "***01", brief: "A bill." }, "transferPickedUp", { kind: "brief", value: "A bill." }],
    ["transfer.answered", { to: "***01", by: "Ravi", mode: "warm" }, "transferAnswered", { kind: "by", value: "Ravi" }],
    ["transfer.answered", { to: "***01", mode: "conference" }, "transferJoined", { kind: "to", value: "***01" }],
    ["transfer.failed", { to: "***01", reason: "declined" }, "transferFailed", { kind: "reason", value: "declined" }],
    ["transfer.ended", { to: "***01", seconds: 42 }, "transferEnded", { kind: "to", value: "***01" }],
  ])("who was rung, and what came of it: %s", (type, payload, name, fact) => {
    expect(eventLook({ type, payload }).name).toBe(name);
    expect(eventFact(payload)).toEqual(fact);
  });

  test("why a colleague did not take the call has words", () => {
    expect(reasonParts("not_accepted")).toEqual({ kind: "known", reason: "not_accepted" });
    expect(reasonParts("hung_up")).toEqual({ kind: "known", reason: "hung_up" });
  });

  test("which trunk was tried next", () => {
    const payload = { before: "First", after: "Second", sip_status: 503 };
    expect(eventLook({ type: "call.trunk_changed", payload }).name).toBe("trunkChanged");
    expect(eventFact(payload)).toEqual({ kind: "after", value: "Second" });
  });

  test("why the next trunk was not tried, and which number was let through", () => {
    const refused = { trunk: "Second", reason: "blocked:caller_id" };
    expect(eventLook({ type: "call.trunk_refused", payload: refused }).name).toBe("trunkRefused");
    expect(eventFact(refused)).toEqual({ kind: "reason", value: "blocked:caller_id" });
    const shown = { number: "+12025550190", category: "service" };
    expect(eventLook({ type: "call.caller_id_exception", payload: shown }).name).toBe("callerIdException");
  });

  test.each([
    ["call.supervision", { action: "whisper", by: "asha", text: "Be brief." }, "whispered", "Be brief."],
    ["call.supervision", { action: "take_over", by: "asha", text: null }, "takeOverAsked", "asha"],
    ["call.supervision", { action: "of a newer Tron", by: "asha" }, "listenAsked", "asha"],
    ["call.supervisor", { state: "took_over", by: "asha", at: 2 }, "tookOver", "asha"],
    ["call.supervisor", { state: "handed_back", by: "asha", why: "connection_lost" }, "handedBack", "asha"],
  ])("a supervisor: %s %o", (type, payload, name, value) => {
    expect(eventLook({ type, payload }).name).toBe(name);
    expect(eventFact(payload)?.value).toBe(value);
  });

  test("a kind of anything else is none of a person", () => {
    expect(eventFact({ kind: "stt" })).toBeNull();
  });
});
