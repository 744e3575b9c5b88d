import { useTranslation } from "react-i18next";
import { useServerWords } from "@/hooks/useServerWords";
import type { FlowCanvas, ScenarioTry } from "../types";
import { useNodeList } from "./useNodeTypes";

type Result = ScenarioTry["assertions"][number];

/** What a run says of a scenario, in the page's language; null for words of a judge and for notes newer than this page. */
export function useNoteText(canvas: FlowCanvas): (note: Result["note"], values: Result["values"]) => string | null {
  const { t, i18n } = useTranslation();
  const words = useServerWords();
  const names = useNodeList(canvas);
  // Which reason it is shows only now: the look before it stands in for the type.
  const say = t as unknown as (key: string) => string;
  const ended = (reason: unknown) => {
    const key = `calls.reason.${reason}`;
    return typeof reason === "string" && i18n.exists(key) ? say(key) : undefined;
  };
  return (note, values) => {
    if (!note || !i18n.exists(`flows.scenarios.note.${note}`)) return null;
    const { nodes, outcome, reason, code, why } = values;
    const own = {
      nodes: Array.isArray(nodes) ? names(nodes) : undefined,
      outcome: typeof outcome === "string" ? words("outcome", outcome) : undefined,
      reason: ended(reason),
      why: typeof code === "string" ? words("failed", code) : undefined,
    };
    const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
    return t(`flows.scenarios.note.${note}`, { ...values, why, ...said });
  };
}
