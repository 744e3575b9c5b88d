import { useEffect, useRef, useState } from "react";

/** A count that goes up each time `value` changed and then stood still for `ms`. */
export function useSettledCount(value: unknown, ms: number): number {
  const [count, setCount] = useState(0);
  const first = useRef(value);
  useEffect(() => {
    if (value === first.current) return;
    const timer = setTimeout(() => {
      first.current = value;
      setCount((before) => before + 1);
    }, ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return count;
}
