import type { CSSProperties } from "react";
import type { ControlProps } from "./FormField";

type SliderProps = ControlProps<number> & {
  min: number;
  max: number;
  step: number;
  /** The value as a person says it. */
  text: string;
  /** What the two ends mean. */
  ends?: readonly [string, string];
};

/** A value where the feel matters more than the figure; the figure stands in the field's `aside`. */
export function Slider({ value, onChange, min, max, step, text, ends, ...rest }: SliderProps) {
  const part = ((value - min) / (max - min)) * 100;
  return (
    <div>
      <input
        type="range"
        className="slider"
        style={{ "--part": `${part}%` } as CSSProperties}
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        onChange={(event) => onChange(Number(event.target.value))}
        {...rest}
      />
      {ends && (
        <div className="num flex justify-between text-xs text-ink-3">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
    </div>
  );
}
