const KEPT = 2_000;

/** Up to which sequence each call (or stream) is known: nothing is told twice, and a gap is noticed. */
export class Ledger {
  /** The order is that of the last change, the oldest first. */
  private readonly last = new Map<string, number>();

  /** Notes an event. "known": it was told before. "gap": others are missing before it, and it is not noted. */
  take(key: string, sequence: number): "new" | "known" | "gap" {
    const last = this.last.get(key) ?? 0;
    if (sequence <= last) return "known";
    if (sequence > last + 1) return "gap";
    this.note(key, sequence);
    return "new";
  }

  /** Notes a sequence whatever was before it. */
  note(key: string, sequence: number): void {
    this.last.delete(key);
    this.last.set(key, sequence);
    const [oldest] = this.last.keys();
    if (this.last.size > KEPT && oldest !== undefined) this.last.delete(oldest);
  }

  known(key: string): number {
    return this.last.get(key) ?? 0;
  }

  /** The next event of `key` is its first. */
  rewind(key: string): void {
    this.last.delete(key);
  }

  clear(): void {
    this.last.clear();
  }

  /** The `count` that changed last, for the server to resume behind them. */
  latest(count: number): Record<string, number> {
    return Object.fromEntries([...this.last].slice(-count));
  }
}
