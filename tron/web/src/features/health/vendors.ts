import { CircleCheck, CircleDashed, CircleSlash, LoaderCircle, type LucideIcon, TriangleAlert } from "lucide-react";
import type { Tone } from "@/components/Badge";
import { number } from "@/lib/format";
import type { Health, Vendor } from "./api";

export const VENDOR_LOOKS: Record<Vendor["state"], { tone: Tone; icon: LucideIcon }> = {
  well: { tone: "success", icon: CircleCheck },
  failing: { tone: "warning", icon: TriangleAlert },
  open: { tone: "danger", icon: CircleSlash },
  trying: { tone: "info", icon: LoaderCircle },
  unknown: { tone: "neutral", icon: CircleDashed },
};

/** Whether something would be forgotten by trying again. */
export function isTroubled(vendor: Vendor): boolean {
  return vendor.state === "failing" || vendor.state === "open" || vendor.state === "trying";
}

const NAMES = ["sarvam", "ollama", "openai", "gemini", "custom", "builtin"] as const;

/** A vendor that the catalogue has a name for. */
export function knownVendor(provider: string): (typeof NAMES)[number] | null {
  return NAMES.find((name) => name === provider) ?? null;
}

/** How many seconds ago this was, by the server's clock and the time that passed here since its answer. */
export function secondsSince(iso: string, health: Health, now: Date): number {
  const then = Date.parse(health.checked_at) - Date.parse(iso);
  return Math.max(0, then + Math.max(0, now.getTime() - health.receivedAt)) / 1000;
}

const UNITS = [
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
] as const;

/** 130 -> two minutes. */
export function age(seconds: number, language: string): { unit: (typeof UNITS)[number][0]; value: string } {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? (["seconds", 1] as const);
  return { unit, value: number(Math.floor(seconds / size), language) };
}

/** The setting that a part of Tron depends on; null for one that no setting changes. */
export function settingOfCheck(name: string): string | null {
  return name === "ollama" ? "ai.ollama_endpoint" : null;
}
