import { screen, waitFor, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { aLineTest, aTrunk, aTrunkTest, phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import type { TrunkTest } from "./api";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const TEST = at("/api/tron/trunks/:id/test");
const START = /^Test this line/;

beforeEach(() => sessionStorage.clear());

/** Opens the page of a Tron whose trunk says this of its test, one answer after the other. */
async function open(...answers: TrunkTest[]) {
  let asked = 0;
  server.use(
    http.get(TEST, () => HttpResponse.json(answers[Math.min(asked++, answers.length - 1)])),
    ...phoneHandlers(),
  );
  renderAt("/lines");
  return await screen.findByRole("button", { name: START });
}

test("a test is started, followed, and tells that sound goes both ways", async () => {
  const runs = aTrunkTest({ last: aLineTest({ state: "ringing", finding: null }) });
  const button = await open(aTrunkTest(), runs, aTrunkTest({ last: aLineTest() }));
  const bodies: unknown[] = [];
  server.use(
    http.post(TEST, async ({ request }) => {
      bodies.push(await request.json());
      return HttpResponse.json(runs, { status: 202 });
    }),
  );
  await user.click(button);
  expect(await screen.findByText("Ringing")).toBeInTheDocument();
  expect(button).toBeDisabled();
  expect(await screen.findByText("Sound goes both ways", undefined, { timeout: 5000 })).toBeInTheDocument();
  expect(bodies).toEqual([{}]);
  const ways = screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  expect(ways).toContain("From Tron to the number: heard at -14 dB");
  expect(screen.getByText(/ringing after 0.8 s/)).toBeInTheDocument();
  await waitFor(() => expect(button).toBeEnabled());
});

test("sound that goes one way says which, and which ports to open", async () => {
  const there = { sound: "silent", level_db: null } as const;
  await open(aTrunkTest({ last: aLineTest({ finding: "one_way", there }) }));
  expect(screen.getByText("Sound goes one way only")).toBeInTheDocument();
  expect(screen.getByText(/^From Tron to the number: nothing arrived/)).toBeInTheDocument();
  expect(screen.getByText(/UDP ports 16384 to 20479/)).toBeInTheDocument();
});

test("a call that did not connect shows what the network said", async () => {
  await open(
    aTrunkTest({
      last: aLineTest({
        finding: "not_connected",
        sip_status: 403,
        detail: "No such account.",
        came_in_by: null,
        post_dial_seconds: null,
        came_in_seconds: null,
      }),
    }),
  );
  expect(screen.getByText("Did not connect")).toBeInTheDocument();
  expect(screen.getByText("SIP 403: No such account.")).toBeInTheDocument();
});

test("what is missing is said, and nothing can be started", async () => {
  const button = await open(aTrunkTest({ ready: false, lacks: "number", number: null }));
  expect(button).toBeDisabled();
  expect(screen.getByText(/add a number of yours below/)).toBeInTheDocument();
});

test("a refusal stays to be read", async () => {
  const button = await open(aTrunkTest());
  const error = {
    code: "conflict",
    message: "A test of this trunk goes on.",
    hint: null,
    fields: [],
    request_id: null,
  };
  server.use(http.post(TEST, () => HttpResponse.json({ error }, { status: 409 })));
  await user.click(button);
  expect(await screen.findByRole("alert")).toHaveTextContent("A test of this trunk goes on.");
});

test("a softphone has no such test", async () => {
  server.use(...phoneHandlers({ trunks: [aTrunk({ settings: { kind: "softphone" } })] }));
  renderAt("/lines");
  await screen.findByRole("button", { name: "Edit Carrier" });
  expect(screen.queryByRole("button", { name: START })).not.toBeInTheDocument();
});

test.each(["works", "one_way", "silent", "echo", "not_arrived", "not_connected", "refused", "stopped"] as const)(
  "%s is clean for axe",
  async (finding) => {
    await open(aTrunkTest({ last: aLineTest({ finding }) }));
    const region = screen.getByRole("region", { name: "Direct SIP" });
    expect(within(region).getByRole("status")).toBeInTheDocument();
    const { violations } = await axe.run(region, { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  },
);
