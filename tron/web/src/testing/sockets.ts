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
  readonly bufferedAmount = 0;

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
  }

  close(code = 1000): void {
    this.drop(code);
  }

  open(): void {
    this.readyState = FakeSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** A message from the server: an object goes as JSON. */
  say(message: object): void {
    const data = message instanceof ArrayBuffer ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The connection is lost, or closed by the server. */
  drop(code = 1006): void {
    if (this.readyState === FakeSocket.CLOSED) return;
    this.readyState = FakeSocket.CLOSED;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}
