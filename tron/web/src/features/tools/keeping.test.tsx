import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUnsavedParts } from "@/hooks/useUnsavedPart";
import { renderAlone, renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { settingsHandlers, theSettings } from "@/testing/settings";
import { aServer, aTool } from "@/testing/tools";
import { ToolsCards } from "./components/ToolsCards";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const aSecret = { name: "SHOP_KEY", updated_at: "2026-11-27T10:00:00Z", used_by: [] };

/** What was sent to Tron, the oldest first. */
let sent: unknown[] = [];

beforeEach(() => {
  sent = [];
  sessionStorage.clear();
  const list = (path: string, item: unknown) =>
    http.get(at(path), () => HttpResponse.json({ items: [item], next_cursor: null }));
  const kept = (path: string, answer: unknown) =>
    http.put(at(path), async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(answer as object);
    });
  server.use(
    list("/api/tron/tools", aTool()),
    list("/api/tron/mcp-servers", aServer()),
    list("/api/tron/tool-secrets", aSecret),
    kept("/api/tron/tools/:id", aTool()),
    kept("/api/tron/mcp-servers/:id", aServer()),
    kept("/api/tron/tool-secrets/:name", aSecret),
  );
});

const press = (name: string | RegExp) => user.click(screen.getByRole("button", { name }));
const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });

/** Somebody else's save comes first, once. */
function savedMeanwhile(path: string, current: object) {
  const error = { code: "conflict", message: "Changed.", hint: null, fields: [], request_id: null };
  const answer = () => HttpResponse.json({ error, current }, { status: 409 });
  server.use(http.put(at(path), answer, { once: true }));
}

async function edit(name: string, field: string, text: string) {
  renderAlone(<ToolsCards />);
  await screen.findByRole("button", { name: `Edit ${name}` });
  await press(`Edit ${name}`);
  if (text) write(field, text);
}

test.each([
  ["order_status", "What it does"],
  ["shop", "Address"],
])("%s: what was typed is not dropped without a question", async (name, field) => {
  await edit(name, field, "Mine");
  await user.keyboard("{Escape}");
  const question = await screen.findByRole("alertdialog");
  await user.click(within(question).getByRole("button", { name: "Stay here" }));
  expect(screen.getByLabelText(field)).toHaveValue("Mine");
  await press("Cancel");
  await press("Leave without saving");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
});

test("a dialog in which nothing was typed closes at once", async () => {
  await edit("order_status", "", "");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
});

test("a tool that somebody else saved first can be kept as it was typed", async () => {
  savedMeanwhile("/api/tron/tools/:id", aTool({ description: "Theirs.", timeout_seconds: 3, revision: 5 }));
  await edit("order_status", "What it does", "Mine.");
  await press("Save");
  const question = await screen.findByRole("alertdialog");
  expect(within(question).getByText("Mine.")).toBeInTheDocument();
  expect(within(question).getByText("Theirs.")).toBeInTheDocument();
  await press("Save mine");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ description: "Mine.", timeout_seconds: 3, revision: 5 });
});

test("a server that somebody else saved first can be taken over", async () => {
  savedMeanwhile("/api/tron/mcp-servers/:id", aServer({ url: "https://theirs.example/mcp", revision: 5 }));
  await edit("shop", "Address", "https://mine.example/mcp");
  await press("Save");
  await press("Take the saved one");
  expect(await screen.findByLabelText("Address")).toHaveValue("https://theirs.example/mcp");
  await press("Save");
  await waitFor(() => expect(sent).toMatchObject([{ url: "https://theirs.example/mcp", revision: 5 }]));
});

test("one may decide later and still has what was typed", async () => {
  savedMeanwhile("/api/tron/tools/:id", aTool({ description: "Theirs.", revision: 5 }));
  await edit("order_status", "What it does", "Mine.");
  await press("Save");
  await press("Decide later");
  expect(screen.getByLabelText("What it does")).toHaveValue("Mine.");
});

test("doubled and nameless headers are refused at their field", async () => {
  await edit("shop", "", "");
  for (const [row, key] of [
    [1, "X-Key"],
    [2, "x-key"],
  ] as const) {
    await press("Add a value");
    write(`Name ${row}`, key);
    write(`Value ${row}`, String(row));
  }
  expect(screen.getByText("x-key stands there twice.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  write("Name 2", " ");
  expect(screen.getByText("Row 2 has no name.")).toBeInTheDocument();
  write("Name 2", "X-Other");
  await press("Save");
  await waitFor(() => expect(sent).toMatchObject([{ headers: { "X-Key": "1", "X-Other": "2" } }]));
});

test("doubled and nameless parameters are refused at their field, and stay where they are", async () => {
  await edit("order_status", "", "");
  await press("Add a parameter");
  write("Meaning of parameter 2", "Which shop.");
  expect(screen.getByText("Row 2 has no name.")).toBeInTheDocument();
  write("Name of parameter 2", "order_id");
  expect(screen.getByText("order_id stands there twice.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  await user.click(screen.getByRole("radio", { name: "JSON schema" }));
  expect(screen.getByLabelText("Meaning of parameter 2")).toHaveValue("Which shop.");
});

test("a secret that is there already is not overwritten without a question", async () => {
  renderAlone(<ToolsCards />);
  await screen.findByText("SHOP_KEY");
  write("Name of the new secret", "SHOP_KEY");
  write("Value of the new secret", "word");
  await press("Add a secret");
  const question = await screen.findByRole("alertdialog", { name: "Replace SHOP_KEY?" });
  expect(sent).toEqual([]);
  await user.click(within(question).getByRole("button", { name: "Replace" }));
  await waitFor(() => expect(sent).toEqual([{ value: "word" }]));
});

test("the settings page is not left over a secret that is being written", async () => {
  server.use(...settingsHandlers(theSettings()));
  const { router } = renderAt("/settings");
  await screen.findByText("Telephony");
  await screen.findByText("SHOP_KEY");
  write("Value of the new secret", "word");
  void router.navigate("/agents");
  expect(await screen.findByText(/1 change on this page is not saved/)).toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/settings");
});

test("a page's guard knows of a dialog in which something was typed", async () => {
  renderAlone(
    <>
      <ToolsCards />
      <Count />
    </>,
  );
  await user.click(await screen.findByLabelText("Edit order_status"));
  const count = screen.getByTestId("unsaved");
  expect(count).toHaveTextContent("0");
  write("What it does", "Mine.");
  expect(count).toHaveTextContent("1");
});

function Count() {
  return <output data-testid="unsaved">{useUnsavedParts()}</output>;
}
