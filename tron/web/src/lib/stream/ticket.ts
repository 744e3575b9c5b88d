import { socketUrl } from "../base";

/** What opens a call's stream: a token works once. `muted`: how the page before left its microphone. */
export type Ticket = { callId: string; url: string; token: string; muted?: boolean };

const KEY = "tron.call";
/** Tron keeps a call for 5 s without its page; slow pages get a little more, and hear that it is over. */
const USELESS_AFTER_MS = 15_000;

/** Leaves the ticket for the page that comes after a reload in this tab. */
export function leaveTicket(ticket: Ticket, now = Date.now()): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ...ticket, at: now }));
}

/** The ticket of the page before, once. */
export function takeTicket(now = Date.now()): Ticket | undefined {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const { callId, url, token, at, muted } = parsed(text);
  if (typeof callId !== "string" || typeof url !== "string" || typeof token !== "string") return undefined;
  return typeof at === "number" && now - at < USELESS_AFTER_MS
    ? { callId, url, token, muted: muted === true }
    : undefined;
}

/** The address of a stream: a path is one of this server, under its prefix already. */
export function streamAddress(url: string): string {
  return url.startsWith("/") ? new URL(socketUrl("/")).origin.replace(/^http/, "ws") + url : url;
}

function parsed(text: string | null): Record<string, unknown> {
  try {
    return (JSON.parse(text ?? "null") ?? {}) as Record<string, unknown>;
  } catch {
    return {};
  }
}
