import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { FLOW_ID } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import type { Colours } from "../far/colours";
import { Lines } from "../far/lines";
import { pictureOf } from "../far/picture";
import { along, breadth, cameTo, type FlowTraffic, lostAt, trafficOf } from "../model/traffic";
import { EditorProvider } from "../store/context";
import { drawnEdges, drawnNodes } from "../store/drawn";
import { createEditor, type Editor } from "../store/editor";
import { aGraph, specs } from "../testing/graphs";
import { TrafficBar } from "./TrafficBar";
import { AlongMark, EndedMark } from "./TrafficMarks";

const TRAFFIC = at(`/api/tron/flows/${FLOW_ID}/traffic`);
const user = userEvent.setup({ delay: null });

const figures = (over: Partial<FlowTraffic> = {}): FlowTraffic => ({
  version: 7,
  days: 30,
  practice: false,
  calls: 134,
  limited: false,
  other_calls: 0,
  nodes: [
    { node_id: "start", calls: 134, ended: 0, hung_up: 0 },
    { node_id: "greet", calls: 134, ended: 3, hung_up: 3 },
    { node_id: "want", calls: 131, ended: 32, hung_up: 2 },
    { node_id: "yes", calls: 71, ended: 71, hung_up: 0 },
    { node_id: "no", calls: 28, ended: 28, hung_up: 0 },
    { node_id: "gone", calls: 2, ended: 2, hung_up: 2 },
  ],
  edges: [
    { source: "start", handle: "next", target: "greet", calls: 134 },
    { source: "greet", handle: "next", target: "want", calls: 131 },
    { source: "want", handle: "interested", target: "yes", calls: 71 },
    { source: "want", handle: "not_interested", target: "no", calls: 28 },
  ],
  ...over,
});

const none = { calls: 0, nodes: [], edges: [] };

let editor: Editor;
let asked: string[];

beforeEach(() => {
  const { nodes, edges } = aGraph();
  editor = createEditor({ nodes: [...nodes], edges: [...edges] }, specs, false);
  asked = [];
});

function answer(given: (practice: boolean) => FlowTraffic) {
  server.use(
    http.get(TRAFFIC, ({ request }) => {
      const { searchParams } = new URL(request.url);
      asked.push(searchParams.toString());
      return HttpResponse.json(given(searchParams.get("practice") === "true"));
    }),
  );
}

const shown = (version: number | null = null) =>
  renderAlone(
    <EditorProvider value={editor}>
      <main>
        <TrafficBar flowId={FLOW_ID} version={version} />
      </main>
    </EditorProvider>,
  );
const open = (name = "Traffic") => screen.findByRole("button", { name }).then((button) => user.click(button));

test("figures belong to one way between two nodes; a line without calls says 0", () => {
  const traffic = trafficOf(figures());
  expect(along(traffic, ["want", "interested", "yes"])).toEqual({ calls: 71, share: 71 / 131, part: 71 / 134 });
  expect(along(traffic, ["want", "interested", "no"])).toMatchObject({ calls: 0 });
  expect(along(null, ["want", "interested", "yes"])).toBeNull();
  expect(along(trafficOf(figures(none)), ["want", "interested", "yes"])).toBeNull();
  expect(cameTo(traffic, "want")).toEqual({ calls: 131, ended: 32, hungUp: 2 });
  expect(cameTo(traffic, "elsewhere")).toBeNull();
  const widths = [134, 71, 0].map((calls) => breadth({ calls, share: 1, part: calls / 134 }));
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(lostAt(traffic, (id) => ["yes", "no"].includes(id), 2).map(([id]) => id)).toEqual(["want", "greet"]);
});

test("from far the lines are as broad as their traffic", () => {
  editor.getState().set({ traffic: trafficOf(figures()) });
  const state = editor.getState();
  const nodes = new Map(
    drawnNodes(state, []).map((node) => [node.id, { ...node, internals: { positionAbsolute: node.position } }]),
  );
  const look = { tiles: new Map(), papers: new Map() } as unknown as Colours;
  const sight = { x: 0, y: 0, zoom: 0.2, width: 100, height: 100, ratio: 1 };
  const { strokes } = pictureOf(
    { nodes: nodes as never, edges: drawnEdges(state, []) },
    state,
    new Lines(),
    look,
    sight,
  );
  expect(strokes[0]?.width).toBeGreaterThan(strokes[3]?.width ?? 0);
});

test("a line shows calls and their share, a node how many ended there", () => {
  const marks = (
    <>
      <AlongMark along={{ calls: 71, share: 71 / 131, part: 0.5 }} />
      <AlongMark along={{ calls: 123456, share: 1, part: 1 }} />
      <AlongMark along={{ calls: 0, share: 0, part: 0 }} />
      <EndedMark came={{ calls: 134, ended: 3, hungUp: 3 }} ends={false} />
      <EndedMark came={{ calls: 134, ended: 5, hungUp: 3 }} ends={false} />
      <EndedMark came={{ calls: 134, ended: 9, hungUp: 9 }} ends />
      <EndedMark came={{ calls: 134, ended: 0, hungUp: 0 }} ends={false} />
    </>
  );
  const { container } = render(marks);
  const texts = [...container.querySelectorAll("span")].map(({ textContent }) => textContent);
  expect(texts).toEqual(["71 · 54%", "1,23,456", "0", "3 hung up", "5 ended", "9 ended"]);
});

test("figures are shown while they are asked for, and lead to where calls were lost", async () => {
  answer(() => figures());
  const { container } = shown();
  expect(asked).toEqual([]);
  await open();
  expect(await screen.findByText("134 calls over version 7.")).toBeInTheDocument();
  expect(asked).toEqual(["days=30&practice=false"]);
  expect(editor.getState().traffic?.calls).toBe(134);
  const lost = screen.getByRole("heading", { name: "Where calls were lost" }).parentElement as HTMLElement;
  const rows = within(lost).getAllByRole("button");
  expect(rows.map(({ textContent }) => textContent)).toEqual(["Branch (intent)32", "Greeting3"]);
  await user.click(rows[0] as HTMLElement);
  expect([...editor.getState().selected]).toEqual(["want"]);
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations).toEqual([]);
  await user.selectOptions(screen.getByLabelText("Time"), "7 days");
  await waitFor(() => expect(asked.at(-1)).toBe("days=7&practice=false"));
  await open();
  expect(editor.getState().traffic).toBeNull();
});

test("says honestly that there were no calls, and which there were", async () => {
  answer((practice) =>
    practice ? figures({ practice, calls: 12, other_calls: 0 }) : figures({ ...none, other_calls: 12 }),
  );
  shown(7);
  await open();
  expect(await screen.findByText("No calls on the phone yet over version 7; 12 practice calls.")).toBeInTheDocument();
  expect(asked[0]).toBe("days=30&practice=false&version=7");
  await user.selectOptions(screen.getByLabelText("Calls"), "Practice");
  expect(await screen.findByText("12 calls over version 7.")).toBeInTheDocument();
});

test.each([
  [figures({ ...none, version: null }), "No calls yet: this flow was never published."],
  [figures(none), "No calls yet over version 7 in this time."],
  [figures({ calls: 2000, limited: true }), "The latest 2,000 calls over version 7; there were more."],
])("tells what it counted", async (given, told) => {
  answer(() => given);
  shown();
  await open();
  expect(await screen.findByText(told)).toBeInTheDocument();
});

test("speaks Hindi", async () => {
  useUi.setState({ language: "hi" });
  answer(() => figures({ ...none, other_calls: 1 }));
  shown();
  await open();
  expect(await screen.findByText(/फ़ोन की अभी कोई कॉल नहीं; practice की 1 कॉल है/)).toBeInTheDocument();
});

test("tells of an error", async () => {
  server.use(http.get(TRAFFIC, () => HttpResponse.json({ error: { code: "x", message: "Broken." } }, { status: 500 })));
  shown();
  await open();
  expect(await screen.findByText(/Broken/)).toBeInTheDocument();
});
