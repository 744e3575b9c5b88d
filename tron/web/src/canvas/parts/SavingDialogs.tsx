import { lazy, Suspense } from "react";
import type { useLeaving } from "../hooks/useLeaving";
import type { Saved, Saver } from "../store/saver";

const FlowConflict = lazy(async () => ({ default: (await import("./FlowConflict")).FlowConflict }));
const UnsavedDialog = lazy(async () => ({ default: (await import("@/components/UnsavedDialog")).UnsavedDialog }));

type SavingDialogsProps = { saved: Saved; saver: Saver; leaving: ReturnType<typeof useLeaving> };

/** What has to be asked because something could not be saved. */
export function SavingDialogs({ saved, saver, leaving }: SavingDialogsProps) {
  return (
    <Suspense fallback={null}>
      {saved.asking && <FlowConflict saved={saved} saver={saver} />}
      {leaving.ask && <UnsavedDialog guard={leaving} count={1} />}
    </Suspense>
  );
}
