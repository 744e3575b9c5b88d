import { ApiError } from "../errors";
import { readStreamMessage, type Side, type StreamMessage } from "./messages";
import { streamAddress, type Ticket } from "./ticket";

/** connecting: not yet there. open: both hear each other. reconnecting: the call waits for this page. */
export type Stage = "connecting" | "open" | "reconnecting";

/** How a stream came to its end: told by Tron, refused with an error, or lost for longer than Tron waits. */
export type StreamEnd =
  | { how: "ended"; by: Side; reason: string | null }
  | { how: "refused"; error: ApiError }
  | { how: "lost" };

export type StreamListener = {
  stage: (stage: Stage) => void;
  sound: (pcm: ArrayBuffer) => void;
  clear: () => void;
  keys: (digits: string) => void;
  /** There and back, in milliseconds. */
  latency: (milliseconds: number) => void;
  over: (end: StreamEnd) => void;
};

/** Tron keeps a call so long for a page that is gone. */
const KEPT_MS = 5_000;
const RETRY_MS = 250;
const PING_MS = 1_500;
/**
 * Without a word for so long the connection is dead, whatever the browser believes. At first Tron may be silent until a
 * worker has taken the call.
 */
const SILENCE_MS: Record<Stage, number> = { connecting: 50_000, open: 3_500, reconnecting: 2_000 };
/** A page in the background is woken rarely: a ping that was just sent has not failed yet. */
const PONG_MS = 2_000;
/** A first connection may have to wait for the worker that takes the call. */
const PATIENCE_MS = 20_000;
const PATIENT_RETRY_MS = 1_000;
/** A second of sound that the network did not take: what is said now is more use than what was said then. */
const BACKLOG_BYTES = 32_000;
const MOST_REDIRECTS = 3;
const GONE = "call_over";
const UNAVAILABLE = "unavailable";

/** A call's sound and keys over a WebSocket, over as many connections as the network needs. */
export class CallStream {
  private socket: WebSocket | undefined;
  private token: string;
  private stage: Stage = "connecting";
  private redirects = 0;
  private patientUntil = Date.now() + PATIENCE_MS;
  private lostAt: number | null = null;
  private pingedAt: number | null = null;
  private done = false;
  private pingTimer: ReturnType<typeof setInterval> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ticket: Ticket,
    private readonly tell: StreamListener,
  ) {
    this.token = ticket.token;
  }

  open(): void {
    this.connect(streamAddress(this.ticket.url));
  }

  /** What a page that is loaded again needs to take this call up. */
  get next(): Ticket | undefined {
    return this.done || this.stage === "connecting" ? undefined : { ...this.ticket, token: this.token };
  }

  send(pcm: ArrayBuffer): void {
    const { talking } = this;
    if (talking && talking.bufferedAmount < BACKLOG_BYTES) talking.send(pcm);
  }

  press(digits: string): void {
    this.say({ type: "keys", digits });
  }

  hangUp(): void {
    this.say({ type: "hangup" });
    this.finish({ how: "ended", by: "caller", reason: null });
  }

  /** Leaves without a word: Tron waits a moment for a page that takes the call up. */
  leave(): void {
    this.done = true;
    this.drop();
  }

  /** The connection, while both sides hear each other. */
  private get talking(): WebSocket | undefined {
    return this.stage === "open" && this.socket?.readyState === WebSocket.OPEN ? this.socket : undefined;
  }

  private connect(address: string): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(address);
    } catch {
      this.finish({ how: "refused", error: new ApiError("malformed", 0) });
      return;
    }
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "hello", token: this.token, sample_rate: 16_000 }));
    };
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.hear(data);
    socket.onclose = () => this.closed();
    this.socket = socket;
    this.watchSilence();
  }

  private hear(data: string | ArrayBuffer): void {
    this.watchSilence();
    if (typeof data !== "string") {
      this.tell.sound(data);
      return;
    }
    const message = readStreamMessage(data);
    if (message) this.obey(message);
  }

  private obey(message: StreamMessage): void {
    switch (message.kind) {
      case "ready":
        this.ready(message.resumeToken);
        break;
      case "redirect":
        this.redirect(message.url);
        break;
      case "clear":
        this.tell.clear();
        break;
      case "keys":
        this.tell.keys(message.digits);
        break;
      case "pong":
        this.tell.latency(performance.now() - message.sentAt);
        break;
      case "ended":
        this.finish({ how: "ended", by: message.by, reason: message.reason });
        break;
      case "error":
        this.refused(message.error);
        break;
    }
  }

  private ready(resumeToken: string): void {
    this.token = resumeToken;
    this.redirects = 0;
    this.lostAt = null;
    this.become("open");
    this.watchSilence();
    this.ping();
    clearInterval(this.pingTimer);
    this.pingTimer = setInterval(() => this.ping(), PING_MS);
  }

  private redirect(url: string): void {
    this.redirects += 1;
    this.drop();
    if (this.redirects > MOST_REDIRECTS) this.finish({ how: "refused", error: new ApiError("malformed", 0) });
    else this.connect(streamAddress(url));
  }

  private refused(error: ApiError): void {
    const early = this.stage === "connecting" && error.code === GONE && Date.now() < this.patientUntil;
    if (early) {
      this.drop();
      this.retryTimer = setTimeout(() => this.open(), PATIENT_RETRY_MS);
    } else if (this.stage === "reconnecting" && error.code === UNAVAILABLE) this.closed();
    else this.finish({ how: "refused", error });
  }

  private closed(): void {
    this.drop();
    if (this.done) return;
    this.lostAt ??= Date.now();
    const patience = this.stage === "connecting" ? PATIENCE_MS : KEPT_MS;
    if (Date.now() - this.lostAt > patience) {
      this.finish({ how: "lost" });
      return;
    }
    if (this.stage === "open") this.become("reconnecting");
    this.redirects = 0;
    this.retryTimer = setTimeout(() => this.open(), RETRY_MS);
  }

  private watchSilence(): void {
    this.pingedAt = null;
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.silent(), SILENCE_MS[this.stage]);
  }

  private silent(): void {
    const unasked = this.pingedAt === null || performance.now() - this.pingedAt < PONG_MS;
    if (this.stage === "open" && unasked) {
      this.ping();
      this.silenceTimer = setTimeout(() => this.silent(), PONG_MS);
    } else this.closed();
  }

  private ping(): void {
    const now = performance.now();
    this.pingedAt ??= now;
    this.say({ type: "ping", t: now });
  }

  private say(message: object): void {
    this.talking?.send(JSON.stringify(message));
  }

  private become(stage: Stage): void {
    this.stage = stage;
    this.tell.stage(stage);
  }

  private finish(end: StreamEnd): void {
    if (this.done) return;
    this.done = true;
    this.drop();
    this.tell.over(end);
  }

  /** Ends the connection without hearing of it any more. */
  private drop(): void {
    clearInterval(this.pingTimer);
    clearTimeout(this.silenceTimer);
    clearTimeout(this.retryTimer);
    const { socket } = this;
    this.socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
