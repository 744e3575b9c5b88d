import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { type Body, button, field, ID, MINE, write } from "@/testing/builder";
import { anAgent } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

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
