import useSWR from "swr";
import { answered, client, read } from "@/lib/api";
import { toApiError } from "@/lib/errors";
import type { Ticket } from "@/lib/stream/ticket";

/** The call that rings or is talked on; `null` asks for nothing. */
export function useCall(callId: string | null) {
  return useSWR(callId === null ? null : (["/api/tron/calls/one", callId] as const), ([, call_id]) =>
    read(client.GET("/api/tron/calls/{call_id}", { params: { path: { call_id } } })),
  );
}

/** Takes a ringing call for this page alone. */
export async function answer(callId: string): Promise<Ticket> {
  const params = { path: { call_id: callId } };
  const { call_id, stream_url, token } = await read(client.POST("/api/tron/calls/{call_id}/answer", { params }));
  return { callId: call_id, url: stream_url, token };
}

/** Lets a ringing call know that nobody wants it. */
export async function decline(callId: string): Promise<void> {
  const params = { path: { call_id: callId } };
  const { error, response } = await answered(client.POST("/api/tron/calls/{call_id}/decline", { params }));
  if (!response.ok) throw toApiError(error, response.status);
}
