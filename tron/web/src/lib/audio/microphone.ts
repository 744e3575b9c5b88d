import captureModule from "./capture.worklet.ts?worker&url";
import { createContext, createNode } from "./context";
import { missingSupport, toAudioProblem } from "./problem";
import { CAPTURE, type CaptureMessage } from "./worklet";

const WISHES: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
};

type Listener = {
  /** 20 ms of sound in the wire's format. */
  frame: (pcm: ArrayBuffer) => void;
  /** The microphone was unplugged, or taken away. */
  gone: () => void;
};

/** A microphone that is open, as frames. */
export class Microphone {
  /** How loud it hears, 0 to 1. */
  level = 0;

  private constructor(
    private readonly stream: MediaStream,
    private readonly context: AudioContext,
    /** The device that was opened: not the wanted one when that is gone. */
    readonly deviceId: string,
  ) {}

  /** Asks for the microphone and opens it. Throws an `AudioProblem`. */
  static async open(deviceId: string | null, listener: Listener): Promise<Microphone> {
    const stream = await ask(deviceId);
    try {
      return await Microphone.hear(stream, listener);
    } catch (thrown) {
      stopTracks(stream);
      throw toAudioProblem(thrown);
    }
  }

  /** Silence is sent while it is muted: the call goes on. */
  set muted(muted: boolean) {
    for (const track of this.stream.getTracks()) track.enabled = !muted;
  }

  async resume(): Promise<void> {
    await this.context.resume();
  }

  async close(): Promise<void> {
    stopTracks(this.stream);
    if (this.context.state !== "closed") await this.context.close();
  }

  private static async hear(stream: MediaStream, listener: Listener): Promise<Microphone> {
    const { context, source } = connected(stream);
    const node = await createNode(context, captureModule, CAPTURE, { numberOfInputs: 1, numberOfOutputs: 0 });
    const [track] = stream.getAudioTracks();
    const microphone = new Microphone(stream, context, track?.getSettings().deviceId ?? "");
    node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
      microphone.level = data.level;
      listener.frame(data.frame);
    };
    track?.addEventListener("ended", listener.gone);
    source.connect(node);
    void context.resume();
    return microphone;
  }
}

async function ask(deviceId: string | null): Promise<MediaStream> {
  const missing = missingSupport();
  if (missing) throw missing;
  try {
    const exact = deviceId ? { deviceId: { exact: deviceId } } : {};
    return await navigator.mediaDevices.getUserMedia({ audio: { ...WISHES, ...exact } });
  } catch (thrown) {
    const problem = toAudioProblem(thrown);
    // The chosen one is gone: any other is better than none.
    if (deviceId && problem.code === "no_microphone") return ask(null);
    throw problem;
  }
}

function connected(stream: MediaStream): { context: AudioContext; source: MediaStreamAudioSourceNode } {
  const context = createContext();
  try {
    return { context, source: context.createMediaStreamSource(stream) };
  } catch {
    // Firefox connects a microphone only at the microphone's own rate.
    void context.close();
    const own = createContext(undefined);
    return { context: own, source: own.createMediaStreamSource(stream) };
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
