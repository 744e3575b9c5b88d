import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { aFlow, aFlowVersion } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { EditorProvider } from "../store/context";
import { createEditor } from "../store/editor";
import { edge, node, specs } from "../testing/graphs";
import { ExtractDialog } from "./ExtractDialog";

const INNER = "0190c3c4-0000-7000-8000-0000000000f9";
const user = userEvent.setup({ delay: null });

/** Takes two of four nodes out; `publish` answers for the new flow. What was asked, and the flow that remains. */
async function taken(publish: () => Response) {
  const asked: string[] = [];
  server.use(
    http.post(at("/api/tron/flows"), () => {
      asked.push("made");
      return HttpResponse.json(aFlow({ id: INNER, name: "Tell the price", revision: 1, version: 0 }), { status: 201 });
    }),
    http.post(at(`/api/tron/flows/${INNER}/publish`), async ({ request }) => {
      asked.push(JSON.stringify(await request.json()));
      return publish();
    }),
  );
  const graph = {
    nodes: [
      node("start", "start_outbound"),
      node("a", "speak", { text: "One." }),
      node("b", "speak", { text: "Two." }),
      node("end", "end_call"),
    ],
    edges: [edge("start", "a", null), edge("a", "b"), edge("b", "end")],
  };
  const editor = createEditor(graph, specs, false);
  editor.setState({ selected: new Set(["a", "b"]) });
  const onClose = vi.fn();
  renderAlone(
    <EditorProvider value={editor}>
      <ExtractDialog onClose={onClose} />
    </EditorProvider>,
  );
  await user.type(await screen.findByRole("textbox", { name: "Name of the new flow" }), "Tell the price");
  await user.click(screen.getByRole("button", { name: "Make the subflow" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const left = editor.getState().graph.nodes;
  return { asked, calls: left.find(({ type }) => type === "subflow")?.data["flow_id"] };
}

test("what is taken out is published at once, so that the flow around it is whole", async () => {
  const { asked, calls } = await taken(() => HttpResponse.json(aFlowVersion({ version: 1 }), { status: 201 }));
  expect(asked).toEqual(["made", JSON.stringify({ revision: 1, note: "" })]);
  expect(calls).toBe(INNER);
  expect(await screen.findByText("Tell the price made and published.")).toBeVisible();
});

test("what still has errors is made all the same, and to be published by hand", async () => {
  const error = { error: { code: "has_errors", message: "This flow has 1 error and cannot be published." } };
  const { calls } = await taken(() => HttpResponse.json(error, { status: 422 }));
  expect(calls).toBe(INNER);
  expect(await screen.findByText("Tell the price made. Publish it before a call walks it.")).toBeVisible();
});
