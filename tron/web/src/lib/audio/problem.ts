/**
 * Why there is no sound: the page is not served securely, the browser lacks what is needed, a person or the system
 * refused the microphone, there is none, another program has it, or something else broke.
 */
export type AudioCode = "insecure" | "unsupported" | "refused" | "no_microphone" | "in_use" | "failed";

export class AudioProblem extends Error {
  readonly code: AudioCode;

  constructor(code: AudioCode, cause?: unknown) {
    super(code, { cause });
    this.name = "AudioProblem";
    this.code = code;
  }
}

const CODES: Record<string, AudioCode> = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "no_microphone",
  OverconstrainedError: "no_microphone",
  NotReadableError: "in_use",
  AbortError: "in_use",
};

/** What a browser threw, as a problem that the page has words for. */
export function toAudioProblem(thrown: unknown): AudioProblem {
  if (thrown instanceof AudioProblem) return thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : "";
  return new AudioProblem(CODES[name] ?? "failed", thrown);
}

type Browser = { isSecureContext: boolean; navigator: { mediaDevices?: unknown }; AudioWorkletNode?: unknown };

/** The problem that this browser, or this address, has before anything is asked; none when all is there. */
export function missingSupport(browser: Browser = window): AudioProblem | undefined {
  // Browsers hide the microphone from pages that came over plain http from elsewhere.
  if (!browser.isSecureContext) return new AudioProblem("insecure");
  const complete = browser.navigator.mediaDevices !== undefined && browser.AudioWorkletNode !== undefined;
  return complete ? undefined : new AudioProblem("unsupported");
}
