import { useCallback, useEffect, useRef, useState } from "react";
import { validateFlow } from "../api";
import { useEditorApi } from "../store/context";
import { canvasOf } from "../store/editor";

const WAIT_MS = 1000;

/** `check` asks now: whether there is no error. Rejects where the server does not say. */
export type Validation = { busy: boolean; check: () => Promise<boolean> };

/** Asks the server what is wrong with the canvas as it stands, a second after each change. */
export function useValidation(flowId: string): Validation {
  const editor = useEditorApi();
  const [busy, setBusy] = useState(false);
  const round = useRef(0);
  const check = useCallback(async () => {
    round.current++;
    const mine = round.current;
    setBusy(true);
    try {
      const findings = await validateFlow(flowId, canvasOf(editor.getState()));
      // An answer about an older canvas tells nothing of this one.
      if (mine !== round.current) return false;
      editor.getState().set({ findings });
      return findings.every(({ severity }) => severity !== "error");
    } finally {
      if (mine === round.current) setBusy(false);
    }
  }, [editor, flowId]);
  useEffect(() => {
    if (editor.getState().readOnly) return;
    // Where it fails by itself, the next change asks again.
    const ask = () => void check().catch(() => undefined);
    let timer = setTimeout(ask);
    const stop = editor.subscribe((now, before) => {
      if (now.graph === before.graph) return;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
      round.current++;
    };
  }, [editor, check]);
  return { busy, check };
}
