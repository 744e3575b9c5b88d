import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aMessage, aMessageTemplate, aSender, messageHandlers } from "@/testing/messages";
import { phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

beforeEach(() => sessionStorage.clear());

type Sent = { method: string; path: string; body: Record<string, unknown> | null };

/** Opens the page of such a Tron; what is sent to it is kept. */
async function openMessages(has: Parameters<typeof messageHandlers>[0] = {}) {
  const sent: Sent[] = [];
  const taken = (answer: object, status: number) =>
    async function answerIt({ request }: { request: Request }) {
      const text = await request.text();
      const path = new URL(request.url).pathname.replace("/api/tron", "");
      sent.push({ method: request.method, path, body: text ? (JSON.parse(text) as Record<string, unknown>) : null });
      return status === 204 ? new HttpResponse(null, { status }) : HttpResponse.json(answer, { status });
    };
  server.use(
    ...phoneHandlers({ trunks: [], numbers: [] }),
    ...messageHandlers(has),
    http.post(at("/api/tron/message-senders"), taken(aSender(), 201)),
    http.put(at("/api/tron/message-senders/:id"), taken(aSender({ revision: 4 }), 200)),
    http.delete(at("/api/tron/message-senders/:id"), taken({}, 204)),
    http.post(at("/api/tron/message-senders/:id/test"), taken(aMessage({ state: "failed", reason: "window" }), 200)),
    http.post(at("/api/tron/message-templates"), taken(aMessageTemplate(), 201)),
  );
  renderAt("/lines");
  await screen.findByRole("region", { name: "Senders" });
  return sent;
}

const press = (name: string) => user.click(screen.getByRole("button", { name }));
const write = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });

test("senders and templates are listed, with the address that the vendor is told", async () => {
  await openMessages({ templates: [aMessageTemplate(), aMessageTemplate({ id: "t2", name: "otp", channel: "sms" })] });
  const senders = within(screen.getByRole("region", { name: "Senders" }));
  expect(await senders.findByText("Business")).toBeInTheDocument();
  expect(senders.getByText(/hooks\/messages/)).toBeInTheDocument();
  const templates = within(screen.getByRole("region", { name: "Templates" }));
  expect(await templates.findAllByText("Order {{order_id}} comes.")).toHaveLength(2);
  expect(templates.getByText("No DLT id")).toBeInTheDocument();
  const found = await axe.run(screen.getByRole("main"), { rules: { "color-contrast": { enabled: false } } });
  expect(found.violations.map(({ id }) => id)).toEqual([]);
});

test("a sender is written by the form of its kind", async () => {
  const sent = await openMessages({ senders: [] });
  await waitFor(() => expect(screen.getByRole("button", { name: "Add a sender" })).toBeEnabled());
  await press("Add a sender");
  await user.selectOptions(screen.getByLabelText("Kind"), "WhatsApp Cloud API");
  write("Name", "Shop");
  write(/^Phone number id/, "55555");
  write(/^Access token/, "hush-hush");
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toEqual({
    kind: "whatsapp",
    name: "Shop",
    enabled: true,
    is_default: false,
    settings: { phone_number_id: "55555", access_token: "hush-hush" },
  });
});

test("a stored secret is never shown, and a change leaves it alone", async () => {
  const sent = await openMessages();
  await user.click(await screen.findByRole("button", { name: "Edit Business" }));
  expect(screen.getByLabelText(/^Access token/)).toHaveValue("••••••••");
  write("Name", "Shop");
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ name: "Shop", revision: 3, settings: { phone_number_id: "109876543210" } });
  expect(sent[0]?.body?.["settings"]).not.toHaveProperty("access_token");
});

test("a sender is tried with a template, and says why nothing was sent", async () => {
  const sent = await openMessages();
  await user.click(await screen.findByRole("button", { name: "Try Business" }));
  await user.selectOptions(screen.getByLabelText("Template"), "order");
  write("Value for order_id", "42");
  await press("Send message");
  expect(await screen.findByText("Not sent")).toBeInTheDocument();
  expect(screen.getByText("WhatsApp takes free text only within 24 hours after they wrote.")).toBeInTheDocument();
  expect(sent[0]).toMatchObject({
    path: `/message-senders/${aSender().id}/test`,
    body: { to: "+910000000001", template: "order", values: { order_id: "42" } },
  });
});

test("a template has the fields of its channel", async () => {
  const sent = await openMessages();
  await press("Add a template");
  write("Name", "bill");
  write(/^Text/, "Your bill.");
  write(/^DLT template id/, "1107000000000000001");
  expect(screen.queryByLabelText(/^Name at WhatsApp/)).not.toBeInTheDocument();
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ channel: "sms", dlt_template_id: "1107000000000000001", text: "Your bill." });
});

test("what a flow still sends is not removed, and the server's words stand there", async () => {
  await openMessages();
  const error = { code: "conflict", message: "Flows use the sender.", hint: null, fields: [], request_id: null };
  server.use(http.delete(at("/api/tron/message-senders/:id"), () => HttpResponse.json({ error }, { status: 409 })));
  await user.click(await screen.findByRole("button", { name: "Remove Business" }));
  await press("Remove");
  expect(await screen.findByText(/Flows use the sender/)).toBeInTheDocument();
});

test("nothing of it came past the catalogue", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  server.use(...phoneHandlers({ trunks: [], numbers: [] }), ...messageHandlers());
  renderAt("/lines");
  await waitFor(() => expect(screen.getAllByRole("button", { name: /Business/ })).toHaveLength(3));
  await user.click(screen.getAllByRole("button", { name: /Business/ })[1] as HTMLElement);
  await screen.findByRole("dialog");
  expect(untranslated(document.body)).toEqual([]);
});
