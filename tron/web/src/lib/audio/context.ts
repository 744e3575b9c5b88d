import { SAMPLE_RATE } from "./pcm";
import { toAudioProblem } from "./problem";

/** A context at the wire's rate, else at the device's own: the worklets resample then. */
export function createContext(rate: number | undefined = SAMPLE_RATE): AudioContext {
  try {
    return new AudioContext({ latencyHint: "interactive", ...(rate ? { sampleRate: rate } : {}) });
  } catch (thrown) {
    if (rate === undefined) throw toAudioProblem(thrown);
    return createContext(undefined);
  }
}

/** A node of one of our worklets. */
export async function createNode(
  context: AudioContext,
  module: string,
  name: string,
  options: AudioWorkletNodeOptions,
): Promise<AudioWorkletNode> {
  try {
    await context.audioWorklet.addModule(module);
    return new AudioWorkletNode(context, name, options);
  } catch (thrown) {
    throw toAudioProblem(thrown);
  }
}

/** Starts a context that the browser holds back; whether it runs then. */
export async function startContext(context: AudioContext): Promise<boolean> {
  // Without a click the promise may stay open for ever: it is not waited for.
  void context.resume().catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  return context.state === "running";
}
