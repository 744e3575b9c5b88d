import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { aLine, anAgent, someLines } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

const ID = anAgent().id;
const MINE = at(`/api/tron/agents/${ID}`);
type Stored = NonNullable<ReturnType<typeof anAgent>["prepared_lines"]>;

const own: Stored = {
  ...someLines(),
  lines: [
    aLine({ id: "price", on_yes: "book" }),
    aLine({ id: "book", when: [], say: ["Shall I book it?"] }),
    aLine({ id: "area", when: [], say: ["Which area?"], expects: { area: "$text" } }),
  ],
  next: ["area", "book"],
};

/** The lines of each PUT. */
let sent: Stored[] = [];

beforeEach(() => {
  sent = [];
  server.use(
    http.get(MINE, () => HttpResponse.json(anAgent({ prepared_lines: own }))),
    http.put<{ id: string }, Record<string, unknown>>(MINE, async ({ request }) => {
      const body = await request.json();
      sent.push(body["prepared_lines"] as Stored);
      return HttpResponse.json({ ...anAgent(), ...body, revision: Number(body["revision"]) + 1 });
    }),
  );
});

const button = (name: string | RegExp) => screen.getByRole("button", { name });
const rows = () => screen.getAllByRole("button", { expanded: false }).filter((row) => row.dataset["line"]);

async function openEditor() {
  renderAt(`/agents/${ID}`);
  await userEvent.click(await screen.findByText("Edit the lines"));
  await screen.findByRole("list", { name: "Agenda" });
}

async function openLine(id: string) {
  await userEvent.click(button(new RegExp(`^${id} `)));
  return within(await screen.findByRole("group", { name: id }));
}

async function save() {
  await userEvent.click(button("Save"));
  await waitFor(() => expect(sent).toHaveLength(1));
  return sent[0] as Stored;
}

/** Writes at one stroke, as a page of many fields takes a while for each key; {Tab} or {Enter} may follow. */
async function write(box: HTMLElement, text: string, key?: string) {
  await userEvent.click(box);
  await userEvent.paste(text);
  if (key) await userEvent.keyboard(key);
}

/** Takes back what a toast tells of; toasts of an earlier test may still be leaving. */
async function undo(told: string) {
  const toast = (await screen.findByText(told)).closest("li");
  if (!toast) throw new Error("no toast");
  await userEvent.click(within(toast).getByText("Undo"));
}

const choose = (box: HTMLElement, value: string) => userEvent.selectOptions(box, value);

test("the editor is fetched only when somebody opens it", async () => {
  renderAt(`/agents/${ID}`);
  expect(await screen.findByText("3 lines")).toBeInTheDocument();
  expect(screen.queryByRole("tab", { name: "Form" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByText("Edit the lines"));
  expect(await screen.findByRole("tab", { name: "Form" })).toBeInTheDocument();
  expect(screen.queryByText(/unsaved change/)).not.toBeInTheDocument();
});

test("the agenda is ordered by buttons, and the focus goes with the line", async () => {
  await openEditor();
  const up = button("Move book up");
  up.focus();
  await userEvent.keyboard("{Enter}");
  const moved = button("Move book up");
  expect(moved).toHaveFocus();
  expect(screen.getByText("book is now 1 of 2")).toBeInTheDocument();
  // It is the first now: pressing again changes nothing, and the focus stays.
  expect(moved).toHaveAttribute("aria-disabled", "true");
  await userEvent.keyboard("{Enter}");
  await choose(screen.getByRole("combobox", { name: "Choose a line" }), "price");
  await userEvent.click(button("Add to agenda"));
  await userEvent.click(button("Take area off the agenda"));
  // What nothing leads to any more is said.
  expect(screen.getAllByText("1 to fix")).not.toHaveLength(0);
  const area = await openLine("area");
  await write(area.getByRole("textbox", { name: "Keywords optional" }), "where", "{Enter}");
  expect((await save()).next).toEqual(["book", "price"]);
});

test("a line's every field is written, and saved as the API wants it", async () => {
  await openEditor();
  const price = await openLine("price");
  const text = (name: string | RegExp) => price.getByRole("textbox", { name });
  await userEvent.clear(text("Name of the line"));
  await write(text("Name of the line"), "cost", "{Tab}");
  const line = within(await screen.findByRole("group", { name: "cost" }));
  const box = (name: string | RegExp) => line.getByRole("combobox", { name });
  await write(line.getByRole("textbox", { name: "Keywords optional" }), "how much", "{Enter}");
  await userEvent.click(line.getByRole("button", { name: "Add a variant" }));
  await write(line.getByRole("textbox", { name: "Variant 2" }), "It is 399.");
  await write(box("Outcome optional"), "interested");
  const asks = within(line.getByRole("group", { name: "Asks for optional" }));
  await userEvent.click(asks.getByRole("button", { name: "Add a value" }));
  await write(asks.getByRole("textbox", { name: "Name of value 1" }), "number");
  await choose(asks.getByRole("combobox", { name: "Where value 1 comes from" }), "$phone");
  const keeps = within(line.getByRole("group", { name: "Stores when said optional" }));
  await userEvent.click(keeps.getByRole("button", { name: "Add a value" }));
  await write(keeps.getByRole("textbox", { name: "Name of value 1" }), "topic");
  await choose(keeps.getByRole("combobox", { name: "Where value 1 comes from" }), "fixed");
  await write(keeps.getByRole("textbox", { name: "Fixed value 1" }), "price");
  await choose(box("After a no optional"), "area");
  await choose(box("After any answer optional"), "book");
  await write(line.getByRole("textbox", { name: "The question in short optional" }), "Your number?");
  await write(line.getByRole("textbox", { name: "If no value came optional" }), "Once more?");
  await userEvent.click(line.getByRole("switch", { name: "Only once" }));
  await userEvent.clear(line.getByRole("textbox", { name: "Priority" }));
  await write(line.getByRole("textbox", { name: "Priority" }), "5");
  expect((await save()).lines[0]).toEqual({
    id: "cost",
    when: ["price", "how much"],
    say: ["399 rupees a month.", "It is 399."],
    outcome: "interested",
    extract: { topic: "price" },
    expects: { number: "$phone" },
    on_yes: "book",
    on_no: "area",
    // biome-ignore lint/suspicious/noThenProperty: it is the field's name in the API
    then: "book",
    again: "Your number?",
    retry: "Once more?",
    moves_on: false,
    once: true,
    ends: false,
    priority: 5,
  });
});

test("a renamed line is still led to", async () => {
  await openEditor();
  const book = await openLine("book");
  const id = book.getByRole("textbox", { name: "Name of the line" });
  await userEvent.clear(id);
  await write(id, "booking", "{Tab}");
  const lines = await save();
  expect([lines.next, lines.lines[0]?.on_yes]).toEqual([["area", "booking"], "booking"]);
});

test("a line is added, doubled and removed; undo brings it back with what led to it", async () => {
  await openEditor();
  await userEvent.click(button("Add a line"));
  const fresh = within(await screen.findByRole("group", { name: "line" }));
  await waitFor(() => expect(fresh.getByRole("textbox", { name: "Name of the line" })).toHaveFocus());
  await userEvent.click(button("More with line"));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await userEvent.click(button("More with price"));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
  expect(await screen.findByRole("group", { name: "price_2" })).toBeInTheDocument();
  await userEvent.click(button("More with book"));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove" }));
  await undo("book removed");
  const lines = await save();
  expect(lines.lines.map(({ id, on_yes }) => [id, on_yes])).toEqual([
    ["price", "book"],
    ["price_2", "book"],
    ["book", null],
    ["area", null],
  ]);
  expect(lines.next).toEqual(["area", "book"]);
});

test("what is wrong is said at the field once it is left, and nothing is sent", async () => {
  await openEditor();
  const goodbye = screen.getByRole("textbox", { name: "Goodbye" });
  await userEvent.clear(goodbye);
  expect(goodbye).toBeValid();
  await userEvent.tab();
  expect(goodbye).toHaveAccessibleDescription("Write what it says.");
  const price = await openLine("price");
  await write(price.getByRole("textbox", { name: "Keywords optional" }), "..", "{Enter}{Tab}");
  expect(price.getByText("Each word of “..” needs a letter or digit.")).toBeInTheDocument();
  await userEvent.click(button("Save"));
  expect(await screen.findByText("2 things in the lines are to be fixed.")).toBeInTheDocument();
  expect(sent).toHaveLength(0);
});

test("the server's problems stand at their fields, and their line opens", async () => {
  const fields = [
    { path: "prepared_lines.lines.2.say.0", message: "This is not said aloud." },
    { path: "prepared_lines.goodbye", message: "Too rude." },
    { path: "prepared_lines", message: "These lines go round in circles." },
  ];
  const error = { code: "invalid", message: "Some fields are not right.", hint: null, fields, request_id: null };
  server.use(http.put(MINE, () => HttpResponse.json({ error }, { status: 422 })));
  renderAt(`/agents/${ID}`);
  const name = await screen.findByRole("textbox", { name: "Name" });
  await write(name, "X");
  await userEvent.click(button("Save"));
  const area = within(await screen.findByRole("group", { name: "area" }));
  const said = area.getByRole("textbox", { name: "Variant 1" });
  expect(said).toHaveAccessibleDescription("This is not said aloud.");
  await waitFor(() => expect(said).toHaveFocus());
  const goodbye = screen.getByRole("textbox", { name: "Goodbye" });
  expect(goodbye).toHaveAccessibleDescription("Too rude.");
  expect(screen.getByText("These lines go round in circles.")).toBeInTheDocument();
  await write(said, "?");
  // What was changed is no longer what the server spoke of; the rest is.
  expect(said).toBeValid();
  expect(goodbye).toHaveAccessibleDescription("Too rude.");
});

test("own lines begin as the template's, and can be given up and taken back", async () => {
  server.use(http.get(MINE, () => HttpResponse.json(anAgent({ template: "sales_agent" }))));
  renderAt(`/agents/${ID}`);
  await userEvent.click(await screen.findByRole("radio", { name: "Own lines" }));
  expect(await screen.findByRole("textbox", { name: "Goodbye" })).toHaveValue("Dhanyavaad");
  await userEvent.click(screen.getByRole("radio", { name: "The template's" }));
  expect(screen.queryByRole("textbox", { name: "Goodbye" })).not.toBeInTheDocument();
  await undo("Own lines dropped");
  expect(await screen.findByRole("textbox", { name: "Goodbye" })).toHaveValue("Dhanyavaad");
});

test("without a template they begin as the general ones", async () => {
  server.use(http.get(MINE, () => HttpResponse.json(anAgent())));
  renderAt(`/agents/${ID}`);
  await userEvent.click(await screen.findByRole("radio", { name: "Own lines" }));
  expect(await screen.findByRole("textbox", { name: "Goodbye" })).toHaveValue("Thank you");
  expect((await save()).lines.map(({ id }) => id)).toEqual(["later"]);
});

test("all lines can be replaced by the general ones, and taken back", async () => {
  await openEditor();
  await userEvent.click(button("General lines"));
  expect(await screen.findByDisplayValue("Thank you")).toBeInTheDocument();
  await undo("All lines replaced");
  expect(screen.getByRole("textbox", { name: "Goodbye" })).toHaveValue("Dhanyavaad");
  expect(screen.queryByText(/unsaved change/)).not.toBeInTheDocument();
});

test("as JSON they can be written and imported; what is no JSON of lines is said in both tabs", async () => {
  await openEditor();
  await userEvent.click(screen.getByRole("tab", { name: "JSON" }));
  const text = screen.getByRole("textbox", { name: "Lines as JSON" });
  expect(text).toHaveDisplayValue(/"id": "price"/);
  await userEvent.clear(text);
  await write(text, "nothing");
  expect(text).toHaveAccessibleDescription(/This is not the JSON of prepared lines/);
  await userEvent.click(screen.getByRole("tab", { name: "Form" }));
  expect(screen.getByText(/This is not the JSON of prepared lines/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("tab", { name: "JSON" }));
  const content = JSON.stringify({ ...own, goodbye: "From a file" });
  const file = new File([content], "lines.json", { type: "application/json" });
  // jsdom's files cannot be read so.
  Object.defineProperty(file, "text", { value: async () => content });
  await userEvent.upload(screen.getByLabelText("Import a file", { selector: "input" }), file);
  await userEvent.click(screen.getByRole("tab", { name: "Form" }));
  expect(await screen.findByRole("textbox", { name: "Goodbye" })).toHaveValue("From a file");
  expect((await save()).goodbye).toBe("From a file");
});

test("every text of the editor comes from the catalogue", async () => {
  useUi.setState({ language: "en-XA" });
  const { container } = renderAt(`/agents/${ID}`);
  await waitFor(() => expect(container.querySelector("details")).not.toBeNull());
  for (const fold of container.querySelectorAll("summary")) await userEvent.click(fold);
  await waitFor(() => expect(rows()).toHaveLength(3));
  await userEvent.click(rows()[2] as HTMLElement);
  for (const fold of container.querySelectorAll("fieldset summary")) await userEvent.click(fold);
  expect(untranslated(container)).toEqual([]);
});
