import { useState } from "react";
import { useCallEvents } from "@/stores/live";
import { type CallDetail, type CallEvent, useStoredEvents } from "../api";
import { isOver } from "../status";

type Story = { events: readonly Told[] | undefined; error: unknown; busy: boolean; retry: () => void };
type Told = Pick<CallEvent, "type" | "sequence" | "at" | "payload" | "node">;

/** A call's events: as they come while it goes on, from the database once it is over. */
export function useStory(call: CallDetail): Story {
  const over = isOver(call.status);
  // What was seen live stays until the stored story is there.
  const [wasLive] = useState(!over);
  const live = useCallEvents(wasLive ? call.id : null);
  const stored = useStoredEvents(over ? call.id : null);
  return {
    events: stored.data ?? (wasLive ? live : undefined),
    error: stored.error,
    busy: stored.isValidating,
    retry: () => void stored.mutate(),
  };
}
