import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { type Filters, readFilters, writeFilters } from "../filters";

/** The filters in the address of the page, and a way to change some of them. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const [address, setAddress] = useSearchParams();
  const text = address.toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(text)), [text]);
  const change = useCallback(
    (part: Partial<Filters>) => {
      const next = (before: URLSearchParams) => writeFilters({ ...readFilters(before), ...part });
      setAddress(next, { replace: true, preventScrollReset: true });
    },
    [setAddress],
  );
  return [filters, change];
}
