/** Cuts sound that comes in pieces of any length into frames of one length. */
export class Framer {
  private readonly frame: Float32Array;
  private filled = 0;

  constructor(size: number) {
    this.frame = new Float32Array(size);
  }

  /** Calls `take` with each frame that `piece` completes; the array is its own. */
  push(piece: Float32Array, take: (frame: Float32Array) => void): void {
    let at = 0;
    while (at < piece.length) {
      const part = piece.subarray(at, at + this.frame.length - this.filled);
      this.frame.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled < this.frame.length) return;
      take(this.frame.slice());
      this.filled = 0;
    }
  }
}
