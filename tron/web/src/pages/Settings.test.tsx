import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { settingsHandlers, theSettings } from "@/testing/settings";
import { field, onSave, open, SETTINGS, save, stored, user, write } from "@/testing/settingsPage";
import { untranslated } from "@/testing/untranslated";

beforeEach(() => sessionStorage.clear());

test("every setting is on the page, in a section, with where its value comes from", async () => {
  const { container } = await open();
  const { items } = theSettings();
  const labels = [...container.querySelectorAll("label, span")].map((label) => label.textContent);
  for (const item of items) expect(labels, item.key).toContain(item.title);
  const headings = [...container.querySelectorAll("h2")].map((heading) => heading.textContent);
  for (const name of ["Voice engine", "AI models", "Defaults", "Calling rules", "Capacity", "Pricing"]) {
    expect(headings).toContain(name);
  }
  expect(screen.getByText("Save").closest("button")).toBeDisabled();
});

test("what the environment holds can be read and not changed", async () => {
  await open({
    "ai.ollama_endpoint": { source: "environment", env_name: "OLLAMA_HOST", value: "http://10.0.0.5:11434" },
  });
  expect(field("Ollama endpoint")).toBeDisabled();
  expect(screen.getByText("OLLAMA_HOST in the environment holds this. Change it there.")).toBeInTheDocument();
});

const probe = (over: object) => ({ state: "works", message: "", hint: null, latency_ms: 41.6, details: {}, ...over });

test("a test sends what the form holds and says in words what came of it", async () => {
  await open({ "telephony.twilio_auth_token": { mask: "********", ...stored } });
  let body: unknown;
  server.use(
    http.post(at("/api/tron/settings/test-twilio"), async ({ request }) => {
      body = await request.json();
      return HttpResponse.json(probe({ details: { account: "Surya Broadband", trial: true, number: "foreign" } }));
    }),
  );
  write("Twilio account SID", "AC123");
  await user.click(screen.getByText("Test Twilio"));
  expect(await screen.findByText("Surya Broadband")).toBeInTheDocument();
  expect(screen.getByText(/Twilio works/)).toHaveTextContent("42 ms");
  expect(screen.getByText("The From number is none of this account's numbers.")).toBeInTheDocument();
  expect(screen.getByText("Tested with what is not saved yet.")).toBeInTheDocument();
  expect(body).toEqual({ values: { "telephony.twilio_account_sid": "AC123" } });
});

test.each([
  ["not_configured", "Ollama is not set up"],
  ["wrong_key", "Ollama does not take this key"],
  ["unreachable", "Ollama cannot be reached"],
  ["timed_out", "Ollama did not answer in time"],
  ["model_not_found", "Ollama does not have this model"],
  ["refused", "Ollama answers, but refuses"],
])("%s is told apart", async (state, words) => {
  await open();
  server.use(
    http.post(at("/api/tron/settings/test-llm"), async ({ request }) => {
      expect(await request.json()).toEqual({ provider: "ollama", values: {} });
      return HttpResponse.json(probe({ state }));
    }),
  );
  await user.click(screen.getByText("Test Ollama"));
  expect(await screen.findByText(words)).toBeInTheDocument();
});

test("a practice person rings Tron, and the call is a click away", async () => {
  await open();
  server.use(
    http.post(at("/api/tron/practice/ring"), async ({ request }) => {
      expect(await request.json()).toMatchObject({ from: "+910000000001" });
      return HttpResponse.json({ id: "call-1" }, { status: 202 });
    }),
  );
  await user.click(await screen.findByRole("button", { name: "Let ring: Answers and talks" }));
  expect(await screen.findByText(/It rings/)).toHaveTextContent("Ananya");
  expect(screen.getByRole("link", { name: "Open the call" })).toHaveAttribute("href", "/calls/call-1");
  expect(screen.queryByRole("button", { name: "Let ring: Is busy" })).not.toBeInTheDocument();
});

test("a price is added to the table", async () => {
  await open();
  const sent = onSave(() => HttpResponse.json(theSettings({}, 2)));
  const table = screen.getByRole("group", { name: "Speech to text, a minute" });
  await user.click(within(table).getByRole("button", { name: "Add a price" }));
  const names = within(table).getAllByLabelText(/^Name/);
  const amounts = within(table).getAllByLabelText(/^Price/);
  await userEvent.type(names.at(-1) as HTMLElement, "other");
  await userEvent.clear(amounts.at(-1) as HTMLElement);
  await userEvent.type(amounts.at(-1) as HTMLElement, "1.25");
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  const prices = sent[0]?.values["pricing.table"] as { stt_per_minute: Record<string, unknown> };
  expect(prices.stt_per_minute).toMatchObject({ other: { amount: 1.25, currency: "INR" }, sarvam: { amount: 0.5 } });
});

test("an Ollama that runs is offered, and a person makes it the default", async () => {
  const found = {
    provider: "ollama",
    here: true,
    models: ["qwen2.5:32b", "sarvam-m", "phi4"],
    suggested: "qwen2.5:32b",
  };
  server.use(http.get(at("/api/tron/models/local"), () => HttpResponse.json(found)));
  await open();
  const sent = onSave(() => HttpResponse.json(theSettings({}, 2)));
  expect(await screen.findByText("Ollama runs on this machine: 3 models. Use it for new agents.")).toBeInTheDocument();
  expect(within(field("Default LLM provider")).getByText("Ollama (found: 3 models)")).toBeInTheDocument();
  expect(field("Default LLM provider")).toHaveValue("builtin");
  await user.click(screen.getByText("Use Ollama"));
  expect(screen.queryByText(/Ollama runs on this machine/)).not.toBeInTheDocument();
  await save();
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.values).toEqual({ "ai.default_llm_provider": "ollama", "ai.default_llm_model": "qwen2.5:32b" });
});

test("settings that do not come say why and can be asked for again", async () => {
  server.use(...settingsHandlers());
  server.use(http.get(SETTINGS, () => HttpResponse.error(), { once: true }));
  renderAt("/settings");
  await screen.findByText("The settings could not be loaded");
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { level: 2, name: "Telephony" })).toBeInTheDocument();
});

test("every text comes from the catalogue", async () => {
  useUi.setState({ language: "en-XA" });
  const over = {
    "ai.sarvam_api_key": { mask: "sk_********", ...stored },
    "defaults.max_call_duration": { value: 900, ...stored },
    "ai.ollama_endpoint": { source: "environment", env_name: "OLLAMA_HOST" } as const,
  };
  server.use(...settingsHandlers(theSettings(over)));
  server.use(
    http.post(at("/api/tron/settings/test-livekit"), () =>
      HttpResponse.json(
        probe({ state: "refused", message: "Said the server.", details: { rooms: 1, workers: 2, trunk: "no_sip" } }),
      ),
    ),
  );
  const { container } = renderAt("/settings");
  // The names are in the pseudo-locale: the second test is LiveKit's.
  const tests = await waitFor(() => {
    const found = container.querySelectorAll("button:has(.lucide-plug-zap)");
    expect(found.length).toBeGreaterThan(1);
    return found;
  });
  fireEvent.click(tests.item(1));
  await screen.findByText("Said the server.");
  await waitFor(() => expect(container.querySelector('[role="status"][aria-label]')).toBeNull());
  expect(untranslated(container)).toEqual([]);
});

test("in Hindi the fields have Hindi names", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(...settingsHandlers());
  renderAt("/settings");
  expect(await screen.findByLabelText("कॉल ज़्यादा से ज़्यादा")).toHaveValue("300");
  expect(screen.getByRole("button", { name: "सेव करें" })).toBeDisabled();
});
