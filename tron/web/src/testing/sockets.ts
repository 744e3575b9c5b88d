/** Stands in for WebSocket in tests: opens only when it is told to, and keeps what was sent. */
export class FakeSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  /** Every socket of this test, the newest last. */
  static all: FakeSocket[] = [];

  readonly sent: (string | ArrayBuffer)[] = [];
  readyState: number = FakeSocket.CONNECTING;
  binaryType: BinaryType = "blob";
  bufferedAmount = 0;
  /** What the server says to a message, if anything. */
  answer: ((message: Record<string, unknown>) => object | undefined) | null = null;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeSocket.all.push(this);
  }

  /** The newest socket to an address that ends so. Throws while there is none. */
  static to(path: string): FakeSocket {
    const found = FakeSocket.all.findLast((socket) => new URL(socket.url).pathname.endsWith(path));
    if (!found) throw new Error(`nothing was connected to ${path}`);
    return found;
  }

  /** The JSON messages that were sent, read. */
  get messages(): Record<string, unknown>[] {
    return this.sent.filter((data) => typeof data === "string").map((data) => JSON.parse(data));
  }

  send(data: string | ArrayBuffer): void {
    this.sent.push(data);
    const answer = typeof data === "string" ? this.answer?.(JSON.parse(data)) : undefined;
    if (answer) this.say(answer);
  }

  close(code = 1000): void {
    this.drop(code);
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    const event = new Event("open");
    this.onopen?.(event);
    this.dispatchEvent(event);
  }

  /** A message from the server: an object goes as JSON. */
  say(message: object): void {
    const data = message instanceof ArrayBuffer ? message : JSON.stringify(message);
    const event = new MessageEvent("message", { data });
    this.onmessage?.(event);
    this.dispatchEvent(event);
  }

  /** The connection is lost, or closed by the server. */
  drop(code = 1006): void {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    const event = new CloseEvent("close", { code });
    this.onclose?.(event);
    this.dispatchEvent(event);
  }
}
