import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { MemoryRouter } from "react-router";
import { expect, test, vi } from "vitest";
import { anEvent } from "@/testing/calls";
import { renderAlone } from "@/testing/render";
import { PathCard } from "./components/PathCard";
import { eventLook } from "./eventWords";
import { pathOf, speakersOf } from "./path";

const AT = "2026-02-12T09:00:05Z";
const after = (seconds: number) => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const event = (sequence: number, seconds: number, type: string, node: string | null, payload: object) => ({
  ...anEvent(type, sequence, { ...payload }),
  at: after(seconds),
  node,
});
const entered = (sequence: number, seconds: number, node: string, type: string, label: string) =>
  event(sequence, seconds, "flow.node_entered", node, { type, label });

const told = [
  event(1, 0, "flow.started", null, { flow_id: "f1", version: 2, name: "Renewal" }),
  entered(2, 0, "start", "start_outbound", "Start"),
  event(3, 0.1, "flow.node_left", "start", { handle: "next" }),
  entered(4, 0.2, "want", "branch_intent", "What do they want?"),
  event(5, 12, "flow.node_left", "want", { handle: "interested" }),
  entered(6, 12.5, "bye", "end_call", "End call"),
];

test("the path follows the recording, and a step leads the sound there", async () => {
  const seek = vi.fn();
  renderAlone(
    <MemoryRouter>
      <PathCard events={told} answeredAt={AT} time={5} onSeek={seek} />
    </MemoryRouter>,
  );
  const steps = within(await screen.findByRole("list", { name: "Path" })).getAllByRole("listitem");
  expect(steps.map((step) => step.textContent)).toEqual([
    "Start0:00",
    "What do they want?interested0:00",
    "End call0:12",
  ]);
  expect(steps[1]).toHaveAttribute("aria-current", "true");
  expect(screen.getByText("Renewal").closest("p")).toHaveTextContent("Renewal, version 2");
  expect(screen.getByRole("link", { name: "Show on canvas" })).toHaveAttribute("href", "/flows/f1/versions/2");
  await userEvent.click(screen.getByRole("button", { name: /End call/ }));
  expect(seek).toHaveBeenCalledWith(12.5);
});

test("the path of a draft leads to the canvas that was kept with the call", async () => {
  const started = event(1, 0, "flow.started", null, { flow_id: "f1", version: null, draft: true, name: "Renewal" });
  renderAlone(
    <MemoryRouter>
      <PathCard events={[started, ...told.slice(1)]} answeredAt={AT} time={null} onSeek={undefined} />
    </MemoryRouter>,
  );
  expect((await screen.findByText("Renewal")).closest("p")).toHaveTextContent("Renewal, draft");
  const address = `/flows/f1/calls/${started.call_id}`;
  expect(screen.getByRole("link", { name: "Show on canvas" })).toHaveAttribute("href", address);
});

test("a call without a flow has no path", () => {
  expect(pathOf([anEvent("call.answered", 1)], AT)).toEqual([]);
});

test("each of the agent's utterances has the node that spoke it", () => {
  const said = (key: string, role: string, start: number | null) => ({ key, role, start });
  const talk = [said("a", "agent", 0.5), said("b", "caller", 5), said("c", "agent", 12.6), said("d", "agent", null)];
  const nodes = speakersOf(talk, pathOf(told, AT));
  expect([...nodes].map(([key, { label }]) => [key, label])).toEqual([
    ["a", "What do they want?"],
    ["c", "End call"],
  ]);
});

test("a webhook of a flow answered, or failed", () => {
  const look = (ok: boolean) => eventLook({ type: "webhook.finished", payload: { ok, host: "shop.example" } });
  expect([look(true).name, look(false).name]).toEqual(["webhookFinished", "webhookFailed"]);
});
