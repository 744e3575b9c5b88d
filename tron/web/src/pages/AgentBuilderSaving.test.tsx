import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { AGENTS, type Body, button, field, ID, MINE, ONE, write } from "@/testing/builder";
import { anAgent } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

describe("somebody else saved first", () => {
  const theirs = anAgent({ name: "Kavya", tone: "formal", revision: 4 });

  function conflict(): Body[] {
    const sent: Body[] = [];
    const error = { code: "conflict", message: "Changed.", hint: null, fields: [], request_id: null };
    server.use(
      http.put<{ id: string }, Body>(ONE, async ({ request }) => {
        const body = await request.json();
        sent.push(body);
        if (body["revision"] === 3) return HttpResponse.json({ error, current: theirs }, { status: 409 });
        return HttpResponse.json({ ...theirs, ...body, revision: 5 });
      }),
    );
    return sent;
  }

  async function saveMine() {
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Save"));
    return await screen.findByRole("alertdialog", { name: "Kavya was changed meanwhile" });
  }

  test("both versions are shown; mine goes on top of theirs", async () => {
    const sent = conflict();
    const dialog = await saveMine();
    expect(within(dialog).getByRole("row", { name: "Name Rohan Kavya" })).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole("button", { name: "Save mine" }));
    expect(await screen.findByText("Rohan saved. New calls use it.")).toBeInTheDocument();
    expect(sent[1]).toMatchObject({ name: "Rohan", tone: "formal", revision: 4 });
  });

  test("theirs can be taken", async () => {
    const sent = conflict();
    const dialog = await saveMine();
    await userEvent.click(within(dialog).getByRole("button", { name: "Take the saved one" }));
    expect(await field("Name")).toHaveValue("Kavya");
    expect(screen.queryByText(/unsaved change/)).not.toBeInTheDocument();
    expect(sent).toHaveLength(1);
  });
});

test("an agent that is deleted while it is open loses nothing, and can be saved anew", async () => {
  let there = true;
  let created: Body = {};
  const error = { code: "not_found", message: "There is no such agent.", hint: null, fields: [], request_id: null };
  const gone = () => HttpResponse.json({ error }, { status: 404 });
  server.use(
    http.get(MINE, () => (there ? HttpResponse.json(anAgent()) : gone())),
    http.get(at("/api/tron/agents/made"), () => HttpResponse.json(anAgent({ id: "made", name: "Rohan" }))),
    http.put(ONE, gone),
    http.post<never, Body>(AGENTS, async ({ request }) => {
      created = await request.json();
      return HttpResponse.json(anAgent({ id: "made", name: "Rohan" }), { status: 201 });
    }),
  );
  const { router } = renderAt(`/agents/${ID}`);
  await write("Name", "Rohan");
  there = false;
  await userEvent.click(button("Save"));
  expect(await screen.findByText(/This agent was deleted meanwhile/)).toBeInTheDocument();
  expect(await field("Name")).toHaveValue("Rohan");
  expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
  await userEvent.click(button("Save as a new agent"));
  await waitFor(() => expect(router.state.location.pathname).toBe("/agents/made"));
  expect(created).toMatchObject({ name: "Rohan" });
});

test("an archived agent stays as it is until it is brought back, or saved anew", async () => {
  let archived_at: string | null = "2026-02-12T10:00:00Z";
  server.use(
    http.get(MINE, () => HttpResponse.json(anAgent({ archived_at }))),
    http.post(`${MINE}/restore`, () => {
      archived_at = null;
      return HttpResponse.json(anAgent());
    }),
  );
  renderAt(`/agents/${ID}`);
  expect(await screen.findByText(/This agent was archived/)).toBeInTheDocument();
  expect(button("Save as a new agent")).toBeEnabled();
  expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
  await userEvent.click(button("Bring back"));
  expect(await screen.findByRole("button", { name: "Save" })).toBeInTheDocument();
  expect(screen.queryByText(/This agent was archived/)).not.toBeInTheDocument();
});

test("an agent that is archived while it is open is not offered as another version", async () => {
  let agent = anAgent();
  const error = { code: "conflict", message: "Changed meanwhile.", hint: null, fields: [], request_id: null };
  server.use(
    http.get(MINE, () => HttpResponse.json(agent)),
    http.put(ONE, () => HttpResponse.json({ error, current: agent }, { status: 409 })),
  );
  renderAt(`/agents/${ID}`);
  await write("Name", "Rohan");
  agent = anAgent({ archived_at: "2026-02-12T10:00:00Z", revision: agent.revision + 1 });
  await userEvent.click(button("Save"));
  expect(await screen.findByText(/This agent was archived meanwhile/)).toBeInTheDocument();
  expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  expect(await field("Name")).toHaveValue("Rohan");
});

describe("leaving with unsaved changes", () => {
  test("asks; staying keeps everything, leaving drops it", async () => {
    const { router } = renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    const trail = screen.getByRole("navigation", { name: "Breadcrumb" });
    await userEvent.click(within(trail).getByRole("link", { name: "Agents" }));
    let dialog = await screen.findByRole("alertdialog", { name: "Leave without saving?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Stay here" }));
    expect(router.state.location.pathname).toBe(`/agents/${ID}`);
    expect(await field("Name")).toHaveValue("Rohan");
    await userEvent.click(within(trail).getByRole("link", { name: "Agents" }));
    dialog = await screen.findByRole("alertdialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Leave without saving" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/agents"));
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  test("a page that is reloaded has them back, without the key", async () => {
    const { unmount } = renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.type(screen.getByLabelText(/API key of its own/), "sk-secret");
    await waitFor(() => expect(sessionStorage.getItem(`tron.draft.agent.${ID}`)).toContain("Rohan"));
    expect(sessionStorage.getItem(`tron.draft.agent.${ID}`)).not.toContain("sk-secret");
    unmount();
    renderAt(`/agents/${ID}`);
    expect(await field("Name")).toHaveValue("Rohan");
    expect(screen.getByText(/What you wrote before is back/)).toBeInTheDocument();
  });

  test("a draft that is no draft is not taken", async () => {
    sessionStorage.setItem(`tron.draft.agent.${ID}`, '{"values": {"name": 7}}');
    renderAt(`/agents/${ID}`);
    expect(await field("Name")).toHaveValue("Ananya");
  });
});
