/** The names of the ways of messages, the same in every language. */
const CHANNELS: Readonly<Record<string, string>> = { sms: "SMS", whatsapp: "WhatsApp" };

/** What an event tells, with the way of the message before it where it is about one. */
export function withChannel(payload: Readonly<Record<string, unknown>>, fact: string): string {
  const channel = CHANNELS[String(payload["channel"])];
  return channel ? `${channel}: ${fact}` : fact;
}
