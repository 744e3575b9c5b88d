import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { anAgent, aVoice } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

const AGENTS = at("/api/tron/agents");
const ONE = at("/api/tron/agents/:id");
const ID = anAgent().id;
const MINE = at(`/api/tron/agents/${ID}`);
type Body = Record<string, unknown>;

const field = (name: string) => screen.findByRole("textbox", { name });
const button = (name: string) => screen.getByRole("button", { name });

async function write(name: string, text: string) {
  const input = await field(name);
  await userEvent.clear(input);
  await userEvent.click(input);
  await userEvent.paste(text);
}

/** Answers PUT with what was sent, and keeps the bodies. */
function keepsChanges(): Body[] {
  const sent: Body[] = [];
  server.use(
    http.put<{ id: string }, Body>(ONE, async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return HttpResponse.json({ ...anAgent(), ...body, revision: Number(body["revision"]) + 1 });
    }),
  );
  return sent;
}

describe("a new agent", () => {
  test("starts from a template, fills what nobody wrote, and is created", async () => {
    let body: Body = {};
    server.use(
      http.post<never, Body>(AGENTS, async ({ request }) => {
        body = await request.json();
        return HttpResponse.json(anAgent({ id: "made", name: "Meera", revision: 1 }), { status: 201 });
      }),
      http.get(at("/api/tron/agents/made"), () =>
        HttpResponse.json(anAgent({ id: "made", name: "Meera", revision: 1 })),
      ),
    );
    const { router } = renderAt("/agents/new");
    await write("Name", "Meera");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Start from" }), "sales_agent");
    expect(await field("Name")).toHaveValue("Meera");
    expect(await field("Persona")).toHaveValue("You are Ananya, who sells water purifiers.");
    await userEvent.click(button("Create agent"));
    expect(await screen.findByText("Meera created")).toBeInTheDocument();
    expect(body).toMatchObject({ name: "Meera", template: "sales_agent", voice_speed: 1.1, prepared_lines: null });
    await waitFor(() => expect(router.state.location.pathname).toBe("/agents/made"));
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
    expect(document.title).toBe("Meera · Tron");
  });

  test("comes filled when a template is named in the address", async () => {
    renderAt("/agents/new?template=sales_agent");
    expect(await field("Name")).toHaveValue("Ananya");
    expect(screen.getByRole("combobox", { name: "Start from" })).toHaveValue("sales_agent");
    expect(screen.queryByText(/unsaved change/)).not.toBeInTheDocument();
    expect(button("Create agent")).toBeEnabled();
  });

  test("is not sent while a field is wrong; the error says the fix", async () => {
    renderAt("/agents/new");
    await field("Name");
    await write("Longest call", "12");
    await userEvent.click(button("Create agent"));
    expect(await field("Longest call")).toHaveAccessibleDescription("Enter 30 to 3,600 s.");
    expect(await field("Name")).toHaveAccessibleDescription("Give a name of 1 to 100 letters.");
    expect(screen.getByText("2 fields to fix")).toBeInTheDocument();
    await waitFor(() => expect(screen.getByRole("textbox", { name: "Name" })).toHaveFocus());
    await write("Longest call", "120");
    expect(await field("Longest call")).toHaveAccessibleDescription("It says goodbye when the time is up.");
  });
});

describe("a stored agent", () => {
  test("is saved with its revision, and the bar counts what is unsaved", async () => {
    const sent = keepsChanges();
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "Tone" }), "formal");
    expect(screen.getAllByText("2 unsaved changes")).not.toHaveLength(0);
    await userEvent.click(button("Save"));
    expect(await screen.findByText("Rohan saved. New calls use it.")).toBeInTheDocument();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      name: "Rohan",
      tone: "formal",
      revision: 3,
      guardrails: { forbidden_topics: ["Politics"] },
    });
    await waitFor(() => expect(screen.queryByText(/unsaved change/)).not.toBeInTheDocument());
    expect(button("Save")).toBeDisabled();
  });

  test("keeps what is written while it is being saved", async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.use(
      http.put<{ id: string }, Body>(ONE, async ({ request }) => {
        const body = await request.json();
        await asked;
        return HttpResponse.json({ ...anAgent(), ...body, revision: 4 });
      }),
    );
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Save"));
    await write("Persona", "You are Rohan.");
    answer();
    expect(await screen.findByText("Rohan saved. New calls use it.")).toBeInTheDocument();
    expect(await field("Persona")).toHaveValue("You are Rohan.");
    expect(screen.getAllByText("1 unsaved change")).not.toHaveLength(0);
  });

  test("drops what is unsaved on Discard", async () => {
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Discard"));
    expect(await field("Name")).toHaveValue("Ananya");
  });

  test("shows the server's problems at their fields, unfolding them", async () => {
    const fields = [
      { path: "llm_endpoint", message: "No password in an address." },
      { path: "guardrails.forbidden_topics.0", message: "Too short." },
    ];
    const error = { code: "invalid", message: "Some fields are not right.", hint: null, fields, request_id: null };
    server.use(http.put(ONE, () => HttpResponse.json({ error }, { status: 422 })));
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Save"));
    const problem = await screen.findByText("No password in an address.");
    await waitFor(() => expect(problem).toBeVisible());
    expect(screen.getByText("Too short.")).toBeInTheDocument();
    expect(await field("Name")).toHaveValue("Rohan");
  });

  test("keeps what was written when the save does not arrive", async () => {
    server.use(http.put(ONE, () => HttpResponse.error()));
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Save"));
    expect(await screen.findByText("The agent was not saved")).toBeInTheDocument();
    expect(await field("Name")).toHaveValue("Rohan");
    expect(button("Save")).toBeEnabled();
  });

  test("keeps a stored key hidden, and sends it only when it is replaced", async () => {
    server.use(http.get(MINE, () => HttpResponse.json(anAgent({ llm_api_key: "••••••••" }))));
    const sent = keepsChanges();
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Save"));
    await waitFor(() => expect(sent[0]).toMatchObject({ llm_api_key: "••••••••" }));
    await userEvent.click(await screen.findByRole("button", { name: "Replace" }));
    await userEvent.type(screen.getByLabelText(/API key of its own/), "sk-new");
    await userEvent.click(button("Save"));
    await waitFor(() => expect(sent[1]).toMatchObject({ llm_api_key: "sk-new", revision: 4 }));
  });

  test("that never was says so", async () => {
    const error = { code: "not_found", message: "There is no such agent.", hint: null, fields: [], request_id: null };
    server.use(http.get(at("/api/tron/agents/nobody"), () => HttpResponse.json({ error }, { status: 404 })));
    renderAt("/agents/nobody");
    expect(await screen.findByText("There is no such agent")).toBeInTheDocument();
    expect(screen.getByRole("link", { name: "All agents" })).toHaveAttribute("href", "/agents");
  });
});

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

describe("the model", () => {
  test("is offered by the provider's own list, or written", async () => {
    const asked: (string | null)[] = [];
    server.use(
      http.get(at("/api/tron/models"), ({ request }) => {
        asked.push(new URL(request.url).searchParams.get("provider"));
        return HttpResponse.json({ items: [{ id: "qwen2.5:32b", name: "qwen2.5:32b" }], next_cursor: null });
      }),
    );
    const sent = keepsChanges();
    renderAt(`/agents/${ID}`);
    await userEvent.click(await screen.findByRole("radio", { name: /Ollama/ }));
    const model = screen.getByRole("combobox", { name: "Model" });
    expect(model).toHaveValue("");
    await waitFor(() => expect(asked).toContain("ollama"));
    await userEvent.click(model);
    await userEvent.click(await screen.findByRole("option", { name: "qwen2.5:32b" }));
    await userEvent.click(button("Save"));
    await waitFor(() => expect(sent[0]).toMatchObject({ llm_provider: "ollama", llm_model: "qwen2.5:32b" }));
  });

  test("of an Ollama that was found is there as soon as it is chosen", async () => {
    const found = { provider: "ollama", here: true, models: ["phi4:latest"], suggested: "phi4:latest" };
    server.use(http.get(at("/api/tron/models/local"), () => HttpResponse.json(found)));
    renderAt(`/agents/${ID}`);
    await userEvent.click(await screen.findByRole("radio", { name: /Ollama Found: 1 model, ₹0/ }));
    expect(screen.getByRole("combobox", { name: "Model" })).toHaveValue("phi4:latest");
  });

  test("says why its list did not come, and what a paid provider needs", async () => {
    const error = { code: "unreachable", message: "Ollama does not answer.", hint: null, fields: [], request_id: null };
    server.use(http.get(at("/api/tron/models"), () => HttpResponse.json({ error }, { status: 424 })));
    renderAt(`/agents/${ID}`);
    expect(await screen.findByText(/Ollama does not answer\. Write the model's name/)).toBeInTheDocument();
    expect(screen.getByRole("radio", { name: /OpenAI Add a key first/ })).toBeInTheDocument();
  });
});

test("a voice without its key says who speaks instead", async () => {
  const items = [
    aVoice({ stand_in: "builtin~asha" }),
    aVoice({ id: "builtin~asha", name: "Asha", provider: "builtin" }),
  ];
  server.use(http.get(at("/api/tron/voices"), () => HttpResponse.json({ items, next_cursor: null })));
  renderAt(`/agents/${ID}`);
  expect(await screen.findByText("Without a Sarvam key Asha speaks instead.")).toBeInTheDocument();
  expect(screen.getByText("Voice: stand-in")).toBeInTheDocument();
});

test("a voice that cannot be heard says why", async () => {
  const error = {
    code: "unavailable",
    message: "This process has no voices.",
    hint: null,
    fields: [],
    request_id: null,
  };
  server.use(http.get(at("/api/tron/voices/:id/preview"), () => HttpResponse.json({ error }, { status: 503 })));
  renderAt(`/agents/${ID}`);
  await userEvent.click(await screen.findByRole("button", { name: "Play preview" }));
  expect(await screen.findByText("The voice could not be played")).toBeInTheDocument();
  expect(screen.getByText("This process has no voices.")).toBeInTheDocument();
});

describe("the simulator", () => {
  async function started() {
    renderAt(`/agents/${ID}`);
    await write("Name", "Rohan");
    await userEvent.click(button("Start"));
    const socket = FakeSocket.to("/ws/tron/simulator");
    socket.open();
    socket.say({ type: "started" });
    socket.say({ type: "agent", text: "Suniye ji" });
    socket.say({ type: "listening" });
    await screen.findByText("Suniye ji");
    return socket;
  }

  test("talks with the agent as the form has it, to the end", async () => {
    const socket = await started();
    expect(socket.messages[0]).toMatchObject({ type: "start", agent: { name: "Rohan", tone: "friendly" } });
    await userEvent.type(await field("Write what the caller says"), "Kitna time lagega?{Enter}");
    expect(socket.messages[1]).toEqual({ type: "say", text: "Kitna time lagega?" });
    expect(screen.getByText("Kitna time lagega?")).toBeInTheDocument();
    await userEvent.click(button("Stay silent"));
    expect(socket.messages[2]).toEqual({ type: "silence" });
    socket.say({ type: "ended", reason: "agent_ended", outcome: "call_back", extracted_data: { city: "Pune" } });
    expect(await screen.findByText("Over: the agent said goodbye")).toBeInTheDocument();
    expect(screen.getByText("Call back")).toBeInTheDocument();
    expect(screen.getByText("Pune")).toBeInTheDocument();
    expect(await field("Write what the caller says")).toBeDisabled();
  });

  test("says when the form moved on, and begins anew", async () => {
    const socket = await started();
    await write("Name", "Meera");
    expect(await screen.findByText(/The form changed\./)).toBeInTheDocument();
    await userEvent.click(button("Restart"));
    expect(socket.messages.at(-1)).toMatchObject({ type: "start", agent: { name: "Meera" } });
    expect(screen.queryByText("Suniye ji")).not.toBeInTheDocument();
  });

  test("a lost connection and a refusal are said", async () => {
    const socket = await started();
    socket.drop();
    expect(await screen.findByText("The connection was lost. Start again.")).toBeInTheDocument();
    await userEvent.click(button("Restart"));
    const second = FakeSocket.to("/ws/tron/simulator");
    expect(second).not.toBe(socket);
    second.open();
    const error = { code: "unavailable", message: "Too many talks.", hint: null, fields: [], request_id: null };
    second.say({ type: "error", error });
    second.drop(1013);
    expect(await screen.findByText("Too many talks.")).toBeInTheDocument();
  });

  test("waits until the form is right", async () => {
    renderAt("/agents/new");
    expect(await screen.findByText(/The form has to be right/)).toBeInTheDocument();
    expect(button("Start")).toBeDisabled();
  });
});

describe("the test call", () => {
  test("leads to the page, and rings a practice person by name", async () => {
    let body: Body = {};
    const person = { name: "busy", number: "+910000000002", what: "Busy", answers: false };
    server.use(
      http.get(at("/api/tron/practice/people"), () => HttpResponse.json({ items: [person], next_cursor: null })),
      http.post<{ id: string }, Body>(at("/api/tron/agents/:id/test-call"), async ({ request }) => {
        body = await request.json();
        return HttpResponse.json({ id: "call-1" }, { status: 202 });
      }),
    );
    renderAt(`/agents/${ID}`);
    const link = await screen.findByRole("link", { name: "Speak in the browser" });
    expect(link).toHaveAttribute("href", `/test-call?agent=${ID}`);
    const people = screen.getByRole("combobox", { name: "Practice number" });
    await userEvent.selectOptions(people, await screen.findByRole("option", { name: "Is busy · +91 00000 00002" }));
    await userEvent.click(button("Call now"));
    expect(await screen.findByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/call-1");
    expect(body).toMatchObject({ phone_number: "+910000000002", line: "sandbox" });
  });

  test("needs a saved agent that is on", async () => {
    server.use(http.get(MINE, () => HttpResponse.json(anAgent({ is_active: false }))));
    const { unmount } = renderAt(`/agents/${ID}`);
    expect(await screen.findByText("The agent is off. Switch it on and save.")).toBeInTheDocument();
    unmount();
    renderAt("/agents/new");
    expect(await screen.findByText("Save first: a call uses the saved agent.")).toBeInTheDocument();
  });
});
