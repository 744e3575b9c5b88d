import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { aCall, aCheck, aReadiness } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const services = async () => within(await screen.findByRole("region", { name: "Services" }));
const recent = async () => within(await screen.findByRole("region", { name: "Recent calls" }));
const setup = async () => within(await screen.findByRole("region", { name: "Set up Tron" }));

const answerCalls = (items: unknown[]) =>
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items, next_cursor: null })));

test("shows services, calls with status and reason, and the finished set-up", async () => {
  answerCalls([
    aCall(),
    aCall({ id: "2", phone_number: "+910000000002", status: "busy", reason: "busy", talk_time_seconds: null }),
    aCall({ id: "3", contact_name: "लक्ष्मी अय्यर", status: "cancelled", reason: "blocked:calling_hours" }),
    aCall({ id: "4", phone_number: null, direction: "inbound", reason: "struck_by_lightning", line: "media_stream" }),
  ]);
  renderAt("/");
  const rows = within(await (await recent()).findByRole("table"))
    .getAllByRole("row")
    .slice(1);
  expect(rows).toHaveLength(4);
  const texts = rows.map((row) => row.textContent);
  expect(texts[0]).toContain("+91 00000 00001");
  expect(texts[0]).toContain("Agent ended the call");
  expect(texts[0]).toContain("3:12");
  expect(texts[1]).toMatch(/Busy.*Line engaged.*0:00/);
  expect(texts[2]).toContain("Not allowed: Calling hours");
  expect(texts[3]).toMatch(/No number.*Incoming.*Struck by lightning/);
  expect(screen.getByText("लक्ष्मी अय्यर")).toHaveAttribute("lang", "hi");
  expect(await (await services()).findByText("2 of 2 ready")).toBeInTheDocument();
  expect(await screen.findByText("All 2 services ready")).toBeInTheDocument();
  await waitFor(async () => expect((await setup()).getByText("2 of 2")).toBeInTheDocument());
});

test("a Tron that is not ready answers 503, and the page shows what to do", async () => {
  const checks = [
    aCheck({ name: "database" }),
    aCheck({ name: "worker", state: "down", detail: "no heartbeat", fix: "Start Tron again." }),
    aCheck({ name: "llm", state: "down", required: false, fix: "Run `tron models install`." }),
    aCheck({ name: "tts", state: "starting", fix: "Wait." }),
  ];
  server.use(
    http.get(at("/readyz"), () => HttpResponse.json(aReadiness({ status: "not_ready", checks }), { status: 503 })),
  );
  renderAt("/");
  const card = await services();
  expect(await card.findByText("Run `tron models install`.")).toBeInTheDocument();
  expect(card.getByText("Down")).toBeInTheDocument();
  expect(card.getByText("Not there")).toBeInTheDocument();
  expect(card.getByText("Starting")).toBeInTheDocument();
  expect(card.queryByText("Wait.")).not.toBeInTheDocument();
  expect(screen.getByText("2 services need a look")).toBeInTheDocument();
});

test("before the first call it says how to make one", async () => {
  answerCalls([]);
  renderAt("/");
  const card = await recent();
  expect(await card.findByText("No call yet")).toBeInTheDocument();
  expect(card.getByText("tron call --agent support_agent --to +910000000001")).toBeInTheDocument();
  await waitFor(async () =>
    expect((await setup()).getByText("Make a first call").closest("li")).toHaveAttribute("aria-current", "step"),
  );
});

test("an error shows the server's words and hint, the other card goes on, and Try again works", async () => {
  const error = { code: "unavailable", message: "The database is away.", hint: "Wait a minute.", request_id: "r-7" };
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ error }, { status: 503 })));
  renderAt("/");
  const alert = within(await (await recent()).findByRole("alert"));
  expect(alert.getByText("The database is away.")).toBeInTheDocument();
  expect(alert.getByText("Wait a minute.")).toBeInTheDocument();
  expect(alert.getByText("Request r-7")).toBeInTheDocument();
  expect(await (await services()).findByText("postgres")).toBeInTheDocument();
  answerCalls([aCall()]);
  await userEvent.click(alert.getByRole("button", { name: "Try again" }));
  expect(await (await recent()).findByText("Completed")).toBeInTheDocument();
});

test("calls that are shown stay when Tron goes away", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    renderAt("/");
    expect(await (await recent()).findByText("Completed")).toBeInTheDocument();
    server.use(
      http.get(at("/api/tron/calls"), () => HttpResponse.error()),
      http.get(at("/readyz"), () => HttpResponse.error()),
    );
    await vi.advanceTimersByTimeAsync(16_000);
    expect(await (await recent()).findByText(/Could not refresh/)).toBeInTheDocument();
    expect((await recent()).getByText("Completed")).toBeInTheDocument();
    expect(await screen.findByText("Tron does not answer")).toBeInTheDocument();
  } finally {
    vi.useRealTimers();
  }
});

test("while it waits it says that it is loading", async () => {
  server.use(http.get(at("/api/tron/calls"), () => new Promise(() => undefined)));
  renderAt("/");
  expect(await (await recent()).findByRole("status", { name: "Loading" })).toBeInTheDocument();
});
