import { act, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { MemoryRouter } from "react-router";
import { beforeEach, expect, test } from "vitest";
import { renderAlone } from "@/testing/render";
import { useCanvasKeys } from "../hooks/useCanvasKeys";
import { groupsIn, isFolded, membersOf } from "../model/groups";
import { groupSelected } from "../store/actions";
import { EditorProvider } from "../store/context";
import { createEditor, type Editor } from "../store/editor";
import { aGraph, specs } from "../testing/graphs";
import { Inspector } from "./Inspector";
import { Outline } from "./Outline";

const user = userEvent.setup({ delay: null });
let editor: Editor;

const group = () => {
  const [found] = groupsIn(editor.getState().graph).all;
  if (!found) throw new Error("no group");
  return found;
};

function Keys() {
  useCanvasKeys();
  return null;
}

function opened() {
  return renderAlone(
    <MemoryRouter>
      <EditorProvider value={editor}>
        <Keys />
        <main>
          <Outline />
        </main>
        <aside aria-label="Settings">
          <Inspector context={{} as never} nodeTest={undefined} />
        </aside>
      </EditorProvider>
    </MemoryRouter>,
  );
}

const row = (name: string) => {
  const names = [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const found = names.find(({ textContent }) => textContent.startsWith(name));
  if (!found) throw new Error(`no row ${name}`);
  return found;
};

beforeEach(() => {
  editor = createEditor({ nodes: [...aGraph().nodes], edges: [...aGraph().edges] }, specs, false);
});

test("a group is made in the outline with the keyboard alone, named, and seen by those who read the list", async () => {
  const { container } = opened();
  row("Greeting").focus();
  await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
  expect(screen.getByRole("heading", { name: "2 nodes selected" })).toBeInTheDocument();
  await user.keyboard("{Control>}g{/Control}");
  const name = await screen.findByRole("textbox", { name: /^Name/ });
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(name).toHaveFocus();
  await user.keyboard("Opening");
  expect(group().label).toBe("Opening");
  expect(row("Opening")).toHaveTextContent("2 nodes");
  expect(row("Greeting")).toHaveTextContent("in the group Opening");
  const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
  expect(violations).toEqual([]);
  row("Opening").focus();
  await user.keyboard("{Control>}{Shift>}g{/Shift}{/Control}");
  expect(groupsIn(editor.getState().graph).all).toEqual([]);
});

test("several rows are taken with Ctrl, one goes back out, and a button groups them", async () => {
  opened();
  await user.click(row("Greeting"));
  fireEvent.click(row("Branch"), { ctrlKey: true });
  fireEvent.click(row("Start"), { ctrlKey: true });
  fireEvent.click(row("Start"), { ctrlKey: true });
  await user.click(screen.getByRole("button", { name: "Put them into a group" }));
  expect(membersOf(group())).toEqual(["greet", "want"]);
});

test("the inspector of a group colours and folds it, lets nodes go and takes them in", async () => {
  editor.getState().select(["greet", "want"]);
  groupSelected(editor);
  opened();
  const form = within(screen.getByRole("complementary", { name: "Settings" }));
  await user.selectOptions(form.getByRole("combobox", { name: "Colour" }), "Green");
  await user.click(form.getByRole("switch", { name: "Folded" }));
  expect([group().data["color"], isFolded(group())]).toEqual(["green", true]);
  await user.click(form.getByRole("button", { name: "Take out of the group: Greeting" }));
  expect(membersOf(group())).toEqual(["want"]);
  await user.click(row("Greeting"));
  await user.selectOptions(await form.findByRole("combobox", { name: "Group" }), group().id);
  expect(membersOf(group())).toEqual(["want", "greet"]);
  await user.click(screen.getByRole("button", { name: "Ungroup Group" }));
  expect(groupsIn(editor.getState().graph).all).toEqual([]);
  expect(form.queryByRole("combobox", { name: "Group" })).toBeNull();
});
