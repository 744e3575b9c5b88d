import { act, screen, within } from "@testing-library/react";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useLive } from "@/stores/live";
import { useUi } from "@/stores/ui";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { settingsHandlers } from "@/testing/settings";
import { untranslated } from "@/testing/untranslated";
import { aWorker, workersAre } from "@/testing/workers";

beforeEach(() => sessionStorage.clear());

async function open(...workers: ReturnType<typeof aWorker>[]) {
  server.use(workersAre(...workers), ...settingsHandlers());
  renderAt("/settings");
  return await screen.findByRole("region", { name: "Workers" });
}

test("each worker tells its calls and whether LiveKit and the gateway know it", async () => {
  const region = await open(
    aWorker(),
    aWorker({ id: "other", name: "worker-9", state: "draining", engines: "own", takes_streams_at: "wss://w.example" }),
    aWorker({ id: "third", name: "lost", state: "silent", desks: [] }),
  );
  const card = within(region);
  expect(await card.findByText("LiveKit: connected, 1 worker registered")).toBeInTheDocument();
  expect(card.getAllByText("2 of 10 calls")).toHaveLength(3);
  expect(card.getAllByText("LiveKit knows it as tron")).toHaveLength(2);
  expect(card.getAllByText(/No SIP gateway/)).toHaveLength(2);
  for (const text of ["Ready", "Takes no more calls", "Silent", "wss://w.example"]) {
    expect(card.getByText(text)).toBeInTheDocument();
  }
  expect(card.getByText(/last heard of/)).toBeInTheDocument();
  const { violations } = await axe.run(region, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("it is asked again as soon as a worker tells of itself", async () => {
  const region = await open();
  expect(await within(region).findByText(/No worker runs/)).toBeInTheDocument();
  server.use(workersAre(aWorker()));
  const payload = { worker: "w", name: "serve", state: "ready", calls: 0 };
  const event = { type: "agent.status", stream: "worker:w", sequence: 1, at: "2026-11-27T10:00:00Z", payload };
  act(() => useLive.setState({ streams: { "worker:w": event } }));
  expect(await within(region).findByText("Ready")).toBeInTheDocument();
});

test("without LiveKit nothing is said of it, and what cannot be loaded can be tried again", async () => {
  const region = await open(aWorker({ desks: [{ line: "livekit", state: "off", name: null }] }));
  await within(region).findByText("2 of 10 calls");
  expect(within(region).queryByText(/LiveKit/)).not.toBeInTheDocument();
});

test("workers that do not load are said", async () => {
  server.use(
    http.get(at("/api/tron/workers"), () => HttpResponse.error()),
    ...settingsHandlers(),
  );
  renderAt("/settings");
  expect(await screen.findByText("The workers could not be loaded")).toBeInTheDocument();
});

test("nothing of it came past the catalogue", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  server.use(workersAre(aWorker({ state: "silent", takes_streams_at: "wss://w.example" })), ...settingsHandlers());
  renderAt("/settings");
  const card = (await screen.findByText("serve")).closest("section");
  expect(untranslated(card ?? document.body)).toEqual([]);
});
