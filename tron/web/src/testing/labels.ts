/**
 * What jsdom finds by walking the whole page for each label and each field: on a page of settings that is two thirds of a
 * test's time. The same answers, from the list of labels and the table of ids.
 */
const FIELDS = "button, input:not([type=hidden]), meter, output, progress, select, textarea";
const KINDS = new Set(["BUTTON", "INPUT", "METER", "OUTPUT", "PROGRESS", "SELECT", "TEXTAREA"]);
const LABELABLE = [
  HTMLButtonElement,
  HTMLInputElement,
  HTMLMeterElement,
  HTMLOutputElement,
  HTMLProgressElement,
  HTMLSelectElement,
  HTMLTextAreaElement,
];

function mayHaveLabels(element: Element): boolean {
  return KINDS.has(element.tagName) && element.getAttribute("type")?.toLowerCase() !== "hidden";
}

/** The field of a label: by its `for`, else the first inside it. */
export function controlOf(label: HTMLLabelElement): HTMLElement | null {
  if (!label.hasAttribute("for")) return label.querySelector<HTMLElement>(FIELDS);
  const named = label.isConnected ? label.ownerDocument.getElementById(label.htmlFor) : null;
  return named && mayHaveLabels(named) ? named : null;
}

/** The labels of a field, in the order of the page; null for one that has none by its kind. */
export function labelsOf(field: HTMLElement): HTMLLabelElement[] | null {
  if (!mayHaveLabels(field)) return null;
  const found: HTMLLabelElement[] = [];
  // Not by an iterator: each step of jsdom's asks again how many there are.
  field.ownerDocument.querySelectorAll("label").forEach((label) => {
    const near = label.hasAttribute("for") ? label.htmlFor === field.id : label.contains(field);
    if (near && controlOf(label) === field) found.push(label);
  });
  return found;
}

export function findLabelsFast(): void {
  Object.defineProperty(HTMLLabelElement.prototype, "control", {
    configurable: true,
    get(this: HTMLLabelElement) {
      return controlOf(this);
    },
  });
  for (const kind of LABELABLE)
    Object.defineProperty(kind.prototype, "labels", {
      configurable: true,
      get(this: HTMLElement) {
        return labelsOf(this);
      },
    });
}
