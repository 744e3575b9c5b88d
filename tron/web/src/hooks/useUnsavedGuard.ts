import { useCallback, useEffect, useRef } from "react";
import { useBlocker } from "react-router";

export type UnsavedGuard = {
  /** Whether a way out was tried and waits for an answer. */
  blocked: boolean;
  stay: () => void;
  leave: () => void;
  /** Lets the next change of page through: what was unsaved has just been saved. */
  release: () => void;
};

/** Holds a person back from leaving a page with unsaved changes, by link, by the back button or by closing it. */
export function useUnsavedGuard(dirty: boolean, onLeave?: () => void): UnsavedGuard {
  const released = useRef(false);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty && !released.current && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (dirty) released.current = false;
  }, [dirty]);
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);
  return {
    blocked: blocker.state === "blocked",
    stay: () => blocker.reset?.(),
    leave: () => {
      onLeave?.();
      blocker.proceed?.();
    },
    release: useCallback(() => {
      released.current = true;
    }, []),
  };
}
