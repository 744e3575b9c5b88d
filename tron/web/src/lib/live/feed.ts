import ReconnectingWebSocket from "partysocket/ws";
import { Ledger } from "./ledger";
import { type CallEvent, readMessage, type ServerMessage, type StreamEvent } from "./messages";

/** live: events come. reconnecting: they stopped a moment ago. away: Tron has not answered for a while. */
export type Connection = "connecting" | "live" | "reconnecting" | "away";

/** Who is told. `missed`: events were lost for good, so what is shown has to be loaded again. */
export type Listener = {
  connection: (state: Connection) => void;
  call: (event: CallEvent) => void;
  stream: (event: StreamEvent) => void;
  missed: () => void;
};

const AWAY_MS = 10_000;
/** The server pings every 20 s; two silent rounds mean that nobody is there. */
const SILENCE_MS = 45_000;
const DELAYS = { minReconnectionDelay: 500, maxReconnectionDelay: 5_000 };
const LONGEST_AFTER = 900;
const LONGEST_STREAMS = 400;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The connection to /ws/tron: all calls, and the whole story of those that are followed, each event once. */
export class LiveFeed {
  private readonly calls = new Ledger();
  private readonly streams = new Ledger();
  private readonly followed = new Set<string>();
  private socket: ReconnectingWebSocket | undefined;
  private state: Connection = "connecting";
  /** The server's time up to which everything was told. */
  private since: string | undefined;
  /** Subscriptions that were sent and not answered: until then events may follow the wish before. */
  private pending = 0;
  private awayTimer: ReturnType<typeof setTimeout> | undefined;
  private silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly url: () => string,
    private readonly tell: Listener,
  ) {}

  open(): void {
    if (this.socket) return;
    const socket = new ReconnectingWebSocket(this.url, null, DELAYS);
    socket.addEventListener("open", this.opened);
    socket.addEventListener("close", this.lost);
    socket.addEventListener("message", this.heard);
    this.socket = socket;
    this.awayTimer = setTimeout(() => this.become("away"), AWAY_MS);
  }

  /** Forgets what was told: opened again, it begins anew. */
  close(): void {
    clearTimeout(this.awayTimer);
    clearTimeout(this.silenceTimer);
    this.socket?.close();
    this.socket = undefined;
    this.forget();
    this.become("connecting");
  }

  /** Tells the call's story, with what comes; `fromStart` also what was told before. */
  follow(callId: string, fromStart: boolean): void {
    // The server ends a connection that names anything else.
    if (!UUID.test(callId)) return;
    this.followed.add(callId);
    if (fromStart) this.calls.rewind(callId);
    this.subscribe();
  }

  unfollow(callId: string): void {
    this.followed.delete(callId);
  }

  private readonly opened = () => {
    this.pending = 0;
    this.subscribe();
    this.watchSilence();
  };

  private readonly lost = () => {
    clearTimeout(this.silenceTimer);
    if (this.state !== "live") return;
    this.become("reconnecting");
    clearTimeout(this.awayTimer);
    this.awayTimer = setTimeout(() => this.become("away"), AWAY_MS);
  };

  private readonly heard = ({ data }: MessageEvent) => {
    this.watchSilence();
    const message = readMessage(data);
    if (message) this.handle(message);
  };

  private handle(message: ServerMessage): void {
    switch (message.kind) {
      case "subscribed":
        this.pending = Math.max(0, this.pending - 1);
        this.since = message.at;
        clearTimeout(this.awayTimer);
        this.become("live");
        break;
      case "ping":
        this.since = message.at;
        this.socket?.send('{"type":"pong"}');
        break;
      case "error":
        if (message.fields.includes("since")) this.startOver();
        break;
      case "call":
        this.takeCall(message.event);
        break;
      case "stream":
        this.takeStream(message.event);
        break;
    }
  }

  private takeCall(event: CallEvent): void {
    const verdict = this.calls.take(event.call_id, event.sequence);
    if (verdict === "new") this.tell.call(event);
    else if (verdict === "gap" && this.pending === 0) {
      this.calls.note(event.call_id, this.calls.known(event.call_id));
      this.subscribe();
    }
  }

  /** A stream begins wherever it is when the page comes to it. */
  private takeStream(event: StreamEvent): void {
    if (event.sequence <= this.streams.known(event.stream)) return;
    this.streams.note(event.stream, event.sequence);
    this.tell.stream(event);
  }

  private subscribe(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    const calls = [...this.followed].slice(-LONGEST_AFTER);
    const after = this.calls.latest(LONGEST_AFTER - calls.length);
    for (const callId of calls) after[callId] = this.calls.known(callId);
    const since = this.since ? { since: this.since } : {};
    const wish = {
      type: "subscribe",
      all: true,
      calls,
      after,
      ...since,
      streams: this.streams.latest(LONGEST_STREAMS),
    };
    this.pending += 1;
    this.socket.send(JSON.stringify(wish));
  }

  /** This page was away longer than the server looks back. */
  private startOver(): void {
    this.forget();
    this.tell.missed();
  }

  private forget(): void {
    this.since = undefined;
    this.calls.clear();
    this.streams.clear();
  }

  private watchSilence(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = setTimeout(() => this.socket?.reconnect(), SILENCE_MS);
  }

  private become(state: Connection): void {
    if (state === this.state) return;
    this.state = state;
    this.tell.connection(state);
  }
}
