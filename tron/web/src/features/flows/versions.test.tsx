import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { finding, ONE, props, show } from "@/testing/flowPanels";
import { aFlow, aFlowVersion } from "@/testing/flows";
import { server } from "@/testing/server";
import { PublishDialog } from "./components/PublishDialog";
import { VersionsPanel } from "./components/VersionsPanel";

const write = (input: HTMLElement, text: string) => fireEvent.change(input, { target: { value: text } });

test("publishing shows what was found first: a warning is told, an error leads to its node", async () => {
  const given = props();
  const published: unknown[] = [];
  let findings = [finding("warning", "No opt-out."), finding("error", "Leads nowhere.", "want")];
  server.use(
    http.post(`${ONE}/validate`, () => HttpResponse.json({ findings })),
    http.post(`${ONE}/publish`, async ({ request }) => {
      published.push(await request.json());
      return HttpResponse.json(aFlowVersion({ version: 3 }), { status: 201 });
    }),
  );
  show(<VersionsPanel {...given} />);
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  let dialog = await screen.findByRole("dialog", { name: "Publish the draft?" });
  const problems = await within(dialog).findByRole("list", { name: "Problems" });
  expect(within(problems).getAllByRole("listitem")[0]).toHaveTextContent("Leads nowhere. Mend it.");
  expect(within(dialog).getByRole("button", { name: "Publish" })).toBeDisabled();
  await userEvent.click(within(problems).getByRole("button", { name: "What do they want?" }));
  expect(given.select).toHaveBeenCalledWith("want");

  findings = [finding("warning", "No opt-out.")];
  const error = { code: "scenarios_failed", message: "Scenarios must pass.", hint: null, fields: [], request_id: null };
  const scenarios = [
    { scenario_id: "s1", name: "Agrees", code: "failed", message: "…", passes: 1, runs: 3 },
    {
      scenario_id: "s2",
      name: "Refuses",
      code: "broken",
      message: "It could not be run: no model.",
      passes: 0,
      runs: 0,
    },
  ];
  const refuse = () => HttpResponse.json({ error, scenarios }, { status: 422 });
  server.use(http.post(`${ONE}/publish`, refuse, { once: true }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  await userEvent.click(screen.getByRole("button", { name: "Publish" }));
  dialog = await screen.findByRole("dialog");
  expect(await within(dialog).findByText("No opt-out. Mend it.")).toBeInTheDocument();
  write(within(dialog).getByRole("textbox", { name: /What changed/ }), "Asks twice");
  const publish = within(dialog).getByRole("button", { name: "Publish" });
  await userEvent.click(publish);
  expect((await within(dialog).findByText("Agrees:")).closest("li")).toHaveTextContent("1 of 3 tries passed.");
  expect(within(dialog).getByText("It could not be run: no model.")).toBeInTheDocument();
  await userEvent.click(publish);
  expect(await screen.findByText("Version 3 is live")).toBeInTheDocument();
  expect(published).toEqual([{ revision: 7, note: "Asks twice" }]);
  expect(given.onReplaced).toHaveBeenCalled();
});

test("before publishing one sees what calls will get otherwise than now", async () => {
  const given = props();
  const asked: string[] = [];
  server.use(
    http.post(`${ONE}/validate`, () => HttpResponse.json({ findings: [] })),
    http.get(`${ONE}/diff`, ({ request }) => {
      asked.push(new URL(request.url).search);
      const changed = [{ id: "greet", label: null, type: "greeting", fields: [] }];
      return HttpResponse.json({
        nodes: { added: [], removed: [], changed },
        edges: { added: [], removed: [] },
        moved: 0,
      });
    }),
  );
  show(<PublishDialog {...given} open onClose={vi.fn()} />);
  await userEvent.click(await screen.findByText("What changes since version 2"));
  const changed = await screen.findByRole("region", { name: "Changed" });
  expect(asked).toEqual(["?from=2&to=draft"]);
  expect(given.flush).toHaveBeenCalledOnce();
  await userEvent.click(within(changed).getByRole("button", { name: /Greeting/ }));
  expect(given.select).toHaveBeenCalledWith("greet");
});

test("two versions are compared node by node and word by word; a click jumps to the node", async () => {
  const given = props();
  const asked: string[] = [];
  server.use(
    http.get(`${ONE}/diff`, ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({
        nodes: {
          added: [{ id: "bye", label: null, type: "end_call" }],
          removed: [{ id: "old", label: "Old question", type: "listen" }],
          changed: [
            {
              id: "greet",
              label: null,
              type: "greeting",
              fields: [
                { path: "data.text", before: "Hello there Ravi", after: "Hello dear Ravi" },
                { path: "data.intents.yes.keywords", before: ["haan"], after: ["haan", "ji"] },
                { path: "data.intents", before: ["yes", "no"], after: ["no", "yes"] },
              ],
            },
          ],
        },
        edges: { added: [{ source: "want", source_handle: "interested", target: "bye" }], removed: [] },
        moved: 2,
      });
    }),
  );
  show(<VersionsPanel {...given} />);
  const [newest] = await screen.findAllByRole("button", { name: "Compare with the draft" });
  if (!newest) throw new Error("no version");
  await userEvent.click(newest);
  const changed = await screen.findByRole("region", { name: "Changed" });
  expect(within(changed).getByText("What the agent says")).toBeInTheDocument();
  expect(changed.querySelector("del")).toHaveTextContent("there");
  expect(changed.querySelector("ins")).toHaveTextContent("dear");
  expect(changed).toHaveTextContent("Intents · yes · keywords · 2nothingji");
  expect(changed).toHaveTextContent('["yes","no"]["no","yes"]');
  await userEvent.click(within(changed).getByRole("button", { name: /Greeting/ }));
  expect(given.select).toHaveBeenCalledWith("greet");
  const removed = screen.getByRole("region", { name: "Removed" });
  expect(within(removed).getByText("Old question")).toBeInTheDocument();
  expect(within(removed).queryByRole("button")).not.toBeInTheDocument();
  expect(screen.getByRole("region", { name: "Connections" })).toHaveTextContent("What do they want? · interested");
  expect(screen.getByText("2 nodes only stand elsewhere.")).toBeInTheDocument();
  expect(given.flush).toHaveBeenCalledOnce();
  const marks = new Map([
    ["bye", "added"],
    ["old", "removed"],
    ["greet", "changed"],
  ]);
  expect(given.mark).toHaveBeenLastCalledWith(marks);
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "To" }), "1");
  await waitFor(() => expect(asked).toEqual(["?from=2&to=draft", "?from=2&to=1"]));
  // The draft, which the canvas shows, is no side of it any more.
  await waitFor(() => expect(given.mark).toHaveBeenLastCalledWith(new Map()));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "To" }), "draft");
  await waitFor(() => expect(given.mark).toHaveBeenLastCalledWith(marks));
  await userEvent.click(screen.getByRole("button", { name: "Close the comparison" }));
  expect(given.mark).toHaveBeenLastCalledWith(new Map());
});

test("an earlier version goes into the draft, or is published anew", async () => {
  const given = props();
  const sent: unknown[] = [];
  server.use(
    http.post(`${ONE}/versions/:n/restore`, async ({ params, request }) => {
      sent.push(["restore", params["n"], await request.json()]);
      return HttpResponse.json(aFlow());
    }),
    http.post(`${ONE}/versions/:n/roll-back`, async ({ params, request }) => {
      sent.push(["roll-back", params["n"], await request.json()]);
      return HttpResponse.json(aFlowVersion({ version: 3 }), { status: 201 });
    }),
  );
  show(<VersionsPanel {...given} />);
  for (const [entry, verb] of [
    ["Put into the draft", "Put into the draft"],
    ["Roll back", "Roll back"],
  ] as const) {
    await userEvent.click(await screen.findByRole("button", { name: "More with version 1" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: entry }));
    const dialog = await screen.findByRole("alertdialog");
    await userEvent.click(within(dialog).getByRole("button", { name: verb }));
    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
  }
  expect(sent).toEqual([
    ["restore", "1", { revision: 7 }],
    ["roll-back", "1", { revision: 7 }],
  ]);
  expect(await screen.findByText("Version 3 is live, as version 1 was")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "More with version 2" }));
  await screen.findByRole("menuitem", { name: "Put into the draft" });
  expect(screen.queryByRole("menuitem", { name: "Roll back" })).not.toBeInTheDocument();
});
