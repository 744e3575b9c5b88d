/** The practice people whom the pages have words for, by the server's names. */
export const PEOPLE = [
  "talker",
  "busy",
  "no_answer",
  "voicemail",
  "declines",
  "invalid",
  "hangs_up",
  "silent",
  "talks_over",
  "unreachable",
  "opts_out",
  "presses_keys",
] as const;

/** The same name where there are words for it; who is undefined tells it in the server's words. */
export function knownPerson(name: string) {
  return PEOPLE.find((one) => one === name);
}
