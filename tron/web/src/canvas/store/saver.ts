import { createStore, type StoreApi } from "zustand/vanilla";
import { ApiError } from "@/lib/errors";
import { mergedGraph } from "../model/merge";
import { type Flow, type FlowCanvas, type Graph, graphOf } from "../model/types";
import { type Draft, dropDraft, keepDraft } from "./draft";
import { canvasOf, type Editor } from "./editor";

const WAIT_MS = 800;
const DRAFT_MS = 300;
/** Tron may be away for a while: it is asked again by itself. */
const AGAIN_MS = 5000;

export type SaveState = "saved" | "waiting" | "saving" | "failed" | "conflict";

export type Saved = {
  state: SaveState;
  /** When the server last took something. */
  at: Date | null;
  error: unknown;
  /** The version that somebody else saved first. */
  theirs: Flow | null;
  /** Whether the question which version counts is open on the page. */
  asking: boolean;
  name: string;
};

export type Change = { revision: number; name?: string; canvas_data: FlowCanvas };
type Stored = { graph: Graph; name: string; revision: number };
type Timer = ReturnType<typeof setTimeout> | undefined;

/** Keeps the draft on the server as it is edited: 800 ms after a change, one save at a time, each on the last revision. */
export class Saver {
  readonly store: StoreApi<Saved>;
  private stored: Stored;
  private running: Promise<number> | null = null;
  private timer: Timer;
  private draftTimer: Timer;

  /** `draft`: what an earlier visit of this tab left unsaved; it is in the editor already. */
  constructor(
    private readonly editor: Editor,
    private readonly flow: Flow,
    private readonly put: (change: Change) => Promise<Flow>,
    draft: Draft | null = null,
  ) {
    const outdated = draft !== null && draft.revision !== flow.revision;
    const graph = draft ? draft.base : editor.getState().graph;
    this.stored = { graph, name: draft?.name?.base ?? flow.name, revision: draft?.revision ?? flow.revision };
    this.store = createStore<Saved>()(() => ({
      state: outdated ? "conflict" : "saved",
      at: null,
      error: null,
      theirs: outdated ? flow : null,
      asking: outdated,
      name: draft?.name?.mine ?? this.stored.name,
    }));
  }

  /** Follows the editor until the answer is called. */
  watch(): () => void {
    if (this.isDirty()) this.changed();
    const stop = this.editor.subscribe((now, before) => {
      if (now.graph !== before.graph) this.changed();
    });
    const leave = () => this.keep();
    window.addEventListener("pagehide", leave);
    return () => {
      stop();
      window.removeEventListener("pagehide", leave);
      clearTimeout(this.timer);
      clearTimeout(this.draftTimer);
    };
  }

  /** What both sides of a conflict started from. */
  get base(): Graph {
    return this.stored.graph;
  }

  /** Whether both sides gave the flow a new name, each another one. */
  get namesClash(): boolean {
    const { name, theirs } = this.store.getState();
    return theirs !== null && name !== this.stored.name && name !== theirs.name;
  }

  isDirty(): boolean {
    return this.editor.getState().graph !== this.stored.graph || this.store.getState().name !== this.stored.name;
  }

  rename(name: string): void {
    const title = name.trim();
    if (title === "" || title === this.store.getState().name) return;
    this.store.setState({ name: title });
    this.changed();
  }

  /** Saves at once; the revision that is then stored. Rejects where that fails. */
  async flush(): Promise<number> {
    clearTimeout(this.timer);
    while (this.running) await this.running.catch(() => undefined);
    if (!this.isDirty()) return this.stored.revision;
    this.running = this.save();
    try {
      return await this.running;
    } catch (problem) {
      this.failed(problem);
      throw problem;
    } finally {
      this.running = null;
    }
  }

  /** Tries again what failed. */
  readonly retry = (): void => {
    void this.flush().catch(() => undefined);
  };

  /** Mine on top of theirs: what I did not touch is theirs. */
  readonly keepMine = (): void => {
    const { theirs, name } = this.store.getState();
    if (!theirs) return;
    const saved = graphOf(theirs.canvas_data);
    const { graph, specs } = this.editor.getState();
    const mine = mergedGraph(this.stored.graph, graph, saved, specs);
    const called = name === this.stored.name ? theirs.name : name;
    this.stored = { graph: saved, name: theirs.name, revision: theirs.revision };
    this.store.setState({ theirs: null, asking: false, state: "waiting", name: called });
    this.editor.getState().edit(() => mine);
    this.retry();
  };

  /** One step that can be undone: then mine is there again, on top of theirs. */
  readonly takeTheirs = (): void => {
    const { theirs } = this.store.getState();
    if (!theirs) return;
    clearTimeout(this.timer);
    const saved = graphOf(theirs.canvas_data);
    this.editor.getState().edit(() => saved);
    this.stored = { graph: this.editor.getState().graph, name: theirs.name, revision: theirs.revision };
    this.store.setState({ name: theirs.name });
    this.clean();
  };

  readonly ask = (asking: boolean): void => this.store.setState({ asking });

  /** Takes in what the server has now; nothing of it is unsaved. */
  readonly adopt = (flow: Flow): void => {
    clearTimeout(this.timer);
    this.stored = { graph: graphOf(flow.canvas_data), name: flow.name, revision: flow.revision };
    this.store.setState({ name: flow.name });
    this.editor.getState().replace(flow.canvas_data);
    this.stored = { ...this.stored, graph: this.editor.getState().graph };
    this.clean();
  };

  /** A newer version that came by itself replaces one on which nothing is unsaved. */
  follow(flow: Flow): void {
    const behind = flow.revision > this.stored.revision;
    if (behind && !this.isDirty() && this.running === null) this.adopt(flow);
  }

  private async save(): Promise<number> {
    const { graph } = this.editor.getState();
    const { name } = this.store.getState();
    this.store.setState({ state: "saving" });
    const flow = await this.put({
      revision: this.stored.revision,
      ...(name === this.stored.name ? {} : { name }),
      canvas_data: canvasOf(this.editor.getState()),
    });
    this.stored = { graph, name, revision: flow.revision };
    if (this.isDirty()) this.later(WAIT_MS);
    else this.clean(new Date());
    return flow.revision;
  }

  private clean(at: Date | null = this.store.getState().at): void {
    clearTimeout(this.draftTimer);
    dropDraft(this.flow.id);
    this.store.setState({ state: "saved", at, error: null, theirs: null, asking: false });
  }

  private changed(): void {
    if (!this.isDirty()) {
      if (this.running === null) this.clean();
      return;
    }
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.keep(), DRAFT_MS);
    const { state } = this.store.getState();
    if (state === "conflict") return;
    if (state === "saved") this.store.setState({ state: "waiting" });
    this.later(WAIT_MS);
  }

  private later(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.retry, ms);
  }

  private keep(): void {
    if (!this.isDirty()) return;
    const { graph: base, revision, name: called } = this.stored;
    const { name: mine } = this.store.getState();
    const renamed = mine === called ? {} : { name: { mine, base: called } };
    keepDraft(this.flow.id, { revision, base, canvas: canvasOf(this.editor.getState()), ...renamed });
  }

  private failed(problem: unknown): void {
    const current = problem instanceof ApiError && problem.status === 409 ? asFlow(problem.current) : null;
    this.keep();
    if (current && !current.archived_at) {
      this.store.setState({ state: "conflict", theirs: current, asking: true, error: null });
      return;
    }
    this.store.setState({ state: "failed", error: problem });
    if (isAway(problem)) this.later(AGAIN_MS);
  }
}

function isAway(problem: unknown): boolean {
  return problem instanceof ApiError && (problem.status === 0 || problem.status >= 500);
}

function asFlow(current: unknown): Flow | null {
  const whole = typeof current === "object" && current !== null && "canvas_data" in current && "revision" in current;
  return whole ? (current as Flow) : null;
}
