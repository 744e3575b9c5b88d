import { CircleAlert, CircleCheck, CircleDashed, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import type { Tone } from "@/components/Badge";
import type { Engine, Model } from "./api";

type Look = { tone: Tone; icon: LucideIcon };

export const ENGINE_LOOKS: Record<Engine["state"], Look> = {
  ready: { tone: "success", icon: CircleCheck },
  loading: { tone: "info", icon: LoaderCircle },
  missing: { tone: "warning", icon: CircleDashed },
  failed: { tone: "danger", icon: CircleX },
};

export type ModelWord = "queued" | "checking" | "failed" | "installed" | "inUse" | "unusable";

export const MODEL_LOOKS: Record<ModelWord, Look> = {
  queued: { tone: "neutral", icon: CircleDashed },
  checking: { tone: "info", icon: LoaderCircle },
  failed: { tone: "danger", icon: CircleX },
  installed: { tone: "neutral", icon: CircleCheck },
  inUse: { tone: "success", icon: CircleCheck },
  unusable: { tone: "danger", icon: CircleAlert },
};

/** The state a badge tells; null where a button or a bar says enough. */
export function wordOf(model: Model): ModelWord | null {
  if (model.state === "available" || model.state === "downloading") return null;
  if (model.state !== "installed") return model.state;
  if (model.problem) return "unusable";
  return model.in_use ? "inUse" : "installed";
}

/** Engines and problems that the catalogue of texts has words for. */
export const ENGINE_NAMES = ["whisper", "piper", "espeak", "llm", "embedding"] as const;

const PROBLEMS = [
  "unreachable",
  "stalled",
  "cut",
  "damaged",
  "busy",
  "changed",
  "disk_full",
  "not_found",
  "forbidden",
  "server_error",
  "does_not_run",
] as const;

export function knownProblem(code: string): (typeof PROBLEMS)[number] | null {
  return PROBLEMS.find((name) => name === code) ?? null;
}

const ABOUT = {
  "qwen2.5-1.5b-instruct": "qwenSmall",
  "qwen3-4b-instruct": "qwenLarge",
  "whisper-small": "whisperSmall",
  "piper-hi-priyamvada": "priyamvada",
  "piper-hi-rohan": "rohan",
  "multilingual-e5-small": "tongues",
} as const;

/** Which text tells what a model is good for; null for one that is newer than this page. */
export function aboutOf(id: string): (typeof ABOUT)[keyof typeof ABOUT] | null {
  return Object.entries(ABOUT).find(([known]) => known === id)?.[1] ?? null;
}
