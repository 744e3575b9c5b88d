import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { anAgent } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const AGENTS = at("/api/tron/agents");
const ONE = at("/api/tron/agents/:id");

function list(...items: ReturnType<typeof anAgent>[]) {
  server.use(http.get(AGENTS, () => HttpResponse.json({ items, next_cursor: null })));
}

async function openMenu(name: string) {
  await userEvent.click(await screen.findByRole("button", { name: `More with ${name}` }));
}

test("agents show language, voice and whether they are on; a row opens its agent", async () => {
  list(anAgent(), anAgent({ id: "b", name: "Rohan", language: "en-IN", is_active: false }));
  const { router } = renderAt("/agents");
  const row = (await screen.findByText("Rohan")).closest("tr");
  expect(row).toHaveTextContent("English");
  expect(row).toHaveTextContent("Off");
  expect(screen.getByText("2 agents")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "New agent" })).toHaveAttribute("href", "/agents/new");
  expect(screen.queryByRole("link", { name: "Test call with Rohan" })).not.toBeInTheDocument();
  const { id } = anAgent();
  const test = screen.getByRole("link", { name: "Test call with Ananya" });
  expect(test).toHaveAttribute("href", `/test-call?agent=${id}`);
  await userEvent.click(screen.getByText("Ananya"));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/agents/${id}`));
});

test("the search asks the server, and says when nothing has such a name", async () => {
  server.use(
    http.get(AGENTS, ({ request }) => {
      const { searchParams } = new URL(request.url);
      const found = searchParams.get("search") === null && searchParams.get("archived") === "false";
      return HttpResponse.json({ items: found ? [anAgent()] : [], next_cursor: null });
    }),
  );
  renderAt("/agents");
  await screen.findByText("Ananya");
  await userEvent.type(screen.getByRole("searchbox", { name: "Search by name" }), "zzz");
  expect(await screen.findByText("Nothing was found for “zzz”.")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show all agents" }));
  expect(await screen.findByText("Ananya")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: "Archived" }));
  expect(await screen.findByText("No archived agent")).toBeInTheDocument();
});

test("an empty list offers the templates", async () => {
  list();
  renderAt("/agents");
  const template = await screen.findByRole("link", { name: /Sales agent/ });
  expect(template).toHaveAttribute("href", "/agents/new?template=sales_agent");
  expect(screen.getByRole("link", { name: "Start from nothing" })).toHaveAttribute("href", "/agents/new");
});

test("an agent is switched off, and back on by Undo", async () => {
  let stored = anAgent();
  const sent: unknown[] = [];
  server.use(
    http.get(AGENTS, () => HttpResponse.json({ items: [stored], next_cursor: null })),
    http.put<{ id: string }, { is_active: boolean; revision: number; name: string }>(ONE, async ({ request }) => {
      const body = await request.json();
      sent.push([body.is_active, body.revision, body.name]);
      stored = { ...stored, is_active: body.is_active, revision: body.revision + 1 };
      return HttpResponse.json(stored);
    }),
  );
  renderAt("/agents");
  await openMenu("Ananya");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Switch off" }));
  expect(await screen.findByText("Ananya switched off")).toBeInTheDocument();
  expect(await screen.findByText("Off")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Ananya switched on")).toBeInTheDocument();
  expect(sent).toEqual([
    [false, 3, "Ananya"],
    [true, 4, "Ananya"],
  ]);
});

test("deleting asks first; one that nobody was called with comes back by Undo", async () => {
  let items = [anAgent()];
  let created: unknown;
  server.use(
    http.get(AGENTS, () => HttpResponse.json({ items, next_cursor: null })),
    http.delete(ONE, () => {
      items = [];
      return HttpResponse.json({ archived: false });
    }),
    http.post(AGENTS, async ({ request }) => {
      created = await request.json();
      return HttpResponse.json(anAgent(), { status: 201 });
    }),
  );
  renderAt("/agents");
  await openMenu("Ananya");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const dialog = await screen.findByRole("alertdialog", { name: "Delete Ananya?" });
  expect(items).toHaveLength(1);
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("Ananya deleted")).toBeInTheDocument();
  expect(await screen.findByText("No agent yet")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Ananya is back")).toBeInTheDocument();
  expect(created).toMatchObject({ name: "Ananya", guardrails: { forbidden_topics: ["Politics"] } });
});

test("one that made calls is archived, and the dialog says what went wrong", async () => {
  let tries = 0;
  list(anAgent());
  const error = { code: "unavailable", message: "The database is away.", hint: null, fields: [], request_id: null };
  server.use(
    http.delete(ONE, () => {
      tries += 1;
      return tries === 1 ? HttpResponse.json({ error }, { status: 503 }) : HttpResponse.json({ archived: true });
    }),
  );
  renderAt("/agents");
  await openMenu("Ananya");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const dialog = await screen.findByRole("alertdialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await within(dialog).findByText("The database is away.")).toBeInTheDocument();
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("Ananya archived. Its calls keep their name.")).toBeInTheDocument();
  await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
  let restored = false;
  server.use(
    http.post(`${ONE}/restore`, () => {
      restored = true;
      return HttpResponse.json(anAgent());
    }),
  );
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Ananya is back")).toBeInTheDocument();
  expect(restored).toBe(true);
});

test("an archived agent is brought back from its list", async () => {
  let archived_at: string | null = "2026-02-12T10:00:00Z";
  server.use(
    http.get(AGENTS, ({ request }) => {
      const asked = new URL(request.url).searchParams.get("archived") === "true";
      return HttpResponse.json({
        items: asked === (archived_at !== null) ? [anAgent({ archived_at })] : [],
        next_cursor: null,
      });
    }),
    http.post(`${ONE}/restore`, () => {
      archived_at = null;
      return HttpResponse.json(anAgent());
    }),
  );
  renderAt("/agents");
  await userEvent.click(await screen.findByRole("radio", { name: "Archived" }));
  await openMenu("Ananya");
  expect(screen.queryByRole("menuitem", { name: "Delete" })).not.toBeInTheDocument();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Bring back" }));
  expect(await screen.findByText("Ananya is back")).toBeInTheDocument();
  expect(await screen.findByText("No archived agent")).toBeInTheDocument();
});

test("a copy that fails says why", async () => {
  list(anAgent());
  const error = { code: "unavailable", message: "The database is away.", hint: null, fields: [], request_id: null };
  server.use(http.post(`${AGENTS}/:id/duplicate`, () => HttpResponse.json({ error }, { status: 503 })));
  renderAt("/agents");
  await openMenu("Ananya");
  await userEvent.click(await screen.findByRole("menuitem", { name: "Duplicate" }));
  expect(await screen.findByText("Ananya was not duplicated")).toBeInTheDocument();
  expect(screen.getByText("The database is away.")).toBeInTheDocument();
});

test("on a phone each agent is a line with its menu, the test call in it", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) => ({ media, matches: true, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList,
  );
  list(anAgent());
  renderAt("/agents");
  const lines = await screen.findByRole("list", { name: "Agents" });
  expect(within(lines).getByText("Ananya")).toBeInTheDocument();
  expect(screen.queryByRole("table")).not.toBeInTheDocument();
  await openMenu("Ananya");
  const test = await screen.findByRole("menuitem", { name: "Test call" });
  expect(test).toHaveAttribute("href", `/test-call?agent=${anAgent().id}`);
});
