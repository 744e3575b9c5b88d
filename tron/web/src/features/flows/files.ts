/** The largest file that is sent to be imported. */
export const MOST_BYTES = 5_000_000;

export type FileProblem = "large" | "noJson";

/** What is in a file of a flow, or why it is none. */
export async function readFlowFile(file: File): Promise<{ flow: unknown } | { problem: FileProblem }> {
  if (file.size > MOST_BYTES) return { problem: "large" };
  try {
    return { flow: JSON.parse(await file.text()) };
  } catch {
    return { problem: "noJson" };
  }
}

/** "Renewal reminder" -> "Renewal-reminder.tron-flow.json"; letters of any script stay. */
export function fileName(name: string): string {
  const plain = name
    .trim()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `${plain || "flow"}.tron-flow.json`;
}

/** Gives the browser a file to keep. */
export function download(name: string, content: unknown): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
