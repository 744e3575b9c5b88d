import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test, vi } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { enginesAre } from "@/testing/engines";
import { aCheck, aSetting } from "@/testing/factories";
import { aHealth, aVendor, someVendors } from "@/testing/health";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const HEALTH = at("/api/tron/health");

beforeEach(() => sessionStorage.clear());

/** Answers the page with these, the last one for good; tells how often it asked. */
function healthIs(...answers: ReturnType<typeof aHealth>[]) {
  const asked = { times: 0 };
  server.use(
    http.get(HEALTH, () => HttpResponse.json(answers[Math.min(asked.times++, answers.length - 1)] ?? aHealth())),
  );
  return asked;
}

const vendors = () => screen.findByRole("table", { name: "Vendors" });
const row = async (name: RegExp) => within(within(await vendors()).getByRole("row", { name }));

test("each vendor tells its state, age, latency and what to do", async () => {
  healthIs(aHealth({ vendors: someVendors() }));
  renderAt("/health");
  const voice = await row(/Sarvam\s*Voice/);
  expect(voice.getByText("Well")).toBeInTheDocument();
  expect(voice.getByText("250 ms")).toBeInTheDocument();
  expect(voice.getByText(/^1[2-5] s ago$/)).toBeInTheDocument();
  const gemini = await row(/Gemini/);
  expect(gemini.getByText("Skipped")).toBeInTheDocument();
  expect(gemini.getByText("Its key is wrong")).toBeInTheDocument();
  expect(gemini.getByText("Test the key in the settings, and put a valid one there.")).toBeInTheDocument();
  expect(gemini.getByText("3 min ago")).toBeInTheDocument();
  expect(gemini.getByText("gemini-2.5-flash")).toBeInTheDocument();
  expect((await row(/Ollama/)).getByText("Trying again")).toBeInTheDocument();
  expect((await row(/Speech recognition/)).getByText("Failing")).toBeInTheDocument();
  expect((await row(/OpenAI/)).getByText("Not asked")).toBeInTheDocument();
  expect(screen.getByText("1 of 5 well")).toBeInTheDocument();
});

test("Tron's own parts stand below with what was found", async () => {
  const worker = aCheck({ name: "worker", state: "down", code: "worker_missing", fix: "Start it.", required: false });
  healthIs(aHealth({ checks: [aCheck(), worker, aCheck({ name: "ollama", code: "ollama_none" })] }));
  renderAt("/health");
  const parts = within(await screen.findByRole("table", { name: "Tron's own parts" }));
  const missing = within(parts.getByRole("row", { name: /Worker/ }));
  expect(missing.getByText("Not there")).toBeInTheDocument();
  expect(missing.getByText("No worker answers.")).toBeInTheDocument();
  expect(missing.getByText(/Start Tron/)).toBeInTheDocument();
  expect(parts.getByRole("link", { name: "Setting: Ollama" })).toHaveAttribute("href", "/settings#ai.ollama_endpoint");
});

test("Setting leads to the field, which has the focus then", async () => {
  healthIs(aHealth());
  const key = aSetting({ key: "ai.sarvam_api_key", category: "ai", secret: true, value: null, default: null });
  server.use(
    enginesAre({}),
    http.get(at("/api/tron/settings"), () => HttpResponse.json({ revision: 1, items: [key] })),
  );
  const scroll = vi.fn();
  Element.prototype.scrollIntoView = scroll;
  renderAt("/health");
  await userEvent.click(await screen.findByRole("link", { name: "Setting: Sarvam, Voice" }));
  await waitFor(() => expect(screen.getByLabelText("Sarvam API key")).toHaveFocus());
  expect(scroll).toHaveBeenCalled();
});

test("Try again now asks the skipped ones again and says so; it is there only where one is", async () => {
  const asked: string[] = [];
  const health = healthIs(
    aHealth({ vendors: [aVendor({ state: "open", reason: "timed_out" })] }),
    aHealth({ vendors: [aVendor({ state: "unknown", asked_at: null })] }),
  );
  server.use(
    http.post(at("/api/tron/health/forget"), () => {
      asked.push("forget");
      return new HttpResponse(null, { status: 204 });
    }),
  );
  renderAt("/health");
  await userEvent.click(await screen.findByRole("button", { name: "Try again now" }));
  expect(await screen.findByText("The next call asks them again")).toBeInTheDocument();
  expect(await (await row(/Sarvam/)).findByText("Not asked")).toBeInTheDocument();
  expect(asked).toEqual(["forget"]);
  expect(health.times).toBeGreaterThan(1);
  expect(screen.queryByRole("button", { name: "Try again now" })).not.toBeInTheDocument();
  // Who does not see the table hears of it.
  expect(screen.getByText("Sarvam, Voice: Not asked.")).toHaveAttribute("role", "status");
});

test("a refusal is said with its reason", async () => {
  healthIs(aHealth({ vendors: [aVendor({ state: "open", reason: "refused" })] }));
  const error = { code: "forbidden", message: "Your role may not do this.", hint: null, fields: [] };
  server.use(http.post(at("/api/tron/health/forget"), () => HttpResponse.json({ error }, { status: 403 })));
  renderAt("/health");
  await userEvent.click(await screen.findByRole("button", { name: "Try again now" }));
  expect(await screen.findByText("They are still skipped")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Try again now" })).toBeEnabled();
});

test("where no vendor is, it says what to do", async () => {
  healthIs(aHealth({ vendors: [] }));
  renderAt("/health");
  expect(await screen.findByText("No vendor was asked yet")).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Add a key" })).toHaveAttribute("href", "/settings#ai.sarvam_api_key");
  expect(screen.getByRole("link", { name: "Make a test call" })).toHaveAttribute("href", "/test-call");
});

test("what cannot be read says so and tries again", async () => {
  server.use(http.get(HEALTH, () => HttpResponse.error(), { once: true }));
  renderAt("/health");
  const failed = (await screen.findByText("The services could not be read")).closest("[role=alert]");
  await userEvent.click(within(failed as HTMLElement).getByRole("button", { name: "Try again" }));
  expect(await vendors()).toBeInTheDocument();
});

test("the dashboard and the sidebar lead here", async () => {
  renderAt("/");
  const services = within(await screen.findByRole("region", { name: "Services" }));
  expect(services.getByRole("link", { name: "Health" })).toHaveAttribute("href", "/health");
  expect((await screen.findByText("All 2 services ready")).closest("a")).toHaveAttribute("href", "/health");
});

test.each(["en", "hi"] as const)("axe finds nothing, in %s", async (language) => {
  useUi.setState({ language });
  await speak(language);
  healthIs(aHealth({ vendors: someVendors() }));
  renderAt("/health");
  await screen.findByText("gemini-2.5-flash");
  const { violations } = await axe.run(screen.getByRole("main"), { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((violation) => violation.id)).toEqual([]);
});
