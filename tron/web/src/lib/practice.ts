/** The people of the practice line, by what they do. Their numbers exist nowhere, and only that line dials them. */
export const PRACTICE_PEOPLE = [
  "talks",
  "busy",
  "noAnswer",
  "voicemail",
  "declines",
  "invalid",
  "hangsUp",
  "silent",
  "talksOver",
  "unreachable",
  "optsOut",
  "keys",
] as const;
export type PracticePerson = (typeof PRACTICE_PEOPLE)[number];

/** The number of a person, in E.164. */
export function practiceNumber(person: PracticePerson): string {
  return `+91${String(PRACTICE_PEOPLE.indexOf(person) + 1).padStart(10, "0")}`;
}

/** The person behind a number; undefined for one that the line draws by chance, and for any other number. */
export function practicePerson(number: string): PracticePerson | undefined {
  return PRACTICE_PEOPLE.find((person) => practiceNumber(person) === number);
}
