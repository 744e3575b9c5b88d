import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { ReactFlow } from "@xyflow/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { NodeTest } from "@/features/flows/components/NodeTest";
import { useResults } from "@/features/flows/hooks/useResults";
import { speak } from "@/lib/i18n";
import { ONE, show } from "@/testing/flowPanels";
import { aCanvas, FLOW_ID } from "@/testing/flows";
import { server } from "@/testing/server";
import { setData } from "../model/edits";
import { EditorProvider } from "../store/context";
import { drawnNodes } from "../store/drawn";
import { createEditor, type Editor } from "../store/editor";
import { specs } from "../testing/graphs";
import { StepView } from "./StepView";

let editor: Editor;

beforeEach(async () => {
  await speak("en");
  editor = createEditor(aCanvas(), specs, false);
});

/** The node on its canvas, as far as jsdom draws one. */
function drawn(id: string) {
  const nodes = drawnNodes(editor.getState(), []).filter((node) => node.id === id);
  return render(
    <EditorProvider value={editor}>
      <ReactFlow nodes={nodes} nodeTypes={{ step: StepView }} width={900} height={900} />
    </EditorProvider>,
  ).container;
}

test("a node whose result is pinned says so, and is dashed once it was changed", () => {
  const { data } = aCanvas().nodes[1] ?? {};
  editor.getState().set({ results: { greet: { data: JSON.stringify(["greeting", data]), variables: {} } } });
  const fresh = drawn("greet").querySelector("#step-greet");
  expect(fresh).toHaveAccessibleName("Speech: Greeting, its result is pinned");
  expect(fresh).not.toHaveClass("border-dashed");
  editor.getState().edit((graph) => setData(graph, "greet", { text: "Hi." }, specs));
  const stale = drawn("greet").querySelector("#step-greet");
  expect(stale).toHaveAccessibleName("Speech: Greeting, changed since its result was pinned");
  expect(stale).toHaveClass("border-dashed");
  expect(drawn("bye").querySelector("#step-bye")).toHaveAccessibleName("Endings: End call");
});

test("what a comparison found stands at the nodes", () => {
  editor.getState().set({ marks: new Map([["greet", "changed"]]) });
  const node = drawn("greet").querySelector("#step-greet");
  expect(node).toHaveAccessibleName("Speech: Greeting, Changed");
  expect(node).toHaveTextContent("Changed");
  expect(drawn("bye").querySelector("#step-bye")).not.toHaveTextContent("Changed");
});

function Known() {
  const [results] = useResults(FLOW_ID);
  return <output>{Object.keys(results).join(" ")}</output>;
}

test("what is pinned in one part of the page the others know at once", async () => {
  const answer = { handle: "next", said: [], steps: [], variables: { plan: "gold" }, problems: [], seconds: 0.1 };
  server.use(http.post(`${ONE}/test-node`, () => HttpResponse.json(answer)));
  show(
    <>
      <Known />
      <NodeTest flowId={FLOW_ID} canvas={aCanvas()} nodeId="greet" />
    </>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Run this node" }));
  await userEvent.click(await screen.findByRole("button", { name: "Pin for other nodes" }));
  expect(screen.getAllByRole("status")[0]).toHaveTextContent("greet");
  await userEvent.click(screen.getByRole("button", { name: "Pin for other nodes" }));
  expect(screen.getAllByRole("status")[0]).toBeEmptyDOMElement();
});
