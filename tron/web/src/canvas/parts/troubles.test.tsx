import { act, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { renderAlone } from "@/testing/render";
import type { Finding } from "../model/types";
import { EditorProvider } from "../store/context";
import { createEditor, type Editor } from "../store/editor";
import { troublesOf } from "../store/views";
import { aGraph, specs } from "../testing/graphs";
import { Spoken } from "./Spoken";
import { TroubleMark } from "./TroubleMark";

const found = (severity: "error" | "warning", message: string, node_id: string | null = "greet"): Finding => ({
  code: "x",
  severity,
  node_id,
  edge_id: null,
  field: null,
  message,
  fix: "Mend it.",
});

const findings = [
  found("warning", "Nobody is thanked."),
  found("error", "Write what the agent says."),
  found("error", "The flow has no start.", null),
  found("warning", "Elsewhere.", "no"),
];

let editor: Editor;

beforeEach(async () => {
  await speak("en");
  const { nodes, edges } = aGraph();
  editor = createEditor({ nodes: [...nodes], edges: [...edges] }, specs, false);
});

test("the sign on a node says all that was found there, the errors first", () => {
  const { container } = render(<TroubleMark troubles={troublesOf(findings, "greet")} />);
  expect(container.firstElementChild).toHaveAttribute("title", "Write what the agent says.\nNobody is thanked.");
  expect(container.querySelector(".text-danger")).toBeInTheDocument();
  const warned = render(<TroubleMark troubles={troublesOf(findings, "no")} />);
  expect(warned.container.querySelector(".text-warning")).toBeInTheDocument();
});

test("who walks to a node hears what is wrong with it, in the page's language", async () => {
  renderAlone(
    <EditorProvider value={editor}>
      <Spoken />
    </EditorProvider>,
  );
  const heard = () => screen.getByRole("status", { name: "" }).textContent;
  act(() => editor.getState().set({ findings }));
  act(() => editor.getState().select(["greet"]));
  expect(heard()).toMatch(/^Speech: Greeting\. .* Write what the agent says\. Nobody is thanked\.$/);
  act(() => editor.getState().select(["want"]));
  expect(heard()).not.toMatch(/thanked/);
  await act(() => speak("hi"));
  act(() => editor.getState().select(["greet"]));
  await screen.findByText(/लिखें कि एजेंट क्या बोले।/);
});
