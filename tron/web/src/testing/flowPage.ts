import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import type { Finding, Flow, FlowCanvas } from "@/features/flows/types";
import { aFlow, FLOW_ID } from "./flows";
import { allNodeTypes } from "./nodeTypes";
import { renderAt } from "./render";
import { at, server } from "./server";

type Body = { revision: number; name?: string; canvas_data: FlowCanvas };

/** The page of one flow: what the server holds of it, what it finds, and what was sent to it. */
export const FLOW = at("/api/tron/flows/:id");
export const tron: { flow: Flow; sent: Body[]; findings: Finding[] } = { flow: aFlow(), sent: [], findings: [] };
export const user = userEvent.setup({ delay: null });

/** A server with one flow and every type of node; before each test. */
export function aFlowPage(): void {
  Object.assign(tron, { flow: aFlow(), sent: [], findings: [] });
  server.use(
    http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes, next_cursor: null })),
    http.get(FLOW, () => HttpResponse.json(tron.flow)),
    http.put<{ id: string }, Body>(FLOW, async ({ request }) => {
      const body = await request.json();
      tron.sent.push(body);
      tron.flow = { ...tron.flow, ...body, revision: body.revision + 1 };
      return HttpResponse.json(tron.flow);
    }),
    http.post(at("/api/tron/flows/:id/validate"), () => HttpResponse.json({ findings: tron.findings })),
  );
}

export const finding = (over: Partial<Finding>): Finding => ({
  code: "empty_text",
  severity: "error",
  node_id: "greet",
  edge_id: null,
  field: "text",
  message: "Nothing is said here.",
  fix: "Write what the agent says.",
  ...over,
});

/** The page, with its outline open: jsdom has no layout, so a canvas draws nothing in it. */
export async function opened() {
  const view = renderAt(`/flows/${FLOW_ID}`);
  await user.click(await screen.findByText("Outline view"));
  return view;
}

export async function write(field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

export const button = (name: string | RegExp) => screen.findByRole("button", { name });

/** A node's name in the outline; asking for it by role would work out the names of all buttons, each time. */
export const row = (name: string) =>
  waitFor(() => {
    const names = [...document.querySelectorAll<HTMLElement>("[data-row]")];
    const found = names.find(({ textContent }) => textContent.startsWith(name));
    if (!found) throw new Error(`no row ${name}`);
    return found;
  });
