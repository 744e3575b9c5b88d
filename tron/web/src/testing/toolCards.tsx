import { fireEvent, screen } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import { ToolsCards } from "@/features/tools/components/ToolsCards";
import { renderAlone } from "./render";
import { aTronWith } from "./toolShelf";

export const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

/** The cards over these rows; what is sent is kept. */
export function cards(rows: Parameters<typeof aTronWith>[0]) {
  const sent = aTronWith(rows);
  renderAlone(<ToolsCards />);
  return sent;
}

export const press = (name: string | RegExp) => user.click(screen.getByRole("button", { name }));
export const write = (label: string, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
