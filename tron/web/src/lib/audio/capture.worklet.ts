import { Framer } from "./framer";
import { FRAME_SAMPLES, loudness, SAMPLE_RATE, toPcm } from "./pcm";
import { Resampler } from "./resampler";
import { CAPTURE, type CaptureMessage } from "./worklet";

// A worklet's own globals, which the DOM's types do not have.
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

/** Posts what the microphone hears as frames of the wire's format. */
class Capture extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(sampleRate, SAMPLE_RATE);
  private readonly framer = new Framer(FRAME_SAMPLES);

  process([input]: Float32Array[][]): boolean {
    const channel = input?.[0];
    if (channel) this.framer.push(this.resampler.process(channel), this.post);
    return true;
  }

  private readonly post = (samples: Float32Array) => {
    const message: CaptureMessage = { frame: toPcm(samples), level: loudness(samples) };
    this.port.postMessage(message, [message.frame]);
  };
}

registerProcessor(CAPTURE, Capture);
