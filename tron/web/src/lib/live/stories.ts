import { isOver } from "./calls";
import type { CallEvent } from "./messages";

/** The events of each call from its first one on, in order. */
export type Stories = Readonly<Record<string, readonly CallEvent[]>>;

/** Stories of finished calls that nobody looks at are kept up to this many. */
const FINISHED_KEPT = 50;

/** The stories with more events at their ends. */
export function withEvents(
  stories: Stories,
  events: readonly CallEvent[],
  watched: (callId: string) => boolean,
): Stories {
  const grown: Record<string, readonly CallEvent[]> = { ...stories };
  const fresh = new Map<string, CallEvent[]>();
  for (const event of events) {
    const story = fresh.get(event.call_id) ?? (event.sequence === 1 ? [] : [...(grown[event.call_id] ?? [])]);
    if (event.sequence === 1) story.length = 0;
    // A story that was dropped is not begun in its middle.
    if (story.length === event.sequence - 1) story.push(event);
    fresh.set(event.call_id, story);
  }
  for (const [callId, story] of fresh) if (story.length > 0) grown[callId] = story;
  return trimmed(grown, watched);
}

function trimmed(stories: Stories, watched: (callId: string) => boolean): Stories {
  const finished = Object.keys(stories).filter((callId) => {
    const last = stories[callId]?.at(-1);
    return last && !watched(callId) && stories[callId]?.some(isOver);
  });
  if (finished.length <= FINISHED_KEPT) return stories;
  const gone = new Set(finished.slice(0, finished.length - FINISHED_KEPT));
  return Object.fromEntries(Object.entries(stories).filter(([callId]) => !gone.has(callId)));
}
