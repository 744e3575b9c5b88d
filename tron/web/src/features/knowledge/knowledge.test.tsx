import { fireEvent, screen, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { AGENT, aDocument } from "@/testing/knowledge";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";
import type { KnownDocument } from "./api";
import { KnowledgeCard } from "./components/KnowledgeCard";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const BASE = `/api/tron/agents/${AGENT}/knowledge`;

/** Tron with these documents; what is sent to it is kept. */
function aTronWith(items: KnownDocument[]) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  const keep = async (request: Request, body: unknown) => {
    const { pathname, search } = new URL(request.url);
    sent.push({ method: request.method, path: pathname.replace(BASE, "") + search, body });
  };
  server.use(
    http.get(at(BASE), () => HttpResponse.json({ items, next_cursor: null })),
    http.post(at(BASE), async ({ request }) => {
      const body = (await request.json()) as Partial<KnownDocument>;
      await keep(request, body);
      return HttpResponse.json(aDocument({ title: body.title ?? "Page", state: "queued" }), { status: 201 });
    }),
    http.post(at(`${BASE}/files`), async ({ request }) => {
      await keep(request, await request.text());
      return HttpResponse.json(aDocument({ state: "queued" }), { status: 201 });
    }),
    http.post(at(`${BASE}/search`), async ({ request }) => {
      const body = (await request.json()) as { query: string };
      await keep(request, body);
      const found = { document_id: aDocument().id, title: "Prices", text: "Item: Rice; Price: 650", score: 0.82 };
      const passages = body.query.includes("rice") ? [found] : [];
      return HttpResponse.json({ passages, threshold: 0.3, seconds: 0.02 });
    }),
    http.post(at(`${BASE}/:id/retry`), async ({ request }) => {
      await keep(request, null);
      return HttpResponse.json(aDocument({ state: "queued" }), { status: 202 });
    }),
    http.delete(at(`${BASE}/:id`), async ({ request }) => {
      await keep(request, null);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderAlone(<KnowledgeCard agentId={AGENT} />);
  return sent;
}

const press = (name: string | RegExp) => user.click(screen.getByRole("button", { name }));
const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });

test("a new agent is saved first", () => {
  renderAlone(<KnowledgeCard agentId={null} />);
  expect(screen.getByText(/Save the agent first/)).toBeInTheDocument();
});

test("text is added", async () => {
  const sent = aTronWith([]);
  await screen.findByText("No document yet");
  await press("Add a document");
  await user.click(screen.getByRole("radio", { name: "Text" }));
  write("Title", " Hours ");
  write("What it says", "Open from ten.");
  await press("Add");
  await screen.findByText("Hours added");
  expect(sent).toEqual([{ method: "POST", path: "", body: { kind: "text", title: "Hours", text: "Open from ten." } }]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("files are sent as they are, one after the other", async () => {
  const sent = aTronWith([]);
  await screen.findByText("No document yet");
  await press("Add a document");
  expect(screen.getByRole("button", { name: "Add" })).toBeDisabled();
  const files = [new File(["a,b"], "दाम.csv", { type: "text/csv" }), new File(["x"], "b.txt", { type: "text/plain" })];
  await user.upload(screen.getByLabelText("Files to add"), files);
  await press("Add");
  await screen.findByText("b.txt added");
  expect(sent.map(({ path, body }) => [decodeURIComponent(path), body])).toEqual([
    ["/files?filename=दाम.csv", "a,b"],
    ["/files?filename=b.txt", "x"],
  ]);
});

test("a file that is too large is not sent", async () => {
  aTronWith([]);
  await screen.findByText("No document yet");
  await press("Add a document");
  const large = new File(["x"], "large.pdf", { type: "application/pdf" });
  Object.defineProperty(large, "size", { value: 10_000_001 });
  await user.upload(screen.getByLabelText("Files to add"), large);
  expect(screen.getByText(/large.pdf is larger than 10 MB/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Add" })).toBeDisabled();
});

test("what the server minds of an address stands at it", async () => {
  aTronWith([]);
  const error = {
    code: "invalid",
    message: "No.",
    hint: null,
    fields: [{ path: "url", message: "Tools reach http and https addresses only." }],
    request_id: null,
  };
  server.use(http.post(at(BASE), () => HttpResponse.json({ error }, { status: 422 })));
  await screen.findByText("No document yet");
  await press("Add a document");
  await user.click(screen.getByRole("radio", { name: "Web page" }));
  write("Address", "ftp://x.example");
  await press("Add");
  expect(await screen.findByText("Tools reach http and https addresses only.")).toBeInTheDocument();
  expect(screen.getByLabelText("Address")).toHaveValue("ftp://x.example");
});

test("states, what is wrong, trying again and removing", async () => {
  const problem = { code: "encrypted", message: "The file is locked with a password.", hint: "Save a copy." };
  const sent = aTronWith([
    aDocument(),
    aDocument({ id: "2", title: "Locked", state: "failed", problem, passages: 0, source: "locked.pdf" }),
    aDocument({ id: "3", title: "New", state: "indexing", passages: 0 }),
  ]);
  const rows = await screen.findAllByRole("listitem");
  expect(rows[0]).toHaveTextContent("1,200 passagesEnglishprices.csv");
  expect(rows[1]).toHaveTextContent("Save a copy without it and add that.");
  expect(rows[2]).toHaveTextContent("Being read");
  expect(within(rows[0] as HTMLElement).queryByRole("button", { name: /again/ })).not.toBeInTheDocument();
  await press("Try Locked again");
  await press("Remove Prices");
  await user.click(within(screen.getByRole("alertdialog")).getByRole("button", { name: "Remove" }));
  await screen.findByText("Prices removed");
  expect(sent.map(({ method, path }) => [method, path])).toEqual([
    ["POST", "/2/retry"],
    ["DELETE", `/${aDocument().id}`],
  ]);
});

test("a question is tried", async () => {
  aTronWith([aDocument()]);
  await screen.findByRole("list");
  write("Try a question", "price of rice");
  await press("Look up");
  expect(await screen.findByText("Item: Rice; Price: 650")).toBeInTheDocument();
  expect(screen.getByText("Match 82%")).toBeInTheDocument();
  write("Try a question", "bicycles");
  await press("Look up");
  expect(await screen.findByText(/Nothing fits well enough/)).toBeInTheDocument();
});

test("every text comes from the catalogue, and nothing stands in anybody's way", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  const problem = { code: "encrypted", message: "x", hint: null };
  aTronWith([aDocument({ language: "hi" }), aDocument({ id: "2", state: "failed", problem })]);
  await screen.findByRole("list");
  expect(untranslated(document.body)).toEqual([]);
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const found = await axe.run(document.body, { rules });
  expect(found.violations).toEqual([]);
});
