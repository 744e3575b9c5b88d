/** A canvas as large as what it shows, in the screen's own pixels. */
export function fitted(
  canvas: HTMLCanvasElement,
  { width, height, ratio }: { width: number; height: number; ratio: number },
): void {
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
}

/** Work for the next frame, or the first one after `wait` milliseconds; done once however often it is asked for. */
export function soon(work: () => void, wait = 0): { ask: () => void; cancel: () => void } {
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    timer = undefined;
    frame = requestAnimationFrame(() => {
      frame = 0;
      work();
    });
  };
  return {
    ask: () => {
      if (frame !== 0 || timer !== undefined) return;
      if (wait === 0) next();
      else timer = setTimeout(next, wait);
    },
    cancel: () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}

/** Tells when the page's theme changes; the answer ends that. */
export function onTheme(changed: () => void): () => void {
  const watcher = new MutationObserver(changed);
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  return () => watcher.disconnect();
}
