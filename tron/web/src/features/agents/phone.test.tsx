import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { anAgent } from "@/testing/factories";
import { aTrunk } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const box = (name: string) => screen.findByRole("combobox", { name });

test("an agent is given a trunk, and a message for machines", async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.get(at("/api/tron/trunks"), () => HttpResponse.json({ items: [aTrunk()], next_cursor: null })),
    http.put<never, Record<string, unknown>>(at("/api/tron/agents/:id"), async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return HttpResponse.json({ ...anAgent(), ...body, revision: 4 });
    }),
  );
  renderAt(`/agents/${anAgent().id}`);
  await screen.findByRole("option", { name: "Carrier" });
  expect(await box("Calls go out by")).toHaveValue("");
  await userEvent.selectOptions(await box("Calls go out by"), "Carrier");
  expect(screen.getByRole("option", { name: "Go on in the flow" })).toBeDisabled();
  await userEvent.selectOptions(await box("When a machine answers"), "Leave a message");
  await userEvent.click(await screen.findByRole("textbox", { name: /^Message after the beep/ }));
  await userEvent.paste("We call again.");
  await userEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({
    trunk_id: aTrunk().id,
    voicemail_action: "leave_message",
    voicemail_message: "We call again.",
  });
});

test("an agent says what its calls are for, and learns that its trunk has no number for that", async () => {
  const sent: Record<string, unknown>[] = [];
  server.use(
    http.get(at("/api/tron/trunks"), () =>
      HttpResponse.json({ items: [aTrunk({ caller_ids: ["+911400000001"] })], next_cursor: null }),
    ),
    http.put<never, Record<string, unknown>>(at("/api/tron/agents/:id"), async ({ request }) => {
      const body = await request.json();
      sent.push(body);
      return HttpResponse.json({ ...anAgent(), ...body, revision: 4 });
    }),
  );
  renderAt(`/agents/${anAgent().id}`);
  await screen.findByRole("option", { name: "Carrier" });
  await userEvent.selectOptions(await box("Calls go out by"), "Carrier");
  expect(await box("What its calls are for")).toHaveValue("");
  await userEvent.selectOptions(await box("What its calls are for"), "Promotional");
  expect(screen.queryByText(/^Carrier has no/)).not.toBeInTheDocument();
  await userEvent.selectOptions(await box("What its calls are for"), "Service");
  expect(screen.getByText(/^Carrier has no 1600 number/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: /^Save/ }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ trunk_id: aTrunk().id, call_category: "service" });
});
