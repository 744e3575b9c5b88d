import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { MemoryRouter, Route, Routes } from "react-router";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { useFlow } from "@/features/flows/api";
import type { Finding } from "@/features/flows/types";
import { useUi } from "@/stores/ui";
import { anAgent } from "@/testing/factories";
import { aFlow, FLOW_ID } from "@/testing/flows";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { EditorProvider } from "../store/context";
import { createEditor, type Editor } from "../store/editor";
import { node, specs } from "../testing/graphs";
import { SpecForm } from "./SpecForm";

const user = userEvent.setup({ delay: null });

/** What the page around the form has loaded. */
function Page() {
  useFlow(FLOW_ID);
  return null;
}

function shown(type: string, data = {}, findings: Finding[] = []): { editor: Editor; container: HTMLElement } {
  const one = node("one", type, data);
  const spec = specs.get(type);
  if (!spec) throw new Error(type);
  const editor = createEditor({ nodes: [one], edges: [] }, specs, false);
  const { container } = renderAlone(
    <MemoryRouter initialEntries={[`/flows/${FLOW_ID}`]}>
      <Routes>
        <Route
          path="/flows/:id"
          element={
            <EditorProvider value={editor}>
              <Page />
              <SpecForm node={one} spec={spec} findings={findings} onChange={() => undefined} />
            </EditorProvider>
          }
        />
      </Routes>
    </MemoryRouter>,
  );
  return { editor, container };
}

const fold = () => screen.getByText("Advanced").closest("details");

describe("what few people change", () => {
  test("is folded away and says how much of it is not as usual", async () => {
    const { container } = shown("llm_response", { temperature: 0.2 });
    expect(fold()).not.toHaveAttribute("open");
    expect(screen.getByText("1 of 5 differs from the default")).toBeInTheDocument();
    expect(fold()).toContainElement(screen.getByLabelText(/^Temperature/));
    expect(fold()).not.toContainElement(screen.getByRole("textbox", { name: "Instructions" }));
    const { violations } = await axe.run(container, { rules: { region: { enabled: false } } });
    expect(violations).toEqual([]);
  });

  test("stays open for the next node, once it was opened", async () => {
    shown("collect");
    await user.click(screen.getByText("Advanced"));
    await waitFor(() => expect(useUi.getState().advanced).toBe(true));
  });

  test("is open where it was left open", () => {
    useUi.setState({ advanced: true });
    shown("collect");
    expect(fold()).toHaveAttribute("open");
  });

  test("opens for what is wrong in it, without being remembered", () => {
    const wrong = { code: "bad_data", severity: "error", node_id: "one", edge_id: null, message: "Too many.", fix: "" };
    shown("collect", {}, [{ ...wrong, field: "reprompts.0" } as Finding]);
    expect(fold()).toHaveAttribute("open");
    expect(useUi.getState().advanced).toBe(false);
  });

  test("opens for the field that a problem leads to", async () => {
    const { editor } = shown("collect");
    editor.getState().set({ wanted: { node: "one", field: "tries" } });
    await waitFor(() => expect(fold()).toHaveAttribute("open"));
  });

  test("is not there where a type has nothing of it", () => {
    shown("speak");
    expect(screen.queryByText("Advanced")).toBeNull();
  });
});

describe("a text that is spoken", () => {
  let asked: unknown[];

  beforeEach(() => {
    asked = [];
    vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    vi.spyOn(HTMLMediaElement.prototype, "pause").mockReturnValue();
    URL.createObjectURL = () => "blob:speech";
    URL.revokeObjectURL = () => undefined;
    const items = [anAgent({ language: "en-IN", voice_id: "builtin~joe", voice_speed: 1.25 })];
    server.use(
      http.get(at("/api/tron/agents"), () => HttpResponse.json({ items, next_cursor: null })),
      http.post(at("/api/tron/voices/preview"), async ({ request }) => {
        asked.push(await request.json());
        return HttpResponse.arrayBuffer(new ArrayBuffer(8), { headers: { "content-type": "audio/wav" } });
      }),
    );
  });

  test("says how long it takes and in which language, and is played as the agent says it", async () => {
    shown("speak", { text: "Hello {{contact_name}}, this is a call about your plan." });
    expect(await screen.findByText("About 2.9 s at 1.25×")).toBeInTheDocument();
    expect(screen.getByText("English")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Play: Text" }));
    await user.click(await screen.findByRole("button", { name: "Stop" }));
    expect(asked).toEqual([
      {
        voice_id: "builtin~joe",
        language: "en-IN",
        speed: 1.25,
        text: "Hello contact name, this is a call about your plan.",
      },
    ]);
    expect(screen.getByRole("button", { name: "Play: Text" })).toBeEnabled();
  });

  test("is heard alone: another text stops it", async () => {
    shown("transfer", { text: "One moment.", announce: "A caller for you." });
    await user.click(await screen.findByRole("button", { name: "Play: Say first" }));
    await screen.findByRole("button", { name: "Stop" });
    await user.click(screen.getByRole("button", { name: "Play: Announcement" }));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(await screen.findByRole("button", { name: "Play: Say first" })).toBeInTheDocument();
    expect(screen.getAllByRole("button", { name: "Stop" })).toHaveLength(1);
  });

  test("is said by the agent that follows the flow, without asking for the flow again", async () => {
    const items = [
      anAgent({ id: "first", name: "Rohan" }),
      anAgent({ id: "second", name: "Meera", language: "ta-IN" }),
    ];
    let reads = 0;
    server.use(
      http.get(at("/api/tron/agents"), () => HttpResponse.json({ items, next_cursor: null })),
      http.get(at("/api/tron/flows/:id"), () => {
        reads += 1;
        return HttpResponse.json(
          aFlow({ used_by: [{ kind: "agent", id: "second", name: "Meera", archived: false, version: null }] }),
        );
      }),
    );
    shown("speak", { text: "Vanakkam" });
    expect(await screen.findByText("Tamil")).toBeInTheDocument();
    expect(reads).toBe(1);
  });

  test("without an agent is said in the language of its script", async () => {
    server.use(http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [], next_cursor: null })));
    shown("speak", { text: "नमस्ते" });
    expect(screen.getByText("Hindi")).toBeInTheDocument();
    await user.click(screen.getByRole("button", { name: "Play: Text" }));
    await waitFor(() => expect(asked).toMatchObject([{ voice_id: "shreya", language: "hi-IN", speed: 1 }]));
  });

  test("cannot be played while it is empty, and tells why a voice is not heard", async () => {
    shown("speak", { text: "Hi" });
    const error = { code: "unavailable", message: "No voices here.", hint: null, fields: [], request_id: null };
    server.use(http.post(at("/api/tron/voices/preview"), () => HttpResponse.json({ error }, { status: 503 })));
    await user.click(screen.getByRole("button", { name: "Play: Text" }));
    expect(await screen.findByText("The text could not be played")).toBeInTheDocument();
    expect(screen.getByText("No voices here.")).toBeInTheDocument();
    shown("wait");
    expect(screen.getByRole("button", { name: "Play: Say first" })).toBeDisabled();
  });
});
