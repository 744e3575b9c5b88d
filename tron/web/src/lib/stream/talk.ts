import { Microphone } from "../audio/microphone";
import { type AudioProblem, toAudioProblem } from "../audio/problem";
import { Speaker } from "../audio/speaker";
import { CallStream, type Stage, type StreamEnd } from "./callStream";
import { leaveTicket, type Ticket } from "./ticket";

export type Choice = { microphone: string | null; speaker: string };

export type TalkListener = {
  stage: (stage: Stage) => void;
  keys: (digits: string) => void;
  /** Browser to Tron and back, and how often sound came too late to be even. */
  quality: (latencyMs: number, gaps: number) => void;
  over: (end: StreamEnd) => void;
  /** The browser holds the sound back until a person clicks. */
  blocked: (now: boolean) => void;
  /** The microphone has this problem; null: it hears again. */
  problem: (problem: AudioProblem | null) => void;
};

/** A microphone, a loudspeaker and a call's stream, connected. */
export class Talk {
  private stream: CallStream | undefined;
  private microphone: Microphone | undefined;
  private muted = false;
  private returns = true;

  private constructor(
    private readonly speaker: Speaker,
    private readonly tell: TalkListener,
  ) {}

  /** Opens the loudspeaker, then the microphone. Throws an `AudioProblem`. */
  static async prepare(choice: Choice, tell: TalkListener): Promise<Talk> {
    const talk = await Talk.listen(choice, tell);
    try {
      talk.microphone = await talk.openMicrophone(choice.microphone);
    } catch (problem) {
      await talk.close();
      throw problem;
    }
    return talk;
  }

  /** Takes a call up again: what is said is heard at once, the microphone follows. Throws an `AudioProblem`. */
  static async resume(ticket: Ticket, choice: Choice, tell: TalkListener): Promise<Talk> {
    const talk = await Talk.listen(choice, tell);
    talk.muted = ticket.muted === true;
    talk.connect(ticket);
    void talk.chooseMicrophone(choice.microphone);
    return talk;
  }

  /** Opens the loudspeaker alone: for somebody who listens, and may speak later. Throws an `AudioProblem`. */
  static async listen(choice: Choice, tell: TalkListener): Promise<Talk> {
    const speaker = await Speaker.open(tell.blocked);
    await speaker.choose(choice.speaker).catch(() => undefined);
    return new Talk(speaker, tell);
  }

  /** `returns`: a reload of the page takes it up again. */
  connect(ticket: Ticket, { returns = true } = {}): void {
    this.returns = returns;
    const { stage, keys, quality, over } = this.tell;
    this.stream = new CallStream(ticket, {
      stage: (now) => {
        // What was queued before the connection broke is old by now.
        if (now === "reconnecting") this.speaker.clear();
        stage(now);
      },
      keys,
      latency: (milliseconds) => quality(milliseconds, this.speaker.gaps),
      sound: (pcm) => this.speaker.play(pcm),
      clear: () => this.speaker.clear(),
      over: (end) => {
        void this.finish();
        over(end);
      },
    });
    window.addEventListener("pagehide", this.leave);
    this.stream.open();
  }

  get levels(): { microphone: number; speaker: number } {
    return { microphone: this.muted ? 0 : (this.microphone?.level ?? 0), speaker: this.speaker.level };
  }

  mute(muted: boolean): void {
    this.muted = muted;
    if (this.microphone) this.microphone.muted = muted;
  }

  /** Opens the microphone of somebody who has listened so far. Throws an `AudioProblem`. */
  async speak(deviceId: string | null): Promise<void> {
    this.microphone ??= await this.openMicrophone(deviceId);
  }

  /** They only listen again. */
  async hush(): Promise<void> {
    const { microphone } = this;
    this.microphone = undefined;
    await microphone?.close();
  }

  /** Leaves for good, with a word: Tron waits for nobody. */
  async depart(): Promise<void> {
    this.stream?.hangUp();
    await this.close();
  }

  press(digits: string): void {
    this.stream?.press(digits);
  }

  hangUp(): void {
    this.stream?.hangUp();
  }

  /** By a click: browsers start sound then. */
  async startSound(): Promise<void> {
    await Promise.all([this.speaker.resume(), this.microphone?.resume()]);
  }

  /** Changes the microphone in mid-call; the old one stays when the new one cannot be had. */
  async chooseMicrophone(deviceId: string | null): Promise<void> {
    try {
      const next = await this.openMicrophone(deviceId);
      const before = this.microphone;
      this.microphone = next;
      next.muted = this.muted;
      await before?.close();
      this.tell.problem(null);
    } catch (thrown) {
      this.tell.problem(toAudioProblem(thrown));
    }
  }

  async chooseSpeaker(deviceId: string): Promise<void> {
    await this.speaker.choose(deviceId);
  }

  async close(): Promise<void> {
    window.removeEventListener("pagehide", this.leave);
    this.stream?.leave();
    await Promise.all([this.speaker.close(), this.microphone?.close()]);
    this.microphone = undefined;
  }

  /** The last words are heard to their end. */
  private async finish(): Promise<void> {
    window.removeEventListener("pagehide", this.leave);
    await this.microphone?.close();
    await this.speaker.finish();
  }

  private openMicrophone(deviceId: string | null): Promise<Microphone> {
    return Microphone.open(deviceId, {
      frame: (pcm) => this.stream?.send(pcm),
      gone: () => void this.chooseMicrophone(null),
    });
  }

  private readonly leave = () => {
    if (!this.returns) {
      this.stream?.hangUp();
      return;
    }
    const ticket = this.stream?.next;
    if (ticket) leaveTicket({ ...ticket, muted: this.muted });
    this.stream?.leave();
  };
}
