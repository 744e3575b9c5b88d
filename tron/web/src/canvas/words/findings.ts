import texts from "./findings.hi.json";
import { words } from "./hi";

export type Written = { code: string; message: string; fix: string | null };
export type Told = { message: string; fix: string };

const SLOT = /<([a-z]+)>/g;
const codes: Readonly<Record<string, string>> = texts.codes;
const sentences: Readonly<Record<string, string>> = texts.sentences;
// The longest first: it says the most of what it fits.
const patterns = Object.keys(sentences)
  .filter((english) => english.search(SLOT) >= 0)
  .sort((a, b) => b.length - a.length)
  .map((english) => ({ english, pattern: patternOf(english) }));

/** A finding in Hindi: by its sentences, else by its code, else as the server wrote it. */
export function tellInHindi({ code, message, fix }: Written): Told {
  const byCode = Object.hasOwn(codes, code) ? codes[code] : undefined;
  const told = sentence(message) ?? byCode ?? message;
  if (!fix) return { message: told, fix: "" };
  // What a code tells says the fix, too.
  return { message: told, fix: sentence(fix) ?? (byCode === told ? "" : (byCode ?? fix)) };
}

function sentence(english: string): string | undefined {
  if (Object.hasOwn(sentences, english)) return sentences[english];
  for (const { english: key, pattern } of patterns) {
    const slots = pattern.exec(english)?.groups;
    if (slots) return sentences[key]?.replace(SLOT, (_, slot: string) => named(slots[slot] ?? ""));
  }
  return undefined;
}

/** Names of nodes and ways that are Tron's own are said in Hindi as well; several stand with commas. */
function named(value: string): string {
  return value
    .split(", ")
    .map((one) => words[one] ?? one)
    .join(", ");
}

/** "The id <id> stands here twice." -> what it looks like with an id in it. */
function patternOf(english: string): RegExp {
  const parts = english.split(SLOT).map((part, at) => (at % 2 === 1 ? `(?<${part}>.+?)` : plainly(part)));
  return new RegExp(`^${parts.join("")}$`, "s");
}

function plainly(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
