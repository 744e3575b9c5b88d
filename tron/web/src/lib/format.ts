/** Figures, times and phone numbers as look.md wants them: lakh grouping, 24-hour time, Latin digits. */

const LOCALES: Record<string, string> = { hi: "hi-IN-u-nu-latn" };

function localeOf(language: string): string {
  return LOCALES[language] ?? "en-IN";
}

type Kinds = {
  NumberFormat: Intl.NumberFormatOptions;
  DateTimeFormat: Intl.DateTimeFormatOptions;
  DisplayNames: Intl.DisplayNamesOptions;
};
type Made = { [Kind in keyof Kinds]: InstanceType<(typeof Intl)[Kind]> };

const made = new Map<string, Made[keyof Made]>();

/** A formatter of Intl. Making one takes as long as a hundred uses of it, so each is made once. */
function formatter<Kind extends keyof Kinds>(kind: Kind, locale: string, options: Kinds[Kind]): Made[Kind] {
  const key = `${kind} ${locale} ${JSON.stringify(options)}`;
  let found = made.get(key) as Made[Kind] | undefined;
  if (!found) {
    const Maker = Intl[kind] as unknown as new (locale: string, options: Kinds[Kind]) => Made[Kind];
    found = new Maker(locale, options);
    made.set(key, found);
  }
  return found;
}

/** 124500 -> "1,24,500". */
export function number(value: number, language: string, maximumFractionDigits = 0): string {
  return formatter("NumberFormat", localeOf(language), { maximumFractionDigits }).format(value);
}

/** 0.8 -> "0.80": figures in a column have their digits below each other. */
export function fixed(value: number, language: string, digits = 2): string {
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return formatter("NumberFormat", localeOf(language), exactly).format(value);
}

/** 1284 -> "₹1,284.00"; below a paisa or so as many digits as tell something, "₹0.0023". */
export function money(value: number, currency: "INR" | "USD", language: string, whole = false): string {
  const small = value !== 0 && Math.abs(value) < 0.01;
  return formatter("NumberFormat", localeOf(language), {
    style: "currency",
    currency,
    ...(small ? { maximumSignificantDigits: 2 } : {}),
    ...(whole ? { maximumFractionDigits: 0 } : {}),
  }).format(value);
}

/** 0.732 -> "73.2%". */
export function percent(share: number, language: string, maximumFractionDigits = 1): string {
  return formatter("NumberFormat", localeOf(language), { style: "percent", maximumFractionDigits }).format(share);
}

/** "14:32" today, "11 Feb, 14:32" on another day; an en dash for what is no date. */
export function when(iso: string, language: string, now: Date = new Date()): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "–";
  const clock = time(at, language);
  if (at.toDateString() === now.toDateString()) return clock;
  return `${dayAndMonth(at, language)}, ${clock}`;
}

/** "14:32", or "14:32 IST" with the zone. */
export function time(at: Date, language: string, zone = false): string {
  return formatter("DateTimeFormat", localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(zone ? { timeZoneName: "short" as const } : {}),
  }).format(at);
}

/** "IST", the short name of this person's time zone. */
export function zoneName(at: Date, language: string): string {
  const parts = formatter("DateTimeFormat", localeOf(language), { timeZoneName: "short" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** "Thu, 12 Feb 2026". */
export function date(at: Date, language: string): string {
  // en-IN would put a second comma before the year.
  return formatter("DateTimeFormat", language === "hi" ? localeOf("hi") : "en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  }).format(at);
}

/** "12 Feb". */
export function dayAndMonth(at: Date, language: string): string {
  return formatter("DateTimeFormat", localeOf(language), { day: "numeric", month: "short" }).format(at);
}

/** "Thu". */
export function weekday(at: Date, language: string): string {
  return formatter("DateTimeFormat", localeOf(language), { weekday: "short" }).format(at);
}

/** 1117320736 -> "1.1 GB"; sizes as disks are sold, in thousands. */
export function fileSize(bytes: number, language: string): string {
  const units = ["B", "kB", "MB", "GB", "TB"] as const;
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return `${number(bytes / 1000 ** step, language, step > 2 ? 1 : 0)} ${units[step]}`;
}

/** Seconds as "3:12", or "1:02:05" from an hour on. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "+910000000001" -> "+91 00000 00001"; other countries' numbers stay as they are. */
export function phone(e164: string): string {
  return e164.replace(/^(\+91)(\d{5})(\d{5})$/, "$1 $2 $3");
}

/** "en-IN" -> "English (India)" in the page's language. */
export function languageName(tag: string, language: string): string {
  try {
    return formatter("DisplayNames", localeOf(language), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The language to mark a text with, so that Devanagari gets its line height: "hi" or nothing. */
export function scriptOf(text: string): "hi" | undefined {
  return /[\u0900-\u097F]/.test(text) ? "hi" : undefined;
}

/** "wrong_number" -> "Wrong number". */
export function plain(code: string): string {
  const words = code.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
