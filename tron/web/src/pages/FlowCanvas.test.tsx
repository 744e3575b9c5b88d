import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { aFlowPage, button, FLOW, finding, opened, row, tron, user, write } from "@/testing/flowPage";
import { aCanvas, aFlow, FLOW_ID } from "@/testing/flows";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

beforeEach(aFlowPage);

describe("the draft", () => {
  test("is shown, grows by a click, and saves itself", async () => {
    await opened();
    expect(document.title).toBe("Renewal reminder · Tron");
    await user.click(await row("Greeting"));
    const palette = screen.getByRole("complementary", { name: "Node types" });
    await user.click(within(palette).getByRole("button", { name: "Listen" }));
    expect(await screen.findByRole("heading", { level: 2, name: "Listen" })).toBeInTheDocument();
    await waitFor(() => expect(tron.sent).toHaveLength(1));
    const { nodes, edges } = tron.sent[0]?.canvas_data ?? aCanvas();
    const added = nodes.find(({ type }) => type === "listen");
    expect(edges).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ source: "greet", target: added?.id }),
        expect.objectContaining({ source: added?.id, target: "want" }),
      ]),
    );
    expect(await screen.findByText(/^Saved \d\d:\d\d$/)).toBeInTheDocument();
    await user.click(await button("Undo"));
    await waitFor(() => expect(tron.sent).toHaveLength(2));
    expect(tron.sent[1]).toMatchObject({ revision: 6 });
    expect(tron.sent[1]?.canvas_data.nodes).toHaveLength(4);
  });

  test("takes what is written into a node's form", async () => {
    await opened();
    await user.click(await row("Greeting"));
    const text = await screen.findByRole("textbox", { name: "Text" });
    await user.clear(text);
    await user.click(text);
    await user.paste("Namaste {{con");
    await user.keyboard("{Enter}");
    expect(text).toHaveValue("Namaste {{contact_name}}");
    const seconds = screen.getByRole("textbox", { name: "Time-out" });
    await user.clear(seconds);
    await write(seconds, "90");
    expect(seconds).toHaveAccessibleDescription("Enter 1 to 60.");
    await user.selectOptions(screen.getByRole("combobox", { name: "On silence" }), "Go on");
    await waitFor(() => expect(tron.sent.at(-1)?.canvas_data.nodes[1]?.data).toMatchObject({ on_silence: "continue" }));
    expect(tron.sent.at(-1)?.canvas_data.nodes[1]?.data).toMatchObject({
      text: "Namaste {{contact_name}}",
      timeout_seconds: 90,
    });
  });

  test("can be built with the keyboard alone, in the outline", async () => {
    tron.flow = aFlow({ canvas_data: { nodes: [], edges: [] } });
    await opened();
    (await button("Add a node")).focus();
    await user.keyboard("{Enter}");
    await write(await screen.findByRole("combobox", { name: "Add a node" }), "start (out");
    await user.keyboard("{Enter}");
    (await button("Add a node after: Next")).focus();
    await user.keyboard("{Enter}");
    await write(await screen.findByRole("combobox", { name: "Add a node" }), "greeting");
    await user.keyboard("{Enter}");
    const add = await screen.findAllByRole("button", { name: "Add a node after: Next" });
    add[1]?.focus();
    await user.keyboard("{Enter}");
    await write(await screen.findByRole("combobox", { name: "Add a node" }), "end call");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(tron.sent.at(-1)?.canvas_data.edges).toHaveLength(2));
    expect(tron.sent.at(-1)?.canvas_data.nodes.map(({ type }) => type)).toEqual([
      "start_outbound",
      "greeting",
      "end_call",
    ]);
    (await row("Start")).focus();
    await user.keyboard("{ArrowDown}");
    expect(await row("Greeting")).toHaveFocus();
  });

  test("connects to a node that is there, from a branch's own way", async () => {
    await opened();
    await user.click(await button("Connect to a node: Has a question"));
    await user.click(await screen.findByRole("option", { name: /^Greeting/ }));
    await waitFor(() => expect(tron.sent).toHaveLength(1));
    expect(tron.sent[0]?.canvas_data.edges).toEqual(
      expect.arrayContaining([expect.objectContaining({ source: "want", sourceHandle: "question", target: "greet" })]),
    );
  });

  test("keeps a node of a type that this Tron does not know", async () => {
    tron.flow.canvas_data.nodes.push({ id: "odd", type: "telepathy", position: { x: 0, y: 500 }, data: { power: 9 } });
    await opened();
    await user.click(await row("Unknown: telepathy"));
    expect(await screen.findByText(/does not know nodes of the type telepathy/)).toBeInTheDocument();
    await user.click(await row("Greeting"));
    await write(await screen.findByRole("textbox", { name: /^Name/ }), "Hi");
    await waitFor(() =>
      expect(tron.sent.at(-1)?.canvas_data.nodes.at(-1)).toMatchObject({ type: "telepathy", data: { power: 9 } }),
    );
  });
});

describe("saving", () => {
  test("that fails says why, and tries again when asked", async () => {
    server.use(
      http.put(FLOW, () => HttpResponse.json({ error: { code: "invalid", message: "Too large." } }, { status: 422 }), {
        once: true,
      }),
    );
    await opened();
    await user.click(await row("Greeting"));
    await write(await screen.findByRole("textbox", { name: /^Name/ }), "Hi");
    expect(await screen.findByRole("alert")).toHaveTextContent("Not saved. Too large.");
    await user.click(await button("Try again"));
    await waitFor(() => expect(tron.sent).toHaveLength(1));
  });

  test("offers both versions where another tab was first", async () => {
    const theirs = aFlow({ revision: 8 });
    theirs.canvas_data.nodes = theirs.canvas_data.nodes.map((node) =>
      node.id === "bye" ? { ...node, label: "Theirs" } : node,
    );
    server.use(
      http.put(
        FLOW,
        () => HttpResponse.json({ error: { code: "conflict", message: "Changed." }, current: theirs }, { status: 409 }),
        { once: true },
      ),
    );
    await opened();
    await user.click(await row("Greeting"));
    await write(await screen.findByRole("textbox", { name: /^Name/ }), "Mine");
    const dialog = await screen.findByRole("alertdialog", { name: "Renewal reminder was changed meanwhile" });
    expect(within(dialog).getByRole("row", { name: /^Mine/ })).toBeInTheDocument();
    await user.click(within(dialog).getByRole("button", { name: "Save mine" }));
    await waitFor(() => expect(tron.sent).toHaveLength(1));
    expect(tron.sent[0]).toMatchObject({ revision: 8 });
    expect(tron.sent[0]?.canvas_data.nodes.map(({ label }) => label)).toEqual([
      null,
      "Mine",
      "What do they want?",
      "Theirs",
    ]);
  });
});

test("a published version is only read", async () => {
  server.use(
    http.get(at("/api/tron/flows/:id/versions/:version"), () =>
      HttpResponse.json({
        version: 2,
        note: "",
        node_count: 4,
        warnings: 0,
        published_at: "2026-02-11T09:00:00Z",
        published_by: null,
        canvas_data: aCanvas(),
        findings: [],
      }),
    ),
  );
  renderAt(`/flows/${FLOW_ID}/versions/2`);
  await user.click(await screen.findByText("Outline view"));
  await user.click(await row("Greeting"));
  expect(await screen.findByRole("textbox", { name: "Text" })).toBeDisabled();
  expect(screen.queryByRole("button", { name: /Delete/ })).not.toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open the draft" })).toHaveAttribute("href", `/flows/${FLOW_ID}`);
});

test("the canvas of a call is shown as it was then", async () => {
  const [start, greet, ...rest] = aCanvas().nodes;
  const then = { ...aCanvas(), nodes: [start, { ...greet, label: "As it was" }, ...rest] };
  const walked = { flow_id: FLOW_ID, name: "Renewal reminder", version: null, canvas_data: then };
  server.use(http.get(at("/api/tron/calls/c1/flow"), () => HttpResponse.json(walked)));
  renderAt(`/flows/${FLOW_ID}/calls/c1`);
  await user.click(await screen.findByText("Outline view"));
  await user.click(await row("As it was"));
  expect(await screen.findByRole("textbox", { name: "Text" })).toBeDisabled();
  expect(screen.getByText("Draft of a call")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/c1");
});

test("a flow that is gone says so and leads back", async () => {
  server.use(
    http.get(FLOW, () => HttpResponse.json({ error: { code: "not_found", message: "No." } }, { status: 404 })),
  );
  renderAt(`/flows/${FLOW_ID}`);
  expect(await screen.findByText("This flow is not there")).toBeInTheDocument();
});

test("every text of the page comes from the catalogue", async () => {
  useUi.setState({ language: "en-XA" });
  // At its field a problem is said in the field's own line.
  tron.findings = [finding({ field: null })];
  const { container } = renderAt(`/flows/${FLOW_ID}`);
  await screen.findByText("Nothing is said here.");
  const outline = container.querySelector(".lucide-list-tree")?.closest("button");
  if (outline) await user.click(outline);
  for (const name of ["greet", "want"]) {
    const element = await waitFor(() => container.querySelector<HTMLElement>(`[data-node="${name}"] [data-row]`));
    if (element) await user.click(element);
    expect(untranslated(container)).toEqual([]);
  }
});
