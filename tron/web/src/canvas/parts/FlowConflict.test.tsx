import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";
import { useStore } from "zustand";
import { ApiError } from "@/lib/errors";
import { speak } from "@/lib/i18n";
import { aCanvas, aFlow } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { connect, moveNodes, setData, setLabel } from "../model/edits";
import { EditorProvider } from "../store/context";
import { createEditor } from "../store/editor";
import { type Change, Saver } from "../store/saver";
import { specs } from "../testing/graphs";
import { FlowConflict } from "./FlowConflict";

let texts: () => unknown[];
const user = userEvent.setup({ delay: null });

afterEach(() => speak("en"));

/** I named, moved and connected; somebody else saved other words, another place and another way first. */
async function clashed() {
  const canvas = aCanvas();
  const theirs = aFlow({
    revision: 8,
    name: "Their name",
    canvas_data: {
      ...canvas,
      nodes: canvas.nodes.map((one) =>
        one.id === "greet" ? { ...one, data: { text: "Good day.", wait_for_response: true } } : one,
      ),
      edges: [...canvas.edges, { id: "e9", source: "want", target: "greet", sourceHandle: "fallback" }],
    },
  });
  const sent: Change[] = [];
  const editor = createEditor(canvas, specs, false);
  const saver = new Saver(editor, aFlow(), async (change) => {
    sent.push(change);
    if (change.revision < 8) throw new ApiError("conflict", 409, { current: theirs });
    return { ...theirs, ...change, revision: 9 };
  });
  const { edit } = editor.getState();
  edit((graph) => setData(graph, "greet", { text: "Namaste.", wait_for_response: false }, specs));
  edit((graph) => setLabel(graph, "bye", "Goodbye"));
  edit((graph) => moveNodes(graph, new Map([["bye", { x: 40, y: 400 }]])));
  edit((graph) => connect(graph, { node: "want", way: "fallback" }, "bye", specs));
  saver.rename("My name");
  await saver.flush().catch(() => undefined);
  renderAlone(
    <EditorProvider value={editor}>
      <Asked saver={saver} />
    </EditorProvider>,
  );
  texts = () => editor.getState().graph.nodes.flatMap(({ data }) => data["text"] ?? []);
  const rows = async () => {
    const table = within(await screen.findByRole("alertdialog")).getByRole("table");
    return within(table)
      .getAllByRole("row")
      .slice(1)
      .map((row) => [...row.children].map(({ textContent }) => textContent));
  };
  return { rows, sent };
}

function Asked({ saver }: { saver: Saver }) {
  return <FlowConflict saved={useStore(saver.store)} saver={saver} />;
}

test("shows what differs: the name, fields and places of nodes, and where a way leads", async () => {
  const { rows, sent } = await clashed();
  expect(await rows()).toEqual([
    ["Name", "My name", "Their name"],
    ["Greeting", "Text: Namaste.\nWait for an answer: Off", "Text: Good day.\nWait for an answer: On"],
    ["Goodbye", "Goodbye\nStands at 40, 400", "End call\nStands at 0, 360"],
    ["What do they want? · None of these", "→ Goodbye", "→ Greeting"],
  ]);
  await user.click(screen.getByRole("button", { name: "Save mine" }));
  await waitFor(() => expect(sent).toHaveLength(2));
  const fallbacks = sent[1]?.canvas_data.edges.filter(({ sourceHandle }) => sourceHandle === "fallback");
  expect(fallbacks?.map(({ target }) => target)).toEqual(["bye"]);
});

test("the saved version can be taken, and that can be undone", async () => {
  const { rows } = await clashed();
  await rows();
  await user.click(screen.getByRole("button", { name: "Take the saved one" }));
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(texts()).toEqual(["Namaste."]);
});

test("says it in Hindi", async () => {
  const { rows } = await clashed();
  await act(() => speak("hi"));
  await waitFor(async () =>
    expect(await rows()).toContainEqual(["What do they want? · इनमें से कोई नहीं", "→ Goodbye", "→ Greeting"]),
  );
  expect((await rows())[1]).toEqual([
    "Greeting",
    "Text: Namaste.\nजवाब का इंतज़ार: बंद",
    "Text: Good day.\nजवाब का इंतज़ार: चालू",
  ]);
});
