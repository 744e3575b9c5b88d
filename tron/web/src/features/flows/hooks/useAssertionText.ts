import { useTranslation } from "react-i18next";
import { useServerWords } from "@/hooks/useServerWords";
import { plain } from "@/lib/format";
import { REASONS } from "../scenario";
import type { Assertion, FlowCanvas } from "../types";
import { useNodeList } from "./useNodeTypes";

/** What must come of a conversation, in a sentence. */
export function useAssertionText(canvas: FlowCanvas): (assertion: Assertion) => string {
  const { t } = useTranslation();
  const words = useServerWords();
  const names = useNodeList(canvas);
  return (assertion) => {
    switch (assertion.kind) {
      case "visited":
      case "not_visited":
        return t(`flows.scenarios.text.${assertion.kind}`, { nodes: names(assertion.nodes) });
      case "outcome": {
        if (assertion.outcome === null) return t("flows.scenarios.text.noOutcome");
        const outcome = words("outcome", assertion.outcome) ?? plain(assertion.outcome);
        return t("flows.scenarios.text.outcome", { outcome });
      }
      case "variable": {
        const operator = t(`flows.scenarios.operator.${assertion.operator}`);
        return `${assertion.name} ${operator} ${assertion.value}`.trim();
      }
      case "said":
      case "not_said":
        return t(`flows.scenarios.text.${assertion.kind}`, { pattern: assertion.regex });
      case "reason": {
        const known = REASONS.find((reason) => reason === assertion.reason);
        return t("flows.scenarios.text.reason", { reason: known ? t(`flows.reason.${known}`) : assertion.reason });
      }
      case "judged":
        return assertion.criterion;
    }
  };
}
