import { createContext, useContext } from "react";

/** Below this zoom no word can be read: a node is a box with its tile, drawn with all others at once. */
export const FAR = 0.35;

const FarContext = createContext(false);

export const FarProvider = FarContext;

/** Whether the canvas is seen from so far that nothing can be read. */
export function useFar(): boolean {
  return useContext(FarContext);
}
