import type { TFunction } from "i18next";
import * as z from "zod/mini";
import { number } from "@/lib/format";
import { type AgentForm, BACKGROUNDS, CATEGORIES, LIMITS, LONGEST, MOST, PROVIDERS, TONES, VOICEMAIL } from "./fields";
import { faultsOf } from "./lineFaults";
import { linesOf } from "./lines";

/** The form's own checks: those that the server makes too, in words (found when they are needed) that say the fix. */
export function agentSchema(t: TFunction, language: string) {
  const figure = (value: number) => number(value, language, 1);
  const text = (name: keyof typeof LONGEST) => {
    const max = LONGEST[name];
    return z.string().check(z.maxLength(max, { error: () => t("builder.invalid.long", { max: figure(max) }) }));
  };
  const needed = (name: keyof typeof LONGEST, message: string) =>
    text(name).check(z.refine((value) => value.trim() !== "", message));
  const range = (name: keyof typeof LIMITS, unit = "", whole = false) => {
    const [min, max] = LIMITS[name];
    const fits = (value: number) => value >= min && value <= max && (!whole || Number.isInteger(value));
    const message = {
      error: () => t("builder.invalid.range", { min: figure(min), max: figure(max), unit: unit && ` ${unit}` }),
    };
    return z.number(message).check(z.refine(fits, message));
  };
  const list = (max: number) =>
    z.array(z.string()).check(z.maxLength(max, { error: () => t("builder.invalid.many", { max }) }));
  const endpoint = text("llm_endpoint").check(
    z.refine((value) => value.trim() === "" || /^https?:\/\/\S+$/.test(value.trim()), t("builder.invalid.endpoint")),
  );

  return z
    .object({
      name: needed("name", t("builder.invalid.name")),
      template: z.string(),
      is_active: z.boolean(),
      persona: text("persona"),
      voice_id: z.string(),
      voice_speed: range("voice_speed"),
      language: z.string(),
      llm_provider: z.enum(PROVIDERS),
      llm_model: needed("llm_model", t("builder.invalid.model")),
      llm_endpoint: endpoint,
      llm_api_key: text("llm_api_key"),
      llm_temperature: range("llm_temperature"),
      llm_max_tokens: range("llm_max_tokens", t("builder.tokens"), true),
      tone: z.enum(TONES),
      greeting_text: text("greeting_text"),
      greeting_short_text: text("greeting_short_text"),
      max_call_duration: range("max_call_duration", t("builder.seconds"), true),
      flow_id: z.string(),
      flow_version: z.string(),
      silence_seconds: range("silence_seconds", t("builder.seconds")),
      recording: z.boolean(),
      follow_language: z.boolean(),
      english_transcript: z.boolean(),
      trunk_id: z.string(),
      voicemail_action: z.enum(VOICEMAIL),
      voicemail_message: text("voicemail_message"),
      call_category: z.enum(CATEGORIES),
      loan_recovery: z.boolean(),
      background: z.enum(BACKGROUNDS),
      tools_enabled: list(MOST.tools_enabled),
      outcomes: list(MOST.outcomes),
      success_outcomes: list(MOST.success_outcomes),
      prepared_lines: z.string().check((context) => {
        const message = linesTrouble(context.value, t);
        if (message) context.issues.push({ code: "custom", input: context.value, message });
      }),
      guardrails: z.object({ forbidden_topics: list(50), required_disclosures: list(20) }),
    })
    .check((context) => {
      const stray = strayOutcome(context.value);
      if (stray === undefined) return;
      const message = t("builder.invalid.outcome", { name: stray });
      context.issues.push({ code: "custom", input: stray, path: ["success_outcomes"], message });
    });
}

/** What is wrong with an agent's own lines, in one sentence; the editor says it at each field. */
function linesTrouble(text: string, t: TFunction): string | null {
  if (text.trim() === "") return null;
  const lines = linesOf(text);
  if (lines === null) return t("lines.json.wrong");
  const count = faultsOf(lines).length;
  return count === 0 ? null : t("lines.toFix", { count });
}

/** A success that no call can end with. Without a list of outcomes any is possible. */
function strayOutcome({ outcomes, success_outcomes }: Pick<AgentForm, "outcomes" | "success_outcomes">) {
  if (outcomes.length === 0) return undefined;
  return success_outcomes.find((outcome) => !outcomes.includes(outcome));
}
