import { useEffect, useId } from "react";
import { create } from "zustand";

type Parts = {
  /** The parts of the page, by their ids, that hold something unsaved. */
  unsaved: ReadonlySet<string>;
  set: (id: string, dirty: boolean) => void;
};

const useParts = create<Parts>()((set) => ({
  unsaved: new Set(),
  set: (id, dirty) =>
    set(({ unsaved }) => {
      const others = [...unsaved].filter((other) => other !== id);
      return { unsaved: new Set(dirty ? [...others, id] : others) };
    }),
}));

/** Tells the page's guard of something unsaved outside the form it stands in: a router has room for one guard. */
export function useUnsavedPart(dirty: boolean) {
  const id = useId();
  const set = useParts((parts) => parts.set);
  useEffect(() => {
    if (!dirty) return;
    set(id, true);
    return () => set(id, false);
  }, [dirty, id, set]);
}

/** How many such parts there are now. */
export function useUnsavedParts(): number {
  return useParts(({ unsaved }) => unsaved.size);
}
