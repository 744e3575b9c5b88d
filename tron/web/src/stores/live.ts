import { useEffect } from "react";
import { create } from "zustand";
import { socketUrl } from "@/lib/base";
import { afterEvent, changesLists, type LiveCall, type LiveCalls } from "@/lib/live/calls";
import { type Connection, LiveFeed } from "@/lib/live/feed";
import type { CallEvent, StreamEvent } from "@/lib/live/messages";
import { type Stories, withEvents } from "@/lib/live/stories";

/** Events come in bursts after a reconnect: the page is drawn once for each of these spans. */
const GATHER_MS = 25;

type Live = {
  connection: Connection;
  calls: LiveCalls;
  stories: Stories;
  /** The latest news of each campaign and worker. */
  streams: Readonly<Record<string, StreamEvent>>;
  /** Goes up when lists of calls have to be loaded again. */
  changes: number;
  start: () => void;
  stop: () => void;
  /** Keeps a call's whole story in `stories` until the answer is called. */
  watch: (callId: string) => () => void;
};

/** What happens in Tron now: the one listener at /ws/tron for the whole app. The shell starts it. */
export const useLive = create<Live>()((set, get) => {
  const watchers = new Map<string, number>();
  const watched = (callId: string) => watchers.has(callId);
  let waiting: CallEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    const events = waiting;
    waiting = [];
    set(({ calls, stories, changes }) => ({
      calls: events.reduce(afterEvent, calls),
      stories: withEvents(stories, events, watched),
      changes: events.some(changesLists) ? changes + 1 : changes,
    }));
  };

  const feed = new LiveFeed(() => socketUrl("/ws/tron"), {
    connection: (connection) => set({ connection }),
    call: (event) => {
      waiting.push(event);
      if (timer === undefined) timer = setTimeout(flush, GATHER_MS);
    },
    stream: (event) => set(({ streams }) => ({ streams: { ...streams, [event.stream]: event } })),
    missed: () => set(({ changes }) => ({ calls: {}, stories: {}, streams: {}, changes: changes + 1 })),
  });

  return {
    connection: "connecting",
    calls: {},
    stories: {},
    streams: {},
    changes: 0,
    start: () => feed.open(),
    stop: () => {
      feed.close();
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      set({ calls: {}, stories: {}, streams: {} });
    },
    watch: (callId) => {
      const others = watchers.get(callId) ?? 0;
      watchers.set(callId, others + 1);
      if (others === 0) feed.follow(callId, get().stories[callId] === undefined);
      return () => {
        const left = (watchers.get(callId) ?? 1) - 1;
        if (left > 0) watchers.set(callId, left);
        else {
          watchers.delete(callId);
          feed.unfollow(callId);
        }
      };
    },
  };
});

const NOTHING: readonly CallEvent[] = [];

/** Every event of a call, from its first one and as they come. */
export function useCallEvents(callId: string | null): readonly CallEvent[] {
  const watch = useLive((live) => live.watch);
  useEffect(() => (callId === null ? undefined : watch(callId)), [callId, watch]);
  return useLive((live) => (callId === null ? NOTHING : (live.stories[callId] ?? NOTHING)));
}

/** Calls that ring or are talked on now, by their ids. */
export function useLiveCalls(): LiveCalls {
  return useLive((live) => live.calls);
}

/** A call while it rings or is talked on. */
export function useLiveCall(callId: string | null): LiveCall | undefined {
  return useLive((live) => (callId === null ? undefined : live.calls[callId]));
}

/** Whether events come: live, reconnecting (a moment ago they did), away (Tron does not answer). */
export function useConnection(): Connection {
  return useLive((live) => live.connection);
}
