import { fireEvent, screen } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { http } from "msw";
import { renderAt } from "./render";
import { at, server } from "./server";
import { settingsHandlers, theSettings } from "./settings";

/** The page of settings: where it is read and saved, and how its fields are filled. */
export const SETTINGS = at("/api/tron/settings");
export const stored = { source: "stored" } as const;

// Whether something lies over a button is asked of every element above it, which takes long without a browser.
export const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

export async function open(over: Parameters<typeof theSettings>[0] = {}) {
  server.use(...settingsHandlers(theSettings(over)));
  const view = renderAt("/settings");
  await screen.findByText("Telephony");
  return view;
}

/** Answers the next save, and says what was sent. */
export function onSave(answer: (body: Saved) => Response): Saved[] {
  const seen: Saved[] = [];
  server.use(
    http.put(SETTINGS, async ({ request }) => {
      const body = (await request.json()) as Saved;
      seen.push(body);
      return answer(body);
    }),
  );
  return seen;
}
export type Saved = { revision: number; values: Record<string, unknown> };

export const save = () => user.click(screen.getByText("Save"));
export const field = (label: string) => screen.getByLabelText(label);

/** Replaces what a field holds at once: a stroke at a time takes long on so large a page. */
export function write(label: string, text: string) {
  fireEvent.change(field(label), { target: { value: text } });
}
