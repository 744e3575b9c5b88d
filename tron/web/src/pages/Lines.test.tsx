import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aLineTest, aNumber, aState, aTrunk, aTrunkTest, phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

beforeEach(() => sessionStorage.clear());

/** Opens the page of such a Tron; what is sent to it is kept. */
async function openLines(phones: Parameters<typeof phoneHandlers>[0] = {}) {
  const sent: { method: string; path: string; body: Record<string, unknown> | null }[] = [];
  const keep = async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/tron", "");
    const text = await request.text();
    sent.push({ method: request.method, path, body: text ? (JSON.parse(text) as Record<string, unknown>) : null });
  };
  const taken = (answer: object, status: number) =>
    async function answerIt({ request }: { request: Request }) {
      await keep(request);
      return status === 204 ? new HttpResponse(null, { status }) : HttpResponse.json(answer, { status });
    };
  server.use(
    ...phoneHandlers(phones),
    http.post(at("/api/tron/trunks"), taken(aTrunk(), 201)),
    http.put(at("/api/tron/trunks/:id"), taken(aTrunk({ revision: 4 }), 200)),
    http.delete(at("/api/tron/trunks/:id"), taken({}, 204)),
    http.post(at("/api/tron/numbers"), taken(aNumber(), 201)),
    http.put(at("/api/tron/numbers/:id"), taken(aNumber({ revision: 3 }), 200)),
  );
  renderAt("/lines");
  await screen.findByRole("region", { name: "Direct SIP" });
  return sent;
}

const card = (name: string) => within(screen.getByRole("region", { name }));
const press = (name: string) => user.click(screen.getByRole("button", { name }));
const write = (label: string | RegExp, text: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } });
const refusal = (status: number, fields: { path: string; message: string }[], more: object = {}) =>
  HttpResponse.json(
    { error: { code: "invalid", message: "Not right.", hint: null, fields, request_id: null }, ...more },
    { status },
  );

test("each line tells its state, and that nobody's phone rings where none does", async () => {
  const missing = aState({ state: "missing", detail: "Set the address.", missing: ["livekit.url"] });
  const failing = aState({ state: "failing", detail: "The registrar refuses: 403." });
  await openLines({ trunks: [aTrunk({ fallback_id: null })], states: { sip: missing, [aTrunk().id]: failing } });
  expect(await card("Practice line").findByText("Nobody's phone rings")).toBeInTheDocument();
  const sip = card("Direct SIP");
  expect(await sip.findByText("Not set up")).toBeInTheDocument();
  expect(sip.getByRole("link", { name: "livekit.url" })).toHaveAttribute("href", "/settings#livekit.url");
  expect(await sip.findByText("The registrar refuses: 403.")).toBeInTheDocument();
  expect(sip.getByText(/2 of 10 calls now/)).toBeInTheDocument();
  expect(sip.queryByText("Nobody's phone rings")).not.toBeInTheDocument();
});

test("why a line or trunk is as it is stands in the page's language", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  const phone = aState({ state: "waiting", detail: "No softphone is registered now.", note: "sip_no_softphone" });
  const trunk = aState({ state: "failing", detail: "No.", note: "livekit_lacks_trunk", values: { trunk: "ST_1" } });
  server.use(...phoneHandlers({ trunks: [aTrunk()], states: { sip: trunk, [aTrunk().id]: phone } }));
  renderAt("/lines");
  expect(await screen.findByText("LiveKit में outbound trunk ST_1 नहीं है।")).toBeInTheDocument();
  expect(await screen.findByText(/अभी कोई softphone register नहीं है।/)).toBeInTheDocument();
  expect(screen.getByText("इंतज़ार में")).toBeInTheDocument();
  expect(screen.queryByText("No softphone is registered now.")).not.toBeInTheDocument();
});

test("a trunk that rests says until when", async () => {
  await openLines({ trunks: [aTrunk({ backoff_until: new Date(Date.now() + 60_000).toISOString() })] });
  expect(await screen.findByText(/Rests until/)).toBeInTheDocument();
});

test("a trunk is written by its line's form", async () => {
  const sent = await openLines({ trunks: [] });
  await user.click(await card("Direct SIP").findByRole("button", { name: "Add a trunk" }));
  write("Name", "Second");
  write("Domain", "sip.example");
  write(/^Password/, "hush-hush");
  write("New entry: Caller ids", "+12025550190");
  await press("Add to: Caller ids");
  await user.click(screen.getByRole("switch", { name: "Register" }));
  await press("Move PCMA up");
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ method: "POST", path: "/trunks" });
  expect(sent[0]?.body).toMatchObject({
    line: "sip",
    name: "Second",
    caller_ids: ["+12025550190"],
    settings: { domain: "sip.example", password: "hush-hush", registers: false, codecs: ["PCMA", "PCMU"], port: null },
  });
});

test("a stored secret is never shown, and a change leaves it alone", async () => {
  const sent = await openLines();
  await user.click(await screen.findByRole("button", { name: "Edit Carrier" }));
  expect(screen.getByLabelText(/^Password/)).toHaveValue("••••••••");
  write("Most calls at once", "3");
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ revision: 3, max_calls: 3 });
  expect(sent[0]?.body?.["settings"]).not.toHaveProperty("password");
});

test("what the server minds stands at its field, in the fold too", async () => {
  await openLines();
  const fields = [
    { path: "settings.domain", message: "No such host." },
    { path: "settings.port", message: "Too high." },
    { path: "caller_ids.1", message: "Too short." },
  ];
  server.use(http.put(at("/api/tron/trunks/:id"), () => refusal(422, fields)));
  await user.click(await screen.findByRole("button", { name: "Edit Carrier" }));
  await press("Save");
  expect(await screen.findByText("No such host.")).toBeInTheDocument();
  expect(screen.getByLabelText("Domain")).toHaveAccessibleDescription("No such host.");
  expect(screen.getByLabelText(/^Port/)).toHaveAccessibleDescription("Too high.");
  expect(screen.getByText("2: Too short.")).toBeInTheDocument();
});

test("two people change a trunk: each setting is compared by itself, secrets by no word", async () => {
  const sent = await openLines();
  const theirs = aTrunk({ revision: 4, max_calls: 7, settings: { ...aTrunk().settings, domain: "theirs.example" } });
  server.use(http.put(at("/api/tron/trunks/:id"), () => refusal(409, [], { current: theirs }), { once: true }));
  await user.click(await screen.findByRole("button", { name: "Edit Carrier" }));
  write("Domain", "mine.example");
  await press("Replace");
  write(/^Password/, "hush-hush");
  await press("Save");
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByRole("row", { name: "Domain mine.example theirs.example" })).toBeInTheDocument();
  expect(dialog.getByRole("row", { name: "Password A new one The stored one" })).toBeInTheDocument();
  await user.click(dialog.getByRole("button", { name: "Save mine" }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    revision: 4,
    max_calls: 7,
    settings: { domain: "mine.example", password: "hush-hush" },
  });
});

test("a trunk is removed once somebody says so", async () => {
  const sent = await openLines();
  await user.click(await screen.findByRole("button", { name: "Remove Carrier" }));
  await press("Remove");
  await waitFor(() => expect(sent).toEqual([{ method: "DELETE", path: `/trunks/${aTrunk().id}`, body: null }]));
});

test("a number shows who answers it, by which trunk, and whether it is open", async () => {
  await openLines();
  const table = within(await screen.findByRole("table", { name: "Our numbers" }));
  const row = within(table.getByRole("row", { name: /Sales/ }));
  for (const text of ["Ananya", "Carrier", "Closed now", "4 at once"]) expect(row.getByText(text)).toBeInTheDocument();
});

test("a number is given to an agent, with hours", async () => {
  const sent = await openLines({ numbers: [] });
  expect(await screen.findByText("No number yet")).toBeInTheDocument();
  await press("Add a number");
  write("Number", "+12025550151");
  await screen.findByRole("option", { name: "Ananya" });
  await user.selectOptions(screen.getByLabelText("Answered by"), "Ananya");
  await user.click(screen.getByRole("switch", { name: "Opening hours" }));
  write("From", "10:00");
  write("To", "9:00");
  expect(screen.getByText("Opening 1: write times as 09:00.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  write("To", "24:00");
  await user.click(screen.getByRole("checkbox", { name: "Sat" }));
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({
    number: "+12025550151",
    agent_id: aNumber().agent_id,
    max_calls: null,
    hours: {
      timezone: "Asia/Kolkata",
      open: [{ days: ["mon", "tue", "wed", "thu", "fri", "sat"], start: "10:00", end: "24:00" }],
    },
  });
});

test("the page and its dialogs are clean for axe", async () => {
  await openLines();
  await screen.findByRole("table", { name: "Our numbers" });
  const faults = async (part: HTMLElement) => {
    const { violations } = await axe.run(part, { rules: { "color-contrast": { enabled: false } } });
    return violations.map(({ id }) => id);
  };
  expect(await faults(screen.getByRole("main"))).toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Edit Carrier" }));
  await user.click(screen.getByText("Advanced"));
  expect(await faults(await screen.findByRole("dialog"))).toEqual([]);
  await press("Cancel");
  await user.click(await screen.findByRole("button", { name: /^Edit \+1/ }));
  expect(await faults(await screen.findByRole("dialog"))).toEqual([]);
}, 20_000);

test("nothing of it came past the catalogue", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  const tested = aTrunkTest({ last: aLineTest({ finding: "one_way" }) });
  server.use(
    http.get(at("/api/tron/trunks/:id/test"), () => HttpResponse.json(tested)),
    ...phoneHandlers(),
  );
  renderAt("/lines");
  await screen.findByRole("table");
  const edit = (await screen.findAllByRole("button", { name: /Carrier/ })).find(({ title }) => title !== "");
  if (edit) await user.click(edit);
  await screen.findByRole("dialog");
  expect(untranslated(document.body)).toEqual([]);
});
