import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ApiError } from "@/lib/errors";
import { aFlow } from "@/testing/flows";
import { setLabel } from "../model/edits";
import type { Flow } from "../model/types";
import { specs } from "../testing/graphs";
import { storedDraft } from "./draft";
import { createEditor, type Editor } from "./editor";
import { type Change, Saver } from "./saver";

let editor: Editor;
let stop = () => {};
let sent: Change[] = [];
let answer: (change: Change) => Promise<Flow>;

const stored = (change: Change): Flow => ({ ...aFlow(), ...change, revision: change.revision + 1 });
const write = (label: string, id = "greet") => editor.getState().edit((graph) => setLabel(graph, id, label));
const labelOf = (id: string) => editor.getState().graph.nodes.find((node) => node.id === id)?.label;

function open(flow = aFlow(), draft = storedDraft(flow.id)): Saver {
  editor = createEditor(draft?.canvas ?? flow.canvas_data, specs, false);
  const saver = new Saver(
    editor,
    flow,
    async (change) => {
      sent.push(change);
      return answer(change);
    },
    draft,
  );
  stop = saver.watch();
  return saver;
}

const state = (saver: Saver) => saver.store.getState().state;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  answer = async (change) => stored(change);
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe("saving", () => {
  test("waits 800 ms after the last change, and sends the whole canvas once", async () => {
    const saver = open();
    write("A");
    await pass(500);
    write("Ab");
    await pass(700);
    expect(sent).toHaveLength(0);
    expect(state(saver)).toBe("waiting");
    await pass(200);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ revision: 5 });
    expect(sent[0]).not.toHaveProperty("name");
    expect(sent[0]?.canvas_data.nodes[1]?.label).toBe("Ab");
    expect(state(saver)).toBe("saved");
    expect(storedDraft(aFlow().id)).toBeNull();
  });

  test("never sends two at once, and sends what was written meanwhile on the new revision", async () => {
    const saver = open();
    let go = () => {};
    answer = (change) => new Promise((done) => (go = () => done(stored(change))));
    write("A");
    await pass(900);
    write("Ab");
    await pass(2000);
    expect(sent).toHaveLength(1);
    go();
    await pass(900);
    expect(sent).toHaveLength(2);
    expect(sent[1]?.revision).toBe(6);
    go();
    await pass(0);
    expect(state(saver)).toBe("saved");
  });

  test("is not needed where undo took everything back", async () => {
    const saver = open();
    write("A");
    editor.getState().undo();
    await pass(1000);
    expect(sent).toHaveLength(0);
    expect(state(saver)).toBe("saved");
  });

  test("stores a new name", async () => {
    const saver = open();
    saver.rename("  ");
    saver.rename("Renewals");
    await pass(900);
    expect(sent).toMatchObject([{ name: "Renewals" }]);
    expect(saver.isDirty()).toBe(false);
  });

  test("happens at once where the page asks, and says the revision", async () => {
    const saver = open();
    expect(await saver.flush()).toBe(5);
    write("A");
    expect(await saver.flush()).toBe(6);
    expect(sent).toHaveLength(1);
  });
});

describe("a server that is away", () => {
  test("is asked again by itself, and the draft outlives a reload", async () => {
    const saver = open();
    answer = () => Promise.reject(new ApiError("unreachable", 0));
    write("A");
    await pass(900);
    expect(state(saver)).toBe("failed");
    expect(storedDraft(aFlow().id)).toMatchObject({ revision: 5 });
    answer = async (change) => stored(change);
    await pass(5100);
    expect(sent).toHaveLength(2);
    expect(state(saver)).toBe("saved");
  });

  test("leaves what was written to the next visit, which saves it", async () => {
    open();
    write("Kept");
    await pass(400);
    stop();
    const saver = open();
    expect(labelOf("greet")).toBe("Kept");
    expect(state(saver)).toBe("waiting");
    await pass(900);
    expect(sent[0]?.canvas_data.nodes[1]?.label).toBe("Kept");
  });

  test("leaves a new name to the next visit, too", async () => {
    open().rename("Renewals");
    await pass(400);
    stop();
    const saver = open();
    expect(saver.store.getState().name).toBe("Renewals");
    await pass(900);
    expect(sent).toMatchObject([{ name: "Renewals" }]);
  });

  test("that refuses is not asked again until somebody wants it", async () => {
    const saver = open();
    answer = () => Promise.reject(new ApiError("invalid", 422, { message: "No." }));
    write("A");
    await pass(20_000);
    expect(sent).toHaveLength(1);
    saver.retry();
    await pass(0);
    expect(sent).toHaveLength(2);
    expect(saver.store.getState().error).toBeInstanceOf(ApiError);
  });
});

describe("two who edit one flow", () => {
  const other = () => {
    const flow = aFlow({ revision: 9 });
    const nodes = flow.canvas_data.nodes.map((node) => (node.id === "bye" ? { ...node, label: "Theirs" } : node));
    return { ...flow, canvas_data: { ...flow.canvas_data, nodes } };
  };
  const refuses = async (change: Change) => {
    if (change.revision < 9) throw new ApiError("conflict", 409, { current: other() });
    return stored(change);
  };

  test("choose: mine on top of theirs", async () => {
    const saver = open();
    answer = refuses;
    write("Mine");
    await pass(900);
    expect(saver.store.getState()).toMatchObject({ state: "conflict", asking: true, theirs: { revision: 9 } });
    write("Mine too");
    await pass(5000);
    expect(sent).toHaveLength(1);
    saver.keepMine();
    await pass(0);
    expect(sent[1]).toMatchObject({ revision: 9 });
    expect([labelOf("greet"), labelOf("bye")]).toEqual(["Mine too", "Theirs"]);
    expect(state(saver)).toBe("saved");
  });

  test("keep the name that the other gave, unless I gave one too", async () => {
    const saver = open();
    answer = async (change) => {
      if (change.revision < 9) throw new ApiError("conflict", 409, { current: { ...other(), name: "Their name" } });
      return stored(change);
    };
    write("Mine");
    await pass(900);
    saver.keepMine();
    await pass(0);
    expect(saver.store.getState().name).toBe("Their name");
    expect(sent[1]).not.toHaveProperty("name");
  });

  test("are asked where both gave a name", async () => {
    const saver = open();
    answer = async () => Promise.reject(new ApiError("conflict", 409, { current: { ...other(), name: "Their name" } }));
    saver.rename("My name");
    await pass(900);
    expect(saver.namesClash).toBe(true);
    answer = async (change) => stored(change);
    saver.keepMine();
    await pass(0);
    expect(sent[1]).toMatchObject({ name: "My name", revision: 9 });
    expect(saver.namesClash).toBe(false);
  });

  test("or theirs, and later", async () => {
    const saver = open();
    answer = refuses;
    write("Mine");
    await pass(900);
    saver.ask(false);
    expect(saver.store.getState()).toMatchObject({ asking: false, theirs: { revision: 9 } });
    saver.takeTheirs();
    expect([labelOf("greet"), labelOf("bye")]).toEqual([null, "Theirs"]);
    expect(saver.isDirty()).toBe(false);
    expect(state(saver)).toBe("saved");
    expect(storedDraft(aFlow().id)).toBeNull();
    await pass(5000);
    expect(sent).toHaveLength(1);
  });

  test("get back what they wrote when they undo that", async () => {
    const saver = open();
    answer = refuses;
    write("Mine");
    await pass(900);
    saver.takeTheirs();
    editor.getState().undo();
    await pass(900);
    expect(sent[1]).toMatchObject({ revision: 9 });
    expect(sent[1]?.canvas_data.nodes[1]?.label).toBe("Mine");
    expect(state(saver)).toBe("saved");
  });

  test("are told at once where a reload finds a newer version", async () => {
    open();
    write("Mine");
    await pass(400);
    stop();
    const saver = open(other());
    expect(saver.store.getState()).toMatchObject({ state: "conflict", asking: true });
    expect(labelOf("greet")).toBe("Mine");
    await pass(2000);
    expect(sent).toHaveLength(0);
  });

  test("see the other's version by itself where nothing is unsaved", async () => {
    const saver = open();
    saver.follow(other());
    expect(labelOf("bye")).toBe("Theirs");
    expect(state(saver)).toBe("saved");
    write("Mine");
    saver.follow({ ...other(), revision: 12 });
    expect(labelOf("greet")).toBe("Mine");
  });
});
