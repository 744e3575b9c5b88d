import { useEffect, useRef } from "react";
import { type UnsavedGuard, useUnsavedGuard } from "@/hooks/useUnsavedGuard";
import { dropDraft } from "../store/draft";
import type { Saved, Saver } from "../store/saver";

/** Who leaves with unsaved changes waits for the save; only where that fails the page asks. */
export function useLeaving(flowId: string, saved: Saved, saver: Saver): UnsavedGuard & { ask: boolean } {
  const { state } = saved;
  const guard = useUnsavedGuard(state !== "saved", () => dropDraft(flowId));
  const latest = useRef(guard);
  useEffect(() => {
    latest.current = guard;
  });
  const { blocked } = guard;
  const going = useRef(false);
  useEffect(() => {
    if (!blocked) going.current = false;
    if (!blocked || going.current || state === "conflict" || state === "failed") return;
    going.current = true;
    void saver.flush().then(
      () => latest.current.leave(),
      () => undefined,
    );
  }, [blocked, state, saver]);
  return { ...guard, ask: blocked && (state === "failed" || state === "conflict") };
}
