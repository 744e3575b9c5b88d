/** Who supervises a call: seats with who has them, and the seat that has taken over. */
export type Supervision = { seats: ReadonlyMap<string, string>; holder: string | null; order: number };

export type Told = { type: string; sequence: number; payload: Readonly<Record<string, unknown>> };

const NOBODY: Supervision = { seats: new Map(), holder: null, order: 0 };

/** What a call's events tell of its supervisors, as the server reads them. */
export function supervisionIn(events: readonly Told[]): Supervision {
  return events.reduce(after, NOBODY);
}

/** Who speaks in the agent's place; null while the agent does. */
export function takenOverBy({ seats, holder }: Supervision): string | null {
  return holder === null ? null : (seats.get(holder) ?? "");
}

/** Whether a colleague has taken the call and the agent is out of it, until they are gone. */
export function leftToPeople(events: readonly Told[]): boolean {
  const last = events.findLast(({ type }) => type === "transfer.answered" || type === "transfer.ended");
  return last?.type === "transfer.answered" && last.payload["mode"] !== "conference";
}

/** Whether a flow has paused the recording, as for a card number: then supervisors hear nothing. */
export function pausedIn(events: readonly Told[]): boolean {
  const last = events.findLast(({ type }) => type === "recording.paused" || type === "recording.resumed");
  return last?.type === "recording.paused";
}

function after(now: Supervision, event: Told): Supervision {
  if (event.type === "call.supervision") return ordered(now, event);
  if (event.type === "call.supervisor") return happened(now, event);
  return now;
}

function ordered(now: Supervision, { sequence, payload }: Told): Supervision {
  const { action } = payload;
  const seat = text(payload["seat"]);
  if (action === "hand_back") return { ...now, holder: null };
  if (seat === null || (action !== "listen" && action !== "take_over")) return now;
  const seats = new Map(now.seats).set(seat, text(payload["by"]) ?? "");
  return action === "listen" ? { ...now, seats } : { seats, holder: seat, order: sequence };
}

function happened(now: Supervision, { payload }: Told): Supervision {
  const seat = text(payload["seat"]);
  if (payload["state"] === "handed_back") return payload["order"] === now.order ? { ...now, holder: null } : now;
  if (payload["state"] !== "left" || seat === null) return now;
  const seats = new Map(now.seats);
  seats.delete(seat);
  return { ...now, seats, holder: now.holder === seat ? null : now.holder };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
