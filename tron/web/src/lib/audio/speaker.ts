import { createContext, createNode, startContext } from "./context";
import type { SinkContext } from "./devices";
import playbackModule from "./playback.worklet.ts?worker&url";
import { PLAYBACK, type PlaybackOrder, type PlaybackReport } from "./worklet";

/** From a sample that was pulled until it is heard. */
const TAIL_MS = 150;

/** Plays frames of the wire's format, evenly. */
export class Speaker {
  private last: PlaybackReport = { level: 0, bufferedMs: 0, targetMs: 0, underruns: 0 };

  private constructor(
    private readonly context: SinkContext,
    private readonly node: AudioWorkletNode,
  ) {
    node.port.onmessage = ({ data }: MessageEvent<PlaybackReport>) => {
      this.last = data;
    };
    node.connect(context.destination);
  }

  /** `blocked` hears whether the browser holds the sound back until a person clicks. Throws an `AudioProblem`. */
  static async open(blocked: (now: boolean) => void): Promise<Speaker> {
    const context = createContext();
    const options = { numberOfInputs: 0, numberOfOutputs: 1, outputChannelCount: [1] };
    const speaker = new Speaker(context, await createNode(context, playbackModule, PLAYBACK, options));
    const tell = () => context.state !== "closed" && blocked(context.state !== "running");
    context.addEventListener("statechange", tell);
    await startContext(context);
    tell();
    return speaker;
  }

  /** How loud it plays, 0 to 1. */
  get level(): number {
    return this.context.state === "running" ? this.last.level : 0;
  }

  /** How often sound came too late to be played evenly. */
  get gaps(): number {
    return this.last.underruns;
  }

  play(pcm: ArrayBuffer): void {
    // What came while the browser held the sound back is old when it starts.
    if (this.context.state !== "running") return;
    this.order({ kind: "play", pcm }, [pcm]);
  }

  /** Drops what is queued, at once. */
  clear(): void {
    this.order({ kind: "clear" });
  }

  /** To be called by a click: browsers start sound then. */
  async resume(): Promise<void> {
    await this.context.resume();
  }

  /** Sends the sound to a loudspeaker; "" is the system's choice. */
  async choose(deviceId: string): Promise<void> {
    await this.context.setSinkId?.(deviceId);
  }

  /** Plays what is queued to its end, then stops. */
  async finish(): Promise<void> {
    const rest = this.last.bufferedMs + TAIL_MS;
    await new Promise((resolve) => setTimeout(resolve, rest));
    await this.close();
  }

  async close(): Promise<void> {
    if (this.context.state !== "closed") await this.context.close();
  }

  private order(order: PlaybackOrder, transfer: Transferable[] = []): void {
    this.node.port.postMessage(order, transfer);
  }
}
