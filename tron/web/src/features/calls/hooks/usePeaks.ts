import { useEffect, useState } from "react";
import { loadPeaks, type Peaks } from "../peaks";

type Outline = { peaks: Peaks | null; failed: boolean };

/** The outline of a recording, once it was loaded and decoded. */
export function usePeaks(url: string): Outline {
  const [outline, setOutline] = useState<Outline>({ peaks: null, failed: false });
  useEffect(() => {
    const stop = new AbortController();
    loadPeaks(url, stop.signal).then(
      (peaks) => setOutline({ peaks, failed: false }),
      () => {
        if (!stop.signal.aborted) setOutline({ peaks: null, failed: true });
      },
    );
    return () => stop.abort();
  }, [url]);
  return outline;
}
