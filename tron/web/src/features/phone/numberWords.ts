import type { TFunction } from "i18next";
import { phone } from "@/lib/format";
import { seriesOf } from "@/lib/series";

/** A number of ours with the series that it belongs to, where India gives that one a meaning. */
export function numberWords(number: string, t: TFunction): string {
  const series = seriesOf(number);
  return series === null ? phone(number) : t("phone.ofSeries", { number: phone(number), series });
}
