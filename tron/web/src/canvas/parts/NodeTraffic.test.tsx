import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { MemoryRouter } from "react-router";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { FLOW_ID } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { type FlowTraffic, trafficOf } from "../model/traffic";
import type { PanelContext } from "../panels";
import { EditorProvider } from "../store/context";
import { createEditor, type Editor } from "../store/editor";
import { aGraph, specs } from "../testing/graphs";
import { Inspector } from "./Inspector";

const user = userEvent.setup({ delay: null });
const figures: FlowTraffic = {
  version: 7,
  days: 30,
  practice: false,
  calls: 134,
  limited: false,
  other_calls: 0,
  nodes: [{ node_id: "want", calls: 131, ended: 32, hung_up: 2 }],
  edges: [{ source: "want", handle: "interested", target: "yes", calls: 71 }],
};

let editor: Editor;
let asked: string[];

beforeEach(async () => {
  await speak("en");
  const { nodes, edges } = aGraph();
  editor = createEditor({ nodes: [...nodes], edges: [...edges] }, specs, true);
  editor.getState().select(["want"]);
  asked = [];
  server.use(
    http.get(at(`/api/tron/flows/${FLOW_ID}/traffic`), ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json(figures);
    }),
  );
});

const shown = (counted: PanelContext["counted"]) =>
  renderAlone(
    <MemoryRouter>
      <EditorProvider value={editor}>
        <Inspector context={{ flowId: FLOW_ID, counted } as PanelContext} nodeTest={undefined} />
      </EditorProvider>
    </MemoryRouter>,
  );
const rows = () => {
  const names = screen.getAllByRole("term").map(({ textContent }) => textContent);
  return names.map((name, index) => [name, screen.getAllByRole("definition")[index]?.textContent]);
};

test("a node tells how many calls came, where they went on and where they ended", async () => {
  shown(7);
  await user.click(screen.getByRole("tab", { name: "Traffic" }));
  expect(await screen.findByText("Last 30 days, on the phone. 134 calls over version 7.")).toBeInTheDocument();
  expect(asked).toEqual(["?days=30&practice=false&version=7"]);
  expect(rows()).toEqual([
    ["Came here", "131"],
    ["Interested → End call", "71 · 54%"],
    ["Not interested → End call", "0"],
    ["Ended here", "32"],
    ["Hung up here", "2"],
  ]);
  await user.click(within(screen.getByRole("tabpanel")).getAllByRole("button")[0] as HTMLElement);
  expect([...editor.getState().selected]).toEqual(["yes"]);
});

test("what the canvas shows is told in the tab, and counts before anything else", async () => {
  editor.getState().set({ traffic: trafficOf({ ...figures, nodes: [{ ...figures.nodes[0], calls: 9 } as never] }) });
  shown(null);
  await user.click(screen.getByRole("tab", { name: "Traffic 9" }));
  expect(await screen.findByText("Came here")).toBeInTheDocument();
  expect(rows()[0]).toEqual(["Came here", "9"]);
});

test("there is no such tab where no call can be counted, and it speaks Hindi", async () => {
  const never = shown(undefined);
  expect(screen.queryByRole("tab")).not.toBeInTheDocument();
  never.unmount();
  await speak("hi");
  useUi.setState({ language: "hi" });
  shown(null);
  await user.click(screen.getByRole("tab", { name: "Traffic" }));
  expect(await screen.findByText(/पिछले 30 दिन, फ़ोन पर।/)).toBeInTheDocument();
});
