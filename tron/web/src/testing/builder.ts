import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { anAgent } from "./factories";
import { at, server } from "./server";

/** The page of one agent: its addresses, and how its form is filled. */
export const AGENTS = at("/api/tron/agents");
export const ONE = at("/api/tron/agents/:id");
export const ID = anAgent().id;
export const MINE = at(`/api/tron/agents/${ID}`);
export type Body = Record<string, unknown>;

export const field = (name: string) => screen.findByRole("textbox", { name });
export const button = (name: string) => screen.getByRole("button", { name });

export async function write(name: string, text: string) {
  const input = await field(name);
  await userEvent.clear(input);
  await userEvent.click(input);
  await userEvent.paste(text);
}

/** Answers PUT with what was sent, and keeps the bodies. */
export function keepsChanges(): Body[] {
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
