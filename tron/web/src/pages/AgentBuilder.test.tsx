import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { AGENTS, type Body, button, field, ID, keepsChanges, MINE, ONE, write } from "@/testing/builder";
import { anAgent, aVoice } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

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
