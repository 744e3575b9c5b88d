import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { aCallDetail } from "@/testing/calls";
import { anAgent } from "@/testing/factories";
import { ONE, props, show } from "@/testing/flowPanels";
import { aCanvas, aFlow, FLOW_ID } from "@/testing/flows";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";
import { NodeTest } from "./components/NodeTest";
import { SimulatorPanel } from "./components/SimulatorPanel";
import { TestCallButton } from "./components/TestCallButton";

const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });

test("a talk in writing walks the unsaved draft, lights its path, and steps back", async () => {
  const given = props();
  show(<SimulatorPanel {...given} />);
  await screen.findByRole("option", { name: "Version 2" });
  await screen.findByRole("option", { name: "Ananya" });
  await userEvent.click(screen.getByRole("button", { name: "Add a value" }));
  write(screen.getByRole("textbox", { name: "Name 1" }), "contact_name");
  write(screen.getByRole("textbox", { name: "Value 1" }), "Ravi");
  await userEvent.click(screen.getByRole("button", { name: "Start" }));
  const socket = FakeSocket.to(`/ws/tron/flows/${FLOW_ID}/simulate`);
  act(() => socket.open());
  expect(socket.messages[0]).toMatchObject({
    type: "start",
    canvas_data: { nodes: expect.any(Array) },
    variables: { contact_name: "Ravi" },
  });
  const tell = (...steps: object[]) => act(() => steps.forEach((step) => void socket.say(step)));
  tell(
    { type: "node", node: "greet", node_type: "greeting", at: 0 },
    { type: "agent", text: "Hello Ravi.", node: "greet", at: 0, latency_ms: 420, tokens: 12 },
    { type: "event", event: "flow.node_left", node: "greet", handle: "next", variables: { mood: "calm" }, at: 1 },
    { type: "event", event: "flow.variable_missing", payload: { names: ["plan"] }, at: 1 },
    { type: "node", node: "want", node_type: "branch_intent", at: 1 },
    { type: "waiting" },
  );
  expect(await screen.findByText("Hello Ravi.")).toBeInTheDocument();
  expect(screen.getByText("0.42 s · 12 tokens")).toBeInTheDocument();
  expect(screen.getByText("A variable has no value", { exact: false })).toHaveTextContent("plan");
  await waitFor(() =>
    expect(given.highlight).toHaveBeenLastCalledWith([
      { node: "greet", way: "next" },
      { node: "want", way: null },
    ]),
  );
  await userEvent.click(screen.getByRole("button", { name: "What do they want?" }));
  expect(given.select).toHaveBeenCalledWith("want");

  await userEvent.click(screen.getByRole("button", { name: "Talk over the agent" }));
  const words = screen.getByRole("textbox", { name: "After so many of its words" });
  expect(words).toHaveAccessibleDescription("It has said 2 words since the caller's last turn.");
  write(screen.getByRole("textbox", { name: "Write what the caller says" }), "wait");
  write(words, "3");
  expect(screen.getByRole("button", { name: "Send" })).toBeDisabled();
  write(words, "1");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  const greeted = { type: "node", node: "greet", node_type: "greeting", at: 0 };
  const cut = { type: "agent", text: "Hello", node: "greet", at: 0, interrupted: true };
  tell({ type: "back", steps: [greeted] }, cut, { type: "caller", text: "wait", at: 1 }, { type: "waiting" });
  expect(await screen.findByText("The caller cut in here")).toBeInTheDocument();
  expect(screen.queryByText("Hello Ravi.")).not.toBeInTheDocument();

  write(screen.getByRole("textbox", { name: "Write what the caller says" }), "haan");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  tell({ type: "caller", text: "haan", at: 3 }, { type: "waiting" });
  await userEvent.click(screen.getByRole("button", { name: "Stay silent" }));
  await userEvent.click(screen.getByRole("button", { name: "Keypad" }));
  await userEvent.click(screen.getByRole("button", { name: "Key 5" }));
  await userEvent.click(screen.getByRole("button", { name: "One turn back" }));
  await userEvent.click(screen.getByRole("button", { name: "Hang up" }));
  expect(socket.messages.slice(1)).toEqual([
    { type: "say", text: "wait", after_words: 1 },
    { type: "say", text: "haan" },
    { type: "silence" },
    { type: "keys", keys: "5" },
    { type: "back" },
    { type: "hang_up" },
  ]);
  tell({ type: "ended", reason: "caller_hung_up", outcome: "callback", variables: {} });
  expect(await screen.findByText("Over: the caller hung up")).toBeInTheDocument();
  expect(given.highlight).toHaveBeenLastCalledWith([{ node: "greet", way: null, over: true }]);

  const kept: unknown[] = [];
  server.use(
    http.post(`${ONE}/scenarios`, async ({ request }) => {
      kept.push(await request.json());
      return HttpResponse.json({ name: "Agrees" }, { status: 201 });
    }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Keep as a scenario" }));
  const dialog = within(await screen.findByRole("dialog"));
  write(dialog.getByRole("textbox", { name: "Name" }), "Agrees");
  await userEvent.click(dialog.getByRole("button", { name: "Save scenario" }));
  await waitFor(() => expect(kept).toHaveLength(1));
  expect(kept).toMatchObject([
    {
      agent_id: anAgent().id,
      variables: { contact_name: "Ravi" },
      caller: { kind: "script", turns: [{ text: "wait", after_words: 1 }, "haan"] },
      assertions: [{ kind: "outcome", outcome: "callback" }],
    },
  ]);
});

function ChangingNode() {
  const [canvas, setCanvas] = useState(aCanvas);
  const change = () =>
    setCanvas({ ...canvas, nodes: canvas.nodes.map((node) => ({ ...node, data: { prompt: "?" } })) });
  return (
    <>
      <NodeTest flowId={FLOW_ID} canvas={canvas} nodeId="want" />
      <button type="button" onClick={change}>
        Change
      </button>
    </>
  );
}

test("one node is tried with what is pinned; a later change of it makes the result old", async () => {
  const asked: unknown[] = [];
  server.use(
    http.post(`${ONE}/test-node`, async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({
        handle: "interested",
        said: [],
        steps: [],
        variables: { plan: "gold" },
        problems: [
          { code: "waits", field: null, message: "English." },
          { code: "brand_new", field: "data.question", message: "It asked the model." },
        ],
        seconds: 0.5,
      });
    }),
  );
  show(<ChangingNode />);
  write(screen.getByRole("textbox", { name: /The caller said before/ }), "haan ji");
  write(screen.getByRole("textbox", { name: /The caller says meanwhile/ }), "one\ntwo");
  await userEvent.click(screen.getByRole("button", { name: "Run this node" }));
  const result = within(await screen.findByRole("region", { name: "Result" }));
  expect(result.getByText("interested")).toBeInTheDocument();
  expect(result.getByText('plan = "gold"')).toBeInTheDocument();
  expect(result.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
    "It still waits for the caller: add what they say or press.",
    "Question: It asked the model.",
  ]);
  expect(asked).toMatchObject([{ node_id: "want", heard: { text: "haan ji" }, inputs: ["one", "two"], variables: {} }]);
  expect(result.queryByText("The node changed since")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Change" }));
  expect(await screen.findByText("The node changed since")).toBeInTheDocument();
});

test("a spoken call needs an agent that follows the flow: it is linked, then called with the draft", async () => {
  const sent: unknown[] = [];
  const flush = vi.fn(async () => 6);
  let agent = anAgent();
  server.use(
    http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [agent], next_cursor: null })),
    http.put<{ id: string }, Record<string, unknown>>(at("/api/tron/agents/:id"), async ({ request }) => {
      const { flow_id, flow_version, revision, name } = await request.json();
      sent.push({ flow_id, flow_version, revision, name });
      agent = anAgent({ flow_id: FLOW_ID, revision: 4 });
      return HttpResponse.json(agent);
    }),
    http.post(at("/api/tron/agents/:id/test-call"), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ ...aCallDetail(), id: "c1", call_id: "c1" }, { status: 202 });
    }),
  );
  show(<TestCallButton flowId={FLOW_ID} highlight={vi.fn()} flush={flush} />);
  await userEvent.click(screen.getByRole("button", { name: "Spoken call" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Test call" }));
  // The draft differs from what is published: whoever drew on hears that.
  expect(await dialog.findByRole("radio", { name: "Draft" })).toBeChecked();
  expect(dialog.getByText(/^The draft as it is now/)).toBeInTheDocument();
  const practise = dialog.getByRole("button", { name: "Call a practice person" });
  expect(practise).toBeDisabled();
  await userEvent.click(dialog.getByRole("button", { name: "Let it follow this flow" }));
  await waitFor(() => expect(practise).toBeEnabled());
  await userEvent.click(practise);
  expect(await dialog.findByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/c1");
  expect(sent).toEqual([
    { flow_id: FLOW_ID, flow_version: null, revision: 3, name: "Ananya" },
    { line: "sandbox", phone_number: "+910000000001", ring: false, flow_version: "draft" },
  ]);
  expect(flush).toHaveBeenCalledOnce();
  await userEvent.click(dialog.getByRole("radio", { name: "Version 2" }));
  expect(dialog.getByText(/^Version 2, as real calls/)).toBeInTheDocument();
  await waitFor(() => expect(practise).toBeEnabled());
  await userEvent.click(practise);
  await waitFor(() => expect(sent.at(-1)).toMatchObject({ flow_version: null }));
  expect(flush).toHaveBeenCalledOnce();
});

test("a flow that was never published is spoken as its draft, unless that has errors", async () => {
  const findings = [{ severity: "error" }, { severity: "warning" }];
  const error = { code: "has_errors", message: "English.", hint: null, fields: [], request_id: null };
  server.use(
    http.get(at(`/api/tron/flows/${FLOW_ID}`), () => HttpResponse.json(aFlow({ version: 0 }))),
    http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [anAgent({ flow_id: FLOW_ID })] })),
    http.post(at("/api/tron/agents/:id/test-call"), () => HttpResponse.json({ error, findings }, { status: 422 })),
  );
  show(<TestCallButton flowId={FLOW_ID} highlight={vi.fn()} />);
  await userEvent.click(screen.getByRole("button", { name: "Spoken call" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Test call" }));
  const practise = await dialog.findByRole("button", { name: "Call a practice person" });
  await waitFor(() => expect(practise).toBeEnabled());
  expect(dialog.getAllByRole("radio")).toHaveLength(1);
  await userEvent.click(practise);
  expect(await dialog.findByText(/^The draft has 1 error\./)).toBeInTheDocument();
  expect(dialog.queryByText("English.")).not.toBeInTheDocument();
});
