/** What agents can speak, as the API knows it, each with its own name. */
export const LANGUAGES = [
  { code: "hi-IN", native: "हिन्दी" },
  { code: "en-IN", native: "English" },
  { code: "bn-IN", native: "বাংলা" },
  { code: "kn-IN", native: "ಕನ್ನಡ" },
  { code: "ml-IN", native: "മലയാളം" },
  { code: "mr-IN", native: "मराठी" },
  { code: "od-IN", native: "ଓଡ଼ିଆ" },
  { code: "pa-IN", native: "ਪੰਜਾਬੀ" },
  { code: "ta-IN", native: "தமிழ்" },
  { code: "te-IN", native: "తెలుగు" },
  { code: "gu-IN", native: "ગુજરાતી" },
] as const;

/** The browser knows Odia by its ISO code only. */
export function spokenTag(code: string): string {
  return code === "od-IN" ? "or" : code.slice(0, 2);
}

/** 1 -> "1.0", 1.25 -> "1.25". */
export function speedText(speed: number): string {
  return speed.toFixed(2).replace(/0$/, "");
}
