const ACCENTS: Record<string, string> = {
  a: "á",
  b: "ƀ",
  c: "ç",
  d: "ð",
  e: "é",
  f: "ƒ",
  g: "ĝ",
  h: "ĥ",
  i: "î",
  j: "ĵ",
  k: "ķ",
  l: "ļ",
  m: "ɱ",
  n: "ñ",
  o: "ö",
  p: "þ",
  q: "ǫ",
  r: "ŕ",
  s: "š",
  t: "ţ",
  u: "û",
  v: "ṽ",
  w: "ŵ",
  x: "ẋ",
  y: "ý",
  z: "ž",
};

/** A catalogue in which every text is accented, a third longer and bracketed; `{{values}}` and `<tags>` stay. */
export function pseudo(texts: unknown): unknown {
  if (typeof texts === "string") return accented(texts);
  return Object.fromEntries(Object.entries(texts as object).map(([key, value]) => [key, pseudo(value)]));
}

function accented(text: string): string {
  const parts = text.split(/(\{\{.*?\}\}|<.*?>)/);
  const letters = parts.map((part, index) =>
    index % 2 ? part : part.replace(/[a-z]/g, (letter) => ACCENTS[letter] ?? letter),
  );
  return `⟦${letters.join("")}${" ~".repeat(Math.ceil(text.length / 6))}⟧`;
}
