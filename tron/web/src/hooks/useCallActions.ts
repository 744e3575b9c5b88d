import { useState } from "react";
import { useSWRConfig } from "swr";

/** Runs one action on a call at a time, keeps why it failed, and reads the call again after it. */
export function useCallActions(callId: string) {
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (name: string, action: () => Promise<unknown>) => {
    setBusy(name);
    setError(null);
    try {
      await action();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(null);
      await mutate(["/api/tron/calls/one", callId]);
    }
  };
  return { busy, error, run: (name: string, action: () => Promise<unknown>) => void run(name, action) };
}
