import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aCanvas } from "@/testing/flows";
import { allNodeTypes } from "@/testing/nodeTypes";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { Findings } from "./components/Findings";
import { NodeTestResult } from "./components/NodeTestResult";
import { ScenarioTries } from "./components/ScenarioTries";
import { StepLine } from "./components/StepLine";
import type { Finding, NodeTestResult as Result, ScenarioRun, ScenarioTry } from "./types";

test("what stands in the way of publishing is told in the page's language", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes })));
  const here = { severity: "error", node_id: "want", edge_id: null, field: null } as const;
  const findings: Finding[] = [
    { ...here, code: "missing_edge", message: "Nothing is connected to “None of these”.", fix: "Connect it again." },
    { ...here, code: "empty_text", message: "Write the question.", fix: "Write the question." },
    { ...here, code: "brand_new", message: "Something else.", fix: "Mend it." },
  ];
  renderAlone(<Findings findings={findings} canvas={aCanvas()} onShow={vi.fn()} />);
  await screen.findByText("“इनमें से कोई नहीं” से कुछ नहीं जुड़ा है। इसे फिर से जोड़ें।");
  expect(screen.getByText("सवाल लिखें।")).toBeInTheDocument();
  expect(screen.getByText("Something else. Mend it.")).toBeInTheDocument();
});

const aResult = (over: Partial<Result>): Result => ({
  handle: null,
  said: [],
  steps: [],
  variables: {},
  problems: [],
  seconds: 0.1,
  ...over,
});

test("what is wrong with a node that was tried is told in the page's language, at its field", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes })));
  const problems = [
    { code: "empty_text", field: "data.text", message: "Write what the agent says." },
    { code: "bad_data", field: "data.tries", message: "Input should be less than or equal to 5" },
    { code: "waits", field: null, message: "It waits." },
    { code: "too_long", field: null, message: "It was late." },
    { code: "broke", field: null, message: "It broke." },
  ];
  const parts = { nodeId: "greet", stale: false, canvas: aCanvas(), kept: false, onKeep: vi.fn() };
  renderAlone(<NodeTestResult {...parts} result={aResult({ problems, handle: "next" })} />);
  expect(await screen.findByText("आगे")).toBeInTheDocument();
  await screen.findByText("5 या कम लिखें।");
  expect(screen.getAllByRole("alert").map(({ textContent }) => textContent)).toEqual([
    "Text: लिखें कि एजेंट क्या बोले।",
    expect.stringMatching(/^\S.*: 5 या कम लिखें।$/),
    "Node अब भी सामने वाले का इंतज़ार कर रहा है: लिखें कि वह क्या कहता या दबाता है।",
    "Node एक मिनट में पूरा नहीं चला।",
    "Node चलते समय Tron में गड़बड़ी हुई। Log में देखें कि कहाँ।",
  ]);
});

test("the way that a node was left by is named as the canvas names it", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes })));
  const data = { intents: [{ id: "row_1", label: "Wants it" }] };
  const drawn = aCanvas();
  const canvas = { ...drawn, nodes: drawn.nodes.map((node) => (node.id === "want" ? { ...node, data } : node)) };
  const ran = { type: "node", node: "want", node_type: "branch_intent" } as const;
  renderAlone(
    <ol>
      <StepLine step={{ ...ran, handle: "fallback" }} canvas={canvas} />
      <StepLine step={{ ...ran, handle: "row_1" }} canvas={canvas} />
      <StepLine step={{ ...ran, node: "inner/want", handle: "row_1" }} canvas={canvas} />
    </ol>,
  );
  expect(await screen.findByText("इनमें से कोई नहीं")).toBeInTheDocument();
  expect(screen.getByText("Wants it")).toBeInTheDocument();
  // Of a node inside another flow only the id is known.
  expect(screen.getByText("row_1")).toBeInTheDocument();
});

test("what came of a scenario is told in the page's language, a judge's words as they are", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes })));
  const missed = { held: false, message: "English." } as const;
  const result: ScenarioTry = {
    passed: false,
    problem: "The call was not answered (rang_out).",
    problem_note: "not_answered",
    problem_values: { reason: "rang_out" },
    assertions: [
      { ...missed, assertion: 0, note: "visited", values: { nodes: ["want", "gone"] } },
      { ...missed, assertion: 1, note: "variable", values: { name: "price", value: "1200" } },
      { ...missed, assertion: 2, message: "He was rude.", note: null, values: {} },
      { ...missed, assertion: 3, note: "model_failed", values: { code: "wrong_key", why: "It is wrong." } },
    ],
    talk: [],
    path: [],
    ways: null,
    variables: {},
    outcome: null,
    reason: null,
    seconds: 1,
    tokens: 0,
    call_id: null,
  };
  const run = { results: [result], stale: true } as unknown as ScenarioRun;
  renderAlone(<ScenarioTries run={run} assertions={[]} canvas={aCanvas()} highlight={vi.fn()} />);
  expect(await screen.findByText("price का मान 1200 है")).toBeInTheDocument();
  expect(screen.getByText(/^ये चले: .+, gone$/)).toBeInTheDocument();
  expect(screen.getByText(/^कॉल उठाई नहीं गई: (?!rang_out)/)).toBeInTheDocument();
  expect(screen.getByText("He was rude.")).toBeInTheDocument();
  expect(screen.getByText(/^मॉडल से जवाब नहीं मिला: .*key/)).toBeInTheDocument();
  expect(screen.queryByText("English.")).not.toBeInTheDocument();
});
