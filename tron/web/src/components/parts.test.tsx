import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { ConfirmDialog } from "./ConfirmDialog";
import { Segmented } from "./Segmented";
import { Tabs } from "./Tabs";

const PARTS = [
  { key: "talk", label: "Talk", meta: 12, content: <p>Words</p> },
  { key: "log", label: "Log", content: <p>Events</p> },
];

function TwoTabs() {
  const [value, setValue] = useState("talk");
  return <Tabs label="Parts" tabs={PARTS} value={value} onChange={setValue} />;
}

test("arrow keys walk along the tabs and show what belongs to each", async () => {
  render(<TwoTabs />);
  expect(screen.getByRole("tabpanel")).toHaveTextContent("Words");
  await userEvent.click(screen.getByRole("tab", { name: "Talk 12" }));
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("tab", { name: "Log" })).toHaveAttribute("aria-selected", "true");
  expect(screen.getByRole("tabpanel")).toHaveTextContent("Events");
});

test("one of the segments is chosen, by pointer or by arrow keys", async () => {
  const onChange = vi.fn();
  const options = [
    { value: "follow" as const, label: "Follow" },
    { value: "stay" as const, label: "Stay" },
  ];
  render(<Segmented aria-label="Language" value="follow" onChange={onChange} options={options} />);
  expect(screen.getByRole("radio", { name: "Follow" })).toBeChecked();
  await userEvent.click(screen.getByRole("radio", { name: "Stay" }));
  expect(onChange).toHaveBeenCalledExactlyOnceWith("stay");
});

test("a question is closed by Escape without doing anything", async () => {
  const onConfirm = vi.fn();
  const onClose = vi.fn();
  render(
    <ConfirmDialog open title="Delete it?" verb="Delete" danger onConfirm={onConfirm} onClose={onClose}>
      It is gone then.
    </ConfirmDialog>,
  );
  expect(await screen.findByRole("alertdialog", { name: "Delete it?" })).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
  await userEvent.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
  expect(onConfirm).not.toHaveBeenCalled();
});
