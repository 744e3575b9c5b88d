/** Zero crossings of the filter on each side, in samples of the lower rate. */
const REACH = 12;
/** Entries of the filter's table for each sample of the lower rate. */
const STEPS = 64;
/** The filter ends a little below half the lower rate, so that nothing folds back. */
const PASS = 0.92;

/** Changes the rate of sound that comes in pieces: a windowed sinc, evaluated where each new sample falls. */
export class Resampler {
  private readonly step: number;
  private readonly scale: number;
  private readonly half: number;
  private readonly table: Float32Array;
  private held: Float32Array;
  /** Where the next output sample falls, in samples of `held`. */
  private next: number;

  constructor(from: number, to: number) {
    this.step = from / to;
    this.scale = Math.min(1, to / from);
    this.half = Math.ceil(REACH / this.scale);
    this.table = filterTable();
    this.held = new Float32Array(this.half);
    this.next = this.half;
  }

  /** What can be said of the output after this piece; a few samples stay for the next one. */
  process(piece: Float32Array): Float32Array {
    if (this.step === 1) return piece;
    const input = joined(this.held, piece);
    const last = input.length - this.half;
    const output = new Float32Array(Math.max(0, Math.ceil((last - this.next) / this.step)));
    for (let index = 0; index < output.length; index += 1)
      output[index] = this.at(input, this.next + index * this.step);
    const position = this.next + output.length * this.step;
    const done = Math.max(0, Math.min(Math.floor(position) - this.half, input.length));
    this.held = input.slice(done);
    this.next = position - done;
    return output;
  }

  private at(input: Float32Array, position: number): number {
    const first = Math.max(0, Math.ceil(position - this.half));
    const last = Math.min(input.length - 1, Math.floor(position + this.half));
    let sum = 0;
    for (let index = first; index <= last; index += 1) {
      const distance = Math.abs(position - index) * this.scale * STEPS;
      const below = Math.floor(distance);
      const weight = this.table[below] ?? 0;
      const above = this.table[below + 1] ?? 0;
      sum += (input[index] ?? 0) * (weight + (above - weight) * (distance - below));
    }
    return sum * this.scale;
  }
}

/** Half of the filter: a sinc under a Blackman window. */
function filterTable(): Float32Array {
  const table = new Float32Array(REACH * STEPS + 2);
  for (let index = 0; index <= REACH * STEPS; index += 1) {
    const x = index / STEPS;
    const angle = Math.PI * x * PASS;
    const sinc = x === 0 ? 1 : Math.sin(angle) / angle;
    const turn = (Math.PI * x) / REACH;
    table[index] = PASS * sinc * (0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  }
  return table;
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const both = new Float32Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
