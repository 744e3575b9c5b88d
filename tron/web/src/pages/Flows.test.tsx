import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { aFlow, aFlowSummary } from "@/testing/flows";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });

const FLOWS = at("/api/tron/flows");

const list = (...items: ReturnType<typeof aFlowSummary>[]) =>
  server.use(http.get(FLOWS, () => HttpResponse.json({ items, next_cursor: null })));

async function choose(entry: string, name = "Renewal reminder") {
  await userEvent.click(await screen.findByRole("button", { name: `More with ${name}` }));
  await userEvent.click(await screen.findByRole("menuitem", { name: entry }));
}

test("flows show what calls get, whether the draft moved on, and who uses them", async () => {
  list(aFlowSummary(), aFlowSummary({ id: "b", name: "नया", version: 0, draft_changed: true, used_by_count: 0 }));
  renderAt("/flows");
  const row = (await screen.findByText("Renewal reminder")).closest("tr");
  expect(row).toHaveTextContent("Version 2");
  expect(row).toHaveTextContent("Draft changed");
  expect(row).toHaveTextContent("1 agent");
  const fresh = screen.getByText("नया").closest("tr");
  expect(fresh).toHaveTextContent("Draft only");
  expect(fresh).not.toHaveTextContent("Draft changed");
  expect(screen.getByRole("link", { name: /Renewal reminder/ })).toHaveAttribute("href", `/flows/${aFlow().id}`);
});

test("an empty list offers the templates, and one click makes a flow of it", async () => {
  list();
  const asked: unknown[] = [];
  server.use(
    http.post(`${FLOWS}/from-template`, async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json(aFlow({ id: "made" }), { status: 201 });
    }),
  );
  const { router } = renderAt("/flows");
  expect(await screen.findByText("No flow yet")).toBeInTheDocument();
  await userEvent.click(await screen.findByRole("button", { name: /Sales agent/ }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/flows/made"));
  expect(asked).toEqual([{ template_id: "sales_agent" }]);
});

test("a new flow starts empty with its name, or from a file; a file that is no JSON is refused here", async () => {
  const made: unknown[] = [];
  const make = async ({ request }: { request: Request }) => {
    made.push(await request.json());
    return HttpResponse.json(aFlow({ id: "made" }), { status: 201 });
  };
  server.use(http.post(FLOWS, make), http.post(`${FLOWS}/import`, make));
  const { router } = renderAt("/flows");
  await userEvent.click(await screen.findByRole("button", { name: "New flow" }));
  const dialog = await screen.findByRole("dialog", { name: "New flow" });
  const input = dialog.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) throw new Error("no file input");
  await userEvent.upload(input, new File(["{oops"], "broken.json", { type: "application/json" }));
  expect(await screen.findByText(/broken.json is not JSON/)).toBeInTheDocument();
  expect(made).toEqual([]);
  write(within(dialog).getByRole("textbox", { name: /^Name/ }), "Cold call");
  await userEvent.click(within(dialog).getByRole("button", { name: "Start empty" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/flows/made"));
  expect(made).toMatchObject([{ name: "Cold call" }]);
});

test("deleting a flow that is in use names its users and archives it instead", async () => {
  const sent: unknown[] = [];
  const error = { code: "in_use", message: "This flow is in use.", hint: null, fields: [], request_id: null };
  const users = [{ kind: "agent", id: "a1", name: "Ananya", version: 2, archived: false }];
  server.use(
    http.delete(`${FLOWS}/:id`, () => HttpResponse.json({ error, users }, { status: 409 })),
    http.post(`${FLOWS}/:id/archive`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aFlow({ archived_at: "2026-02-12T10:00:00Z", revision: 6 }));
    }),
    http.post(`${FLOWS}/:id/unarchive`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json(aFlow({ revision: 7 }));
    }),
  );
  renderAt("/flows");
  await choose("Delete");
  const dialog = await screen.findByRole("alertdialog", { name: "Delete Renewal reminder?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await within(dialog).findByText("This flow is in use.")).toBeInTheDocument();
  expect(within(dialog).getByRole("link", { name: "Ananya" })).toHaveAttribute("href", "/agents/a1");
  await userEvent.click(within(dialog).getByRole("button", { name: "Archive it instead" }));
  expect(await screen.findByText("Renewal reminder archived")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Renewal reminder is back")).toBeInTheDocument();
  expect(sent).toEqual([{ revision: 5 }, { revision: 6 }]);
});

test("a flow is exported as a file under its name", async () => {
  server.use(http.get(`${FLOWS}/:id/export`, () => HttpResponse.json({ format: "tron.flow" })));
  const names: string[] = [];
  URL.createObjectURL = vi.fn(() => "blob:x");
  URL.revokeObjectURL = vi.fn();
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    names.push(this.download);
  });
  renderAt("/flows");
  await choose("Export");
  expect(await screen.findByText("Renewal reminder exported")).toBeInTheDocument();
  expect(names).toEqual(["Renewal-reminder.tron-flow.json"]);
});

test("on a phone what is opened seldom stands behind More", async () => {
  renderAt("/flows");
  const [, foot] = await screen.findAllByRole("navigation", { name: "Main" });
  if (!foot) throw new Error("no tab bar");
  expect(within(foot).getByRole("link", { name: "Flows" })).toHaveAttribute("aria-current", "page");
  expect(within(foot).queryByRole("link", { name: "Settings" })).not.toBeInTheDocument();
  await userEvent.click(within(foot).getByRole("button", { name: "More" }));
  expect(within(foot).getByRole("link", { name: "Settings" })).toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  expect(within(foot).queryByRole("link", { name: "Settings" })).not.toBeInTheDocument();
  expect(within(foot).getByRole("button", { name: "More" })).toHaveFocus();
});
