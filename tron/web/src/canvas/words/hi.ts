import said from "./hi.json";

/** What node types say of themselves, in Hindi, by the English sentence. */
export const words: Readonly<Record<string, string>> = said;
