/** Nodes that no talk ever comes by: they are for those who read the flow. */
const QUIET: readonly string[] = ["note", "group"];

export const isQuiet = (type: string) => QUIET.includes(type);
