import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aRun, aScenario, SCENARIOS, showScenarios } from "@/testing/scenarios";
import { server } from "@/testing/server";

/** Longer than it takes to look again. */
const LONG = { timeout: 5000 };

test("a run is followed to its end: how many passed, what did not hold; its path is lit", async () => {
  const asked: unknown[] = [];
  const waits = aRun({ id: "r2", state: "queued", results: [], done: 0, ended_at: null, started_at: null });
  let shown = aScenario();
  let looks = 0;
  const look = () => {
    if (shown.current_run && ++looks > 1) shown = aScenario({ last_run: aRun({ id: "r2" }) });
    return HttpResponse.json({ items: [shown], next_cursor: null, may_decide: true });
  };
  const before = aRun({ id: "r0", version: 2, state: "passed", passed: true, passes: 2 });
  server.use(
    http.get(SCENARIOS, look),
    http.post(`${SCENARIOS}/s1/run`, async ({ request }) => {
      asked.push(await request.json());
      shown = aScenario({ current_run: waits });
      return HttpResponse.json(waits, { status: 202 });
    }),
    http.get(`${SCENARIOS}/s1/runs`, () =>
      HttpResponse.json({ items: [aRun({ id: "r2" }), before], next_cursor: null }),
    ),
  );
  const given = showScenarios();
  expect(await screen.findByText("Not run yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Run" }));
  expect(given.flush).toHaveBeenCalled();
  expect(await screen.findByText("Waiting for a worker")).toBeInTheDocument();
  expect(await screen.findByText("Failed, 1 of 2 passed", {}, LONG)).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  const result = screen.getByText("It ended with callback.").closest("li");
  expect(result).toHaveTextContent("Did not hold");
  expect(result).toHaveTextContent("Outcome is Interested");
  const earlier = (await screen.findByText("Passed 2 of 2")).closest("li");
  expect(earlier).toHaveTextContent("Version 2");
  await userEvent.click(screen.getByRole("button", { name: "Show the path" }));
  expect(given.highlight).toHaveBeenCalledWith([
    { node: "start", way: "next" },
    { node: "greet", way: "next" },
    { node: "want", way: "next" },
    { node: "bye", way: null, over: true },
  ]);
  await userEvent.click(within(earlier as HTMLElement).getByText("Passed 2 of 2"));
  expect(await within(earlier as HTMLElement).findByText("It ended with callback.")).toBeInTheDocument();
  expect(asked).toEqual([{ spoken: false }]);
});

test("a run in calls leads to them, one under way is stopped, and one that broke says why", async () => {
  const [tried] = aRun().results;
  const results = tried ? [{ ...tried, call_id: "c1" }] : [];
  const spoken = aRun({ id: "r3", version: 1, spoken: true, state: "passed", passed: true, passes: 2, results });
  const asked: unknown[] = [];
  let shown = aScenario({ last_spoken_run: spoken });
  const error = { code: "lost", message: "The workers stopped each time." };
  server.use(
    http.get(SCENARIOS, () => HttpResponse.json({ items: [shown], next_cursor: null, may_decide: true })),
    http.get(`${SCENARIOS}/s1/runs`, () => HttpResponse.json({ items: [spoken], next_cursor: null })),
    http.post(`${SCENARIOS}/s1/run`, async ({ request }) => {
      asked.push(await request.json());
      const current_run = aRun({ id: "r4", state: "running", spoken: true, ended_at: null });
      shown = aScenario({ current_run });
      return HttpResponse.json(current_run, { status: 202 });
    }),
    http.post(`${SCENARIOS}/s1/runs/r4/cancel`, () => {
      shown = aScenario({ last_run: aRun({ state: "error", error, results: [] }) });
      return HttpResponse.json(aRun({ id: "r4", state: "cancelled" }));
    }),
  );
  showScenarios();
  expect(await screen.findByText("Passed 2 of 2")).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  expect(await screen.findByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/c1");
  await userEvent.click(screen.getByRole("button", { name: "More with Agrees at once" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Run as spoken calls" }));
  expect(await screen.findByText("Running, 1 of 2 tries done")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(await screen.findByText("Could not be run")).toBeInTheDocument();
  await userEvent.click(screen.getByText("Results"));
  expect(screen.getByText("The workers that held it stopped each time. Run it again.")).toBeInTheDocument();
  expect(asked).toEqual([{ spoken: true }]);
});
