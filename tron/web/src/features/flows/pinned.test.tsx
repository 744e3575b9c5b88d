import { fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { aCanvas, FLOW_ID } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { NodeTest } from "./components/NodeTest";
import type { FlowCanvas } from "./types";

const show = (nodeId: string, canvas: FlowCanvas = aCanvas()) =>
  renderAlone(
    <MemoryRouter>
      <NodeTest flowId={FLOW_ID} canvas={canvas} nodeId={nodeId} />
    </MemoryRouter>,
  );

test("a node's result is pinned, other nodes know it, and it turns old with its node", async () => {
  const asked: { node_id: string; variables: unknown }[] = [];
  server.use(
    http.post(at(`/api/tron/flows/${FLOW_ID}/test-node`), async ({ request }) => {
      asked.push((await request.json()) as (typeof asked)[number]);
      const variables = { plan: "gold", price: 500 };
      return HttpResponse.json({ handle: "next", said: [], steps: [], variables, problems: [], seconds: 0.1 });
    }),
  );
  const first = show("greet");
  expect(screen.queryByRole("region", { name: "Known from other nodes" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Run this node" }));
  await userEvent.click(await screen.findByRole("button", { name: "Pin for other nodes", pressed: false }));
  expect(screen.getByRole("button", { name: "Pin for other nodes", pressed: true })).toBeInTheDocument();
  first.unmount();

  const second = show("want");
  const known = within(await screen.findByRole("region", { name: "Known from other nodes" }));
  expect(known.getByText("plan = gold, price = 500")).toBeInTheDocument();
  expect(known.queryByText("The node changed since")).not.toBeInTheDocument();
  fireEvent.change(screen.getByRole("textbox", { name: /The caller said before/ }), { target: { value: "haan" } });
  await userEvent.click(screen.getByRole("button", { name: "Run this node" }));
  await screen.findByRole("region", { name: "Result" });
  expect(asked.map(({ node_id, variables }) => [node_id, variables])).toEqual([
    ["greet", {}],
    ["want", { plan: "gold", price: 500 }],
  ]);
  second.unmount();

  const canvas = aCanvas();
  const nodes = canvas.nodes.map((node) => (node.id === "greet" ? { ...node, data: { text: "Hi." } } : node));
  show("want", { ...canvas, nodes });
  expect(await screen.findByText("The node changed since")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Unpin" }));
  expect(screen.queryByRole("region", { name: "Known from other nodes" })).not.toBeInTheDocument();
});
