import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { anEvent, someStats } from "@/testing/calls";
import { aCall, aCheck, aReadiness } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

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
  await waitFor(async () => expect((await setup()).getByText("3 of 3")).toBeInTheDocument());
  expect((await setup()).queryByRole("link")).not.toBeInTheDocument();
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
  expect((await setup()).getByRole("link", { name: "Make a test call" })).toHaveAttribute("href", "/test-call");
});

test("an error shows the server's words and hint, the other card goes on, and Try again works", async () => {
  const error = { code: "unavailable", message: "The database is away.", hint: "Wait a minute.", request_id: "r-7" };
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ error }, { status: 503 })));
  renderAt("/");
  const alert = within(await (await recent()).findByRole("alert"));
  expect(alert.getByText("The database is away.")).toBeInTheDocument();
  expect(alert.getByText("Wait a minute.")).toBeInTheDocument();
  expect(alert.getByText("Request r-7")).toBeInTheDocument();
  expect(await (await services()).findByText("Database")).toBeInTheDocument();
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

test("the figures of the period stand beside those before, and are renewed when it changes", async () => {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(at("/api/tron/calls/stats"), ({ request }) => {
      const query = new URL(request.url).searchParams;
      asked.push(query);
      return HttpResponse.json(query.has("to") ? someStats({ total: 220, success_rate: 0.7 }) : someStats());
    }),
  );
  const { router } = renderAt("/");
  const figures = within(await screen.findByRole("region", { name: "Key numbers" }));
  expect(await figures.findByText("247")).toBeInTheDocument();
  expect(await figures.findByText(/^12% vs last \w{3}$/)).toBeInTheDocument();
  expect(figures.getByText("73.2%")).toBeInTheDocument();
  expect(figures.getByText("3.2 points")).toBeInTheDocument();
  expect(figures.getByText("2m 34s")).toBeInTheDocument();
  expect(figures.getByText("0.78")).toBeInTheDocument();
  expect(figures.getByText("₹1,284")).toBeInTheDocument();
  expect(asked.every((query) => query.get("timezone"))).toBe(true);
  await userEvent.click(screen.getByRole("radio", { name: "30 days" }));
  expect(router.state.location.search).toBe("?period=30d");
  expect(screen.getByRole("heading", { level: 1, name: "Last 30 days" })).toBeInTheDocument();
  const daysAsked = (query: URLSearchParams) => (Date.now() - new Date(query.get("from") ?? "").getTime()) / 86_400_000;
  await waitFor(() => expect(asked.some((query) => !query.has("to") && daysAsked(query) > 29)).toBe(true));
});

test("without a call there is no rate, and nothing is divided by nothing", async () => {
  const nothing = { total: 0, answered: 0, successful: 0, success_rate: null, avg_talk_time_seconds: null };
  const none = { ...nothing, reply_time: { turns: 0, p50_ms: null, p90_ms: null }, cost: { inr: 0, usd: 0 } };
  const stats = someStats({ ...none, by_outcome: {}, success_by_outcome: {}, per_day: [] });
  server.use(http.get(at("/api/tron/calls/stats"), () => HttpResponse.json(stats)));
  renderAt("/");
  const figures = within(await screen.findByRole("region", { name: "Key numbers" }));
  expect(await figures.findAllByText("–")).toHaveLength(3);
  expect(figures.getByText("₹0")).toBeInTheDocument();
  expect(await screen.findByText("No answered call yet")).toBeInTheDocument();
  expect(document.body.textContent).not.toMatch(/NaN|Infinity/);
});

test("the volume says its finding in words, and its table is one click away", async () => {
  renderAt("/");
  await screen.findByText("Calls of each of 7 days. Most: 371 on 11 Feb. Today so far: 247.");
  const volume = within(screen.getByRole("region", { name: "Call volume" }));
  expect(volume.queryByRole("table")).not.toBeInTheDocument();
  await userEvent.click(volume.getByRole("button", { name: "Show as a table" }));
  const rows = within(volume.getByRole("table")).getAllByRole("row");
  expect(rows).toHaveLength(8);
  expect(rows[6]).toHaveTextContent("11 Feb37126010182");
});

test("outcomes are ranked, those that count as success are marked, and each leads to its calls", async () => {
  renderAt("/");
  const outcomes = within(await screen.findByRole("region", { name: "Outcomes" }));
  const rows = (await outcomes.findAllByRole("listitem")).map((row) => row.textContent);
  expect(rows).toEqual([
    "Interestedcounts as success9255%",
    "Callbackcounts as success3118%",
    "Not interested2917%",
    "No outcome1610%",
  ]);
  expect(outcomes.getByRole("link", { name: /^Interested/ })).toHaveAttribute(
    "href",
    "/calls?outcome=interested&date=today",
  );
});

test("calls that go on show their last words as they are said", async () => {
  const call = aCall({ status: "in_progress", contact_name: "Priya Singh", ended_at: null });
  server.use(http.get(at("/api/tron/calls/active"), () => HttpResponse.json({ items: [call], next_cursor: null })));
  renderAt("/");
  const active = within(await screen.findByRole("region", { name: "Active calls" }));
  expect(await active.findByText("1 live")).toBeInTheDocument();
  expect(active.getByRole("link", { name: "View the call with Priya Singh" })).toHaveAttribute(
    "href",
    `/calls/${call.id}`,
  );
  const socket = FakeSocket.to("/ws/tron");
  act(() => {
    socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    socket.say({ ...anEvent("call.started", 1), call_id: call.id });
    socket.say({
      ...anEvent("call.transcript", 2, { role: "caller", text: "Kitna hoga?", final: true }),
      call_id: call.id,
    });
  });
  expect(await active.findByText("Kitna hoga?")).toBeInTheDocument();
});

test("while it waits it says that it is loading", async () => {
  server.use(http.get(at("/api/tron/calls"), () => new Promise(() => undefined)));
  renderAt("/");
  expect(await (await recent()).findByRole("status", { name: "Loading" })).toBeInTheDocument();
});
