import { JitterBuffer } from "./jitterBuffer";
import { fromPcm, loudness, SAMPLE_RATE } from "./pcm";
import { Resampler } from "./resampler";
import { PLAYBACK, type PlaybackOrder, type PlaybackReport } from "./worklet";

// A worklet's own globals, which the DOM's types do not have.
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

const REPORTS_PER_SECOND = 20;

/** Plays frames as evenly as they were sent, and drops what waits when it is told to. */
class Playback extends AudioWorkletProcessor {
  private readonly buffer = new JitterBuffer(sampleRate);
  private readonly resampler = new Resampler(SAMPLE_RATE, sampleRate);
  private untilReport = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<PlaybackOrder>) => this.obey(data);
  }

  process(_: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [first, ...others] = output ?? [];
    if (!first) return true;
    this.buffer.pull(first);
    for (const channel of others) channel.set(first);
    this.report(first);
    return true;
  }

  private obey(order: PlaybackOrder): void {
    if (order.kind === "play") this.buffer.push(this.resampler.process(fromPcm(order.pcm)));
    else this.buffer.clear();
  }

  private report(heard: Float32Array): void {
    this.untilReport -= heard.length;
    if (this.untilReport > 0) return;
    this.untilReport = sampleRate / REPORTS_PER_SECOND;
    const report: PlaybackReport = { level: loudness(heard), ...this.buffer.stats };
    this.port.postMessage(report);
  }
}

registerProcessor(PLAYBACK, Playback);
