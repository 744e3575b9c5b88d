import { loudness } from "./pcm";

const FIRST_MS = 40;
const LEAST_MS = 40;
const MOST_MS = 240;
const STEP_MS = 20;
/** With less than this left to play, the sound that comes is only just in time. */
const MARGIN_MS = 5;
/** Sound that comes this soon after the buffer ran dry was late; after longer, the agent had paused. */
const LATE_MS = 250;
/** So long without running dry, and a little less waiting is tried. */
const CALM_MS = 10_000;
/** Waiting sound beyond the target, of which pauses are shortened. */
const SPARE_MS = 120;
/** Beyond this the oldest goes, loud or not. */
const OVERFLOW_MS = 1_500;
const QUIET = 0.05;
/** How much of the last sample is left after each further one when sound stops: no click. */
const DECAY = 0.95;

export type JitterStats = { bufferedMs: number; targetMs: number; underruns: number };

/**
 * Evens out when sound arrives. It waits until `targetMs` are there, plays, and waits again when it runs dry. Sound that
 * came late, or only just in time, makes it wait longer from then on; calm makes it wait less. All times are counted in
 * samples that were played.
 */
export class JitterBuffer {
  underruns = 0;
  private readonly queue: Float32Array[] = [];
  private waiting = 0;
  private played = 0;
  private pushedAt = 0;
  private playing = false;
  private target = FIRST_MS;
  private ranDryAt: number | null = null;
  private calmSince = 0;
  /** What is being said: when its first sound came, how much came since, and whether the wait has grown by it. */
  private begunAt = 0;
  private came = 0;
  private grown = false;
  /** The wait that would have been enough for all that came since the wait last changed. */
  private neededMs = 0;
  private tail = 0;

  constructor(private readonly rate: number) {}

  get stats(): JitterStats {
    return { bufferedMs: this.ms(this.waiting), targetMs: this.target, underruns: this.underruns };
  }

  push(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.noteLate();
    this.noteUneven(samples.length);
    this.pushedAt = this.played;
    this.queue.push(samples);
    this.waiting += samples.length;
    while (this.ms(this.waiting) > OVERFLOW_MS) this.drop();
  }

  /** Fills `out` with what is to be heard now; silence while nothing is. */
  pull(out: Float32Array): void {
    this.shortenPause();
    this.playing ||= this.ready;
    const filled = this.playing ? this.take(out) : 0;
    if (this.playing && filled < out.length) this.runDry();
    this.fade(out, filled);
    this.played += out.length;
    this.relax();
  }

  /** Nothing of what waits is heard. */
  clear(): void {
    this.queue.length = 0;
    this.waiting = 0;
    this.playing = false;
    this.ranDryAt = null;
  }

  /** Enough is there, or nothing more comes. */
  private get ready(): boolean {
    const longest = Math.max(this.waiting, this.played - this.pushedAt);
    return this.waiting > 0 && this.ms(longest) >= this.target;
  }

  private take(out: Float32Array): number {
    let filled = 0;
    for (let head = this.queue[0]; head && filled < out.length; head = this.queue[0]) {
      const part = head.subarray(0, out.length - filled);
      out.set(part, filled);
      filled += part.length;
      this.waiting -= part.length;
      if (part.length === head.length) this.queue.shift();
      else this.queue[0] = head.subarray(part.length);
    }
    if (filled > 0) this.tail = out[filled - 1] ?? 0;
    return filled;
  }

  private fade(out: Float32Array, from: number): void {
    for (let index = from; index < out.length; index += 1) {
      this.tail *= DECAY;
      out[index] = this.tail;
    }
  }

  private runDry(): void {
    this.playing = false;
    this.ranDryAt = this.played;
  }

  private noteLate(): void {
    if (this.ranDryAt === null) return;
    if (this.ms(this.played - this.ranDryAt) < LATE_MS) {
      this.underruns += 1;
      this.wait(this.target + STEP_MS);
    }
    this.ranDryAt = null;
  }

  private noteUneven(length: number): void {
    if (!this.playing && this.waiting === 0) {
      this.begunAt = this.played;
      this.came = 0;
      this.grown = false;
    }
    // The wait is over when the sound that fills it is there, so of that one piece nothing is left to wait.
    const neededMs = this.ms(this.played - this.begunAt - this.came + length) + MARGIN_MS;
    this.neededMs = Math.max(this.neededMs, neededMs);
    this.came += length;
    if (this.grown || neededMs <= this.target) return;
    this.grown = true;
    this.wait(this.target + STEP_MS);
  }

  private relax(): void {
    if (this.ms(this.played - this.calmSince) < CALM_MS) return;
    const less = this.target - STEP_MS / 2;
    this.wait(this.neededMs <= less ? less : this.target);
  }

  private wait(ms: number): void {
    this.target = Math.min(MOST_MS, Math.max(LEAST_MS, ms));
    this.calmSince = this.played;
    this.neededMs = 0;
  }

  private shortenPause(): void {
    const head = this.queue[0];
    const spare = this.ms(this.waiting) - this.target;
    if (this.playing && head && spare > SPARE_MS && loudness(head) < QUIET) this.drop();
  }

  private drop(): void {
    this.waiting -= this.queue.shift()?.length ?? 0;
  }

  private ms(samples: number): number {
    return (samples * 1000) / this.rate;
  }
}
