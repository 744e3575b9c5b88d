import { useEffect, useRef } from "react";
import { Words } from "../Words";

const TONES = { agent: "bg-agent", caller: "bg-caller" } as const;
/** How much of a loud moment is left in the next picture. */
const FALL = 0.88;

type LevelMeterProps = { label: string; data?: boolean; tone: keyof typeof TONES; level: () => number };

/** How loud a side is, for the eye. `level` is asked for each picture, so that nothing else is drawn again. */
export function LevelMeter({ label, data = false, tone, level }: LevelMeterProps) {
  const bar = useRef<HTMLSpanElement>(null);
  const ask = useRef(level);
  useEffect(() => {
    ask.current = level;
  });
  useEffect(() => {
    let shown = 0;
    let frame = 0;
    const draw = () => {
      shown = Math.max(ask.current(), shown * FALL);
      if (bar.current) bar.current.style.transform = `scaleX(${shown.toFixed(3)})`;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => cancelAnimationFrame(frame);
  }, []);
  return (
    <div className="grid min-w-0 flex-1 basis-32 grid-cols-[auto_minmax(3rem,1fr)] items-center gap-2">
      <span className="max-w-28 truncate text-xs text-ink-3">{data ? <Words>{label}</Words> : label}</span>
      <span className="block h-1.5 overflow-hidden rounded-xs bg-surface-3" aria-hidden>
        <span ref={bar} className={`block h-full origin-left scale-x-0 ${TONES[tone]}`} />
      </span>
    </div>
  );
}
