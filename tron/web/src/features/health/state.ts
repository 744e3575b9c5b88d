import { CircleCheck, CircleX, LoaderCircle, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Tone } from "@/components/Badge";
import type { Check } from "./api";

type State = Check["state"];
type Look = { word: State | "optional"; tone: Tone; icon: LucideIcon };

const LOOKS: Record<State, Look> = {
  ok: { word: "ok", tone: "success", icon: CircleCheck },
  starting: { word: "starting", tone: "info", icon: LoaderCircle },
  degraded: { word: "degraded", tone: "warning", icon: TriangleAlert },
  down: { word: "down", tone: "danger", icon: CircleX },
};
const OPTIONAL: Look = { word: "optional", tone: "warning", icon: TriangleAlert };

/** Word, colour and icon of a check. What Tron can do without is a warning when it is away, not a failure. */
export function lookOf(check: Check): Look {
  return check.state === "down" && !check.required ? OPTIONAL : LOOKS[check.state];
}

/** Whether a check asks for a person: not what is well or still starting. */
export function needsLook(check: Check): boolean {
  return check.state === "degraded" || check.state === "down";
}
