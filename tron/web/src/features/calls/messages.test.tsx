import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aMessage } from "@/testing/messages";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import type { CallDetail } from "./api";
import { MessagesCard } from "./components/MessagesCard";

const CALL = { id: "c1" } as CallDetail;
const SENT = [{ type: "message.sent" }];

test("a call shows its messages, how far each came, and what was answered", async () => {
  const items = [
    aMessage({ id: "m3", direction: "in", state: "received", text: "धन्यवाद" }),
    aMessage({ id: "m2", state: "failed", reason: "dlt", channel: "sms", text: "Hi" }),
    aMessage({ id: "m1", template: "order" }),
    aMessage({ id: "m0", state: "failed", reason: "refused", error: "Twilio refused it (400): No route" }),
  ];
  server.use(
    http.get(at("/api/tron/messages"), ({ request }) => {
      expect(new URL(request.url).searchParams.get("call_id")).toBe("c1");
      return HttpResponse.json({ items, next_cursor: null });
    }),
  );
  renderAlone(<MessagesCard call={CALL} events={SENT} />);
  const rows = await within(await screen.findByRole("region", { name: "Messages" })).findAllByRole("listitem");
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/The vendor refused it\.Twilio refused it \(400\): No route$/),
    expect.stringMatching(/^DeliveredWhatsApp.*Order 42 comes\.Template order$/),
    expect.stringMatching(/^Not sentSMS.*HiSMS to Indian numbers needs a DLT template id and a header\.$/),
    expect.stringMatching(/^ReceivedWhatsApp.*धन्यवादFrom them$/),
  ]);
});

test("a call without messages asks for none", () => {
  server.use(http.get(at("/api/tron/messages"), () => expect.unreachable()));
  renderAlone(<MessagesCard call={CALL} events={[{ type: "call.started" }]} />);
  expect(screen.queryByRole("region", { name: "Messages" })).not.toBeInTheDocument();
});
