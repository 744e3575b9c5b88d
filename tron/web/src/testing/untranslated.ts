const LETTERS = /\p{L}/u;
const KEYS = /\b(alt|ctrl|shift)\+\w\b/gi;

/** Texts and names of a page in the pseudo-locale that came past the catalogue. Data is marked `translate="no"`. */
export function untranslated(root: Element): string[] {
  const found: string[] = [];
  const note = (element: Element, text: string) => {
    if (element.closest('[translate="no"], time, style, script')) return;
    const rest = outside(text).replace(KEYS, "");
    if (LETTERS.test(rest)) found.push(text.trim());
  };
  for (const element of [root, ...root.querySelectorAll("*")]) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) note(element, element.getAttribute(name) ?? "");
    // A sentence may be cut by markup: its pieces are read together.
    const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    if (own && !hasTextParent(element)) note(element, element.textContent ?? "");
  }
  return found;
}

/** What no bracket of the pseudo-locale encloses; a text may have another one in it. */
function outside(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, "");
  return rest === text ? rest : outside(rest);
}

function hasTextParent(element: Element): boolean {
  const parent = element.parentElement;
  return (
    !!parent && [...parent.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
  );
}
