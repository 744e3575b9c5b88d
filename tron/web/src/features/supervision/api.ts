import { client, read } from "@/lib/api";
import { malformed } from "@/lib/errors";
import type { components } from "@/lib/schema";
import type { Ticket } from "@/lib/stream/ticket";

type Wish = components["schemas"]["SupervisionIn"];
/** Why an instruction reaches no model now. */
export type Unheeded = NonNullable<components["schemas"]["SupervisionOut"]["why"]>;

/** The call, as far as its supervision has to know it. */
export type Supervised = { id: string; fidelity: string | null; agent_name: string | null; agent_muted: boolean };

/** What opens a seat, and which seat that is. */
export type SeatTicket = Ticket & { seat: string };

export async function listen(callId: string): Promise<SeatTicket> {
  const { stream_url, token, seat } = await supervise(callId, { action: "listen" });
  if (stream_url === null || token === null || seat === null) throw malformed(202);
  return { callId, url: stream_url, token, seat };
}

export function takeOver(callId: string, seat: string) {
  return supervise(callId, { action: "take_over", seat });
}

export function handBack(callId: string) {
  return supervise(callId, { action: "hand_back" });
}

/** An instruction that the caller does not hear; answers why no model hears it either. */
export async function whisper(callId: string, text: string): Promise<Unheeded | null> {
  return (await supervise(callId, { action: "whisper", text })).why;
}

/** A sentence that the agent says next: no model is needed for it. */
export async function say(callId: string, text: string): Promise<null> {
  await supervise(callId, { action: "say", text });
  return null;
}

export function muteAgent(callId: string, muted: boolean) {
  const params = { path: { call_id: callId } };
  return read(client.POST("/api/tron/calls/{call_id}/mute", { params, body: { muted } }));
}

export function endCall(callId: string) {
  return read(client.POST("/api/tron/calls/{call_id}/hangup", { params: { path: { call_id: callId } } }));
}

function supervise(callId: string, body: Wish) {
  const params = { path: { call_id: callId } };
  return read(client.POST("/api/tron/calls/{call_id}/supervision", { params, body }));
}
