/** Countries that can be chosen beside a number, with their calling codes; the server decides what may be dialled. */
export const COUNTRIES = [
  ["IN", "+91"],
  ["AE", "+971"],
  ["AU", "+61"],
  ["BD", "+880"],
  ["CA", "+1"],
  ["DE", "+49"],
  ["GB", "+44"],
  ["LK", "+94"],
  ["MY", "+60"],
  ["NP", "+977"],
  ["NZ", "+64"],
  ["QA", "+974"],
  ["SA", "+966"],
  ["SG", "+65"],
  ["US", "+1"],
] as const;

export type Country = (typeof COUNTRIES)[number][0];

/** E.164 of a country and the digits that were typed; null while they cannot be a number. */
export function e164(country: Country, typed: string): string | null {
  const compact = typed.normalize("NFKC").replace(/[\s().-]/g, "");
  // A whole number that was pasted wins over the chosen country.
  if (/^\+\d{7,15}$/.test(compact)) return compact;
  const code = COUNTRIES.find(([name]) => name === country)?.[1];
  const digits = compact.replace(/^0+(?=\d{10}$)/, "");
  return code && /^\d{6,14}$/.test(digits) ? code + digits : null;
}
