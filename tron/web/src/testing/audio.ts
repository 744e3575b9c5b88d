import { vi } from "vitest";

/** A worklet's node: keeps what it was told, and says what a test lets it say. */
export class FakeWorkletNode {
  static all: FakeWorkletNode[] = [];
  readonly port = { postMessage: vi.fn(), onmessage: null as ((event: MessageEvent) => void) | null };
  readonly connect = vi.fn();

  constructor(
    readonly context: FakeAudioContext,
    readonly name: string,
  ) {
    FakeWorkletNode.all.push(this);
  }

  static called(name: string): FakeWorkletNode {
    const node = FakeWorkletNode.all.findLast((one) => one.name === name);
    if (!node) throw new Error(`there is no ${name}`);
    return node;
  }

  say(data: object): void {
    this.port.onmessage?.(new MessageEvent("message", { data }));
  }
}

/** A part of a tone: connects, and lets its values be planned. */
class FakeNode {
  readonly gain = { setTargetAtTime: () => undefined };
  readonly frequency = {};
  connect = (next: unknown) => next;
  start = () => undefined;
}

/** A context that runs when it is resumed; `held`: only after `release`, as without a click. */
export class FakeAudioContext extends EventTarget {
  static held = false;
  static all: FakeAudioContext[] = [];
  state: AudioContextState = "suspended";
  readonly destination = {};
  readonly audioWorklet = { addModule: async () => undefined };

  constructor(readonly options: AudioContextOptions = {}) {
    super();
    FakeAudioContext.all.push(this);
  }

  createMediaStreamSource() {
    return { connect: () => undefined };
  }

  async resume(): Promise<void> {
    if (!FakeAudioContext.held) this.become("running");
  }

  async close(): Promise<void> {
    this.become("closed");
  }

  private become(state: AudioContextState): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

class FakeTrack extends EventTarget {
  enabled = true;
  readonly stop = vi.fn();
  getSettings = () => ({ deviceId: "mic" });
}

/** Gives the page a microphone and a loudspeaker; `refusal` is what asking for the microphone throws. */
export function fakeAudio(refusal?: DOMException) {
  FakeWorkletNode.all = [];
  FakeAudioContext.all = [];
  FakeAudioContext.held = false;
  const track = new FakeTrack();
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  const getUserMedia = vi.fn(async () => {
    if (refusal) throw refusal;
    return stream;
  });
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia, enumerateDevices: async () => [] });
  vi.stubGlobal("AudioContext", FakeAudioContext);
  vi.stubGlobal("AudioWorkletNode", FakeWorkletNode);
  vi.stubGlobal("GainNode", FakeNode);
  vi.stubGlobal("OscillatorNode", FakeNode);
  vi.stubGlobal("isSecureContext", true);
  Object.defineProperty(navigator, "mediaDevices", { value: mediaDevices, configurable: true });
  return { track, getUserMedia };
}
