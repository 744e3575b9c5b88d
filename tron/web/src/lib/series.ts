export type Series = "140" | "1600";

/** The series that Indian numbers see, by what a call is for. */
export const SERIES_OF = { promotional: "140", service: "1600", transactional: "1600" } as const;

/** The series of an Indian number (E.164) whose callers state what they call for. */
export function seriesOf(number: string): Series | null {
  const found = /^\+91(?:(140)\d{7}|1600\d{6})$/.exec(number);
  if (found === null) return null;
  return found[1] === undefined ? "1600" : "140";
}
