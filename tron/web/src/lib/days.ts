/** Days of this person's clock, as "2026-02-12". */

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day in which a moment lies. */
export function dayOf(moment: Date): string {
  const parts = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  return parts.map((part, index) => String(part).padStart(index === 0 ? 4 : 2, "0")).join("-");
}

/** The first moment of a day, or of one `later` days after it; null for what is no day. */
export function startOfDay(day: string, later = 0): Date | null {
  const [, year, month, date] = DAY.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const start = new Date(year, month - 1, date);
  // 31 February is taken for 3 March: no such day.
  if (start.getMonth() !== month - 1 || year < 1970 || year > 2200) return null;
  return new Date(year, month - 1, date + later);
}

/** The name of this person's time zone, as "Asia/Kolkata". */
export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
