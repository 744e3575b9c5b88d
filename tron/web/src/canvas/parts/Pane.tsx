import { lazy, Suspense } from "react";
import { useEditor } from "../store/context";
import { Outline } from "./Outline";

// The library that draws is as large as the rest of the page; the outline does without.
const Board = lazy(async () => ({ default: (await import("./Board")).Board }));

/** The flow in the middle: drawn, or as a list. */
export function Pane() {
  const view = useEditor((state) => state.view);
  if (view === "outline") return <Outline />;
  return (
    <Suspense fallback={<div className="bg-sunken" />}>
      <Board />
    </Suspense>
  );
}
