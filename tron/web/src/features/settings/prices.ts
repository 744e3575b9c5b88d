/** The price table as the API has it: by component, then by name. */

export const COMPONENTS = [
  "telephony_per_minute",
  "stt_per_minute",
  "tts_per_1k_characters",
  "llm_per_1k_tokens",
  "llm_output_per_1k_tokens",
] as const;
export type Component = (typeof COMPONENTS)[number];
export type Price = { amount: number; currency: "INR" | "USD" };
export type PriceRow = Price & { name: string };
export type PriceRows = Readonly<Record<Component, readonly PriceRow[]>>;

/** Rows to edit, out of whatever the setting holds. */
export function toRows(value: unknown): PriceRows {
  const rows = (component: Component) => {
    const table = field(value, component);
    if (typeof table !== "object" || table === null) return [];
    return Object.entries(table).map(([name, price]) => ({
      name,
      amount: Number(field(price, "amount") ?? Number.NaN),
      currency: field(price, "currency") === "USD" ? ("USD" as const) : ("INR" as const),
    }));
  };
  return {
    telephony_per_minute: rows("telephony_per_minute"),
    stt_per_minute: rows("stt_per_minute"),
    tts_per_1k_characters: rows("tts_per_1k_characters"),
    llm_per_1k_tokens: rows("llm_per_1k_tokens"),
    llm_output_per_1k_tokens: rows("llm_output_per_1k_tokens"),
  };
}

/** The table of these rows; rows without a name are not part of it yet. */
export function toTable(rows: PriceRows): Record<Component, Record<string, Price>> {
  const table = (component: Component) =>
    Object.fromEntries(
      rows[component]
        .filter((row) => row.name.trim() !== "")
        .map(({ name, amount, currency }) => [name.trim(), { amount, currency }]),
    );
  return {
    telephony_per_minute: table("telephony_per_minute"),
    stt_per_minute: table("stt_per_minute"),
    tts_per_1k_characters: table("tts_per_1k_characters"),
    llm_per_1k_tokens: table("llm_per_1k_tokens"),
    llm_output_per_1k_tokens: table("llm_output_per_1k_tokens"),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
