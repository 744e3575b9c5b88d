import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { anAgent } from "@/testing/factories";
import { aFlow, aFlowSummary, FLOW_ID } from "@/testing/flows";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

const ONE = at("/api/tron/agents/:id");

test("an agent follows a flow's latest version or a pinned one, and its simulator names the nodes", async () => {
  const sent: unknown[] = [];
  server.use(
    http.put<{ id: string }, Record<string, unknown>>(ONE, async ({ request }) => {
      const body = await request.json();
      sent.push([body["flow_id"], body["flow_version"]]);
      return HttpResponse.json({ ...anAgent(), ...body, revision: Number(body["revision"]) + 1 });
    }),
  );
  renderAt("/agents/any");
  const flow = await screen.findByRole("combobox", { name: "Flow" });
  await screen.findByRole("option", { name: "Renewal reminder" });
  await userEvent.selectOptions(flow, FLOW_ID);
  expect(await screen.findByRole("option", { name: "Latest, version 2" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open the flow" })).toHaveAttribute("href", `/flows/${FLOW_ID}`);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(sent).toEqual([[FLOW_ID, null]]));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Flow version" }), "1");
  expect(await screen.findByText(/version 1/, { selector: "dd" })).toHaveTextContent("Renewal reminder, version 1");

  await userEvent.click(screen.getByRole("button", { name: "Start" }));
  const socket = FakeSocket.to("/ws/tron/simulator");
  act(() => socket.open());
  expect(socket.messages[0]).toMatchObject({ agent: { flow_id: FLOW_ID, flow_version: 1 } });
  act(() => {
    socket.say({ type: "started" });
    socket.say({ type: "event", event: "flow.node_entered", payload: { type: "greeting", label: "Say hello" } });
    socket.say({ type: "agent", text: "Namaste." });
  });
  expect(await screen.findByText("Say hello")).toBeInTheDocument();
  await userEvent.selectOptions(flow, "");
  expect(screen.queryByRole("combobox", { name: "Flow version" })).not.toBeInTheDocument();
});

test("a new flow comes from the agent's template and is chosen at once", async () => {
  const asked: unknown[] = [];
  let made = false;
  server.use(
    http.get(at("/api/tron/agents/any"), () => HttpResponse.json(anAgent({ template: "sales_agent" }))),
    http.get(at("/api/tron/flows"), () =>
      HttpResponse.json({ items: made ? [aFlowSummary({ name: "Ananya", version: 0 })] : [], next_cursor: null }),
    ),
    http.post(at("/api/tron/flows/from-template"), async ({ request }) => {
      asked.push(await request.json());
      made = true;
      return HttpResponse.json(aFlow({ name: "Ananya", version: 0 }), { status: 201 });
    }),
  );
  renderAt("/agents/any");
  await userEvent.click(await screen.findByRole("button", { name: "Create new flow" }));
  expect(await screen.findByText(/Ananya made/)).toBeInTheDocument();
  expect(asked).toEqual([{ template_id: "sales_agent", name: "Ananya" }]);
  await waitFor(() => expect(screen.getByRole("combobox", { name: "Flow" })).toHaveValue(FLOW_ID));
  expect(await screen.findByText(/Not published yet/)).toBeInTheDocument();
});
