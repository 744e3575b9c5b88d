import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { useLive } from "@/stores/live";
import { aHealth, aVendor } from "@/testing/health";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const away = (text: string) => screen.findByText(text, { selector: "[role=status], [role=status] *" });

test("a Tron that does not answer is said in the sidebar, and above the page where there is none", async () => {
  server.use(http.get(at("/readyz"), () => HttpResponse.error()));
  renderAt("/calls");
  expect(await away("Tron does not answer")).toBeInTheDocument();
  expect(await away("Tron does not answer. Check that it is running; this page tries again by itself.")).toBeVisible();
});

test("live events that stay away say it too, and say no more when they are back", async () => {
  renderAt("/calls");
  await screen.findByRole("heading", { level: 1, name: "Calls" });
  useLive.setState({ connection: "away" });
  expect(await away("Tron does not answer")).toBeInTheDocument();
  useLive.setState({ connection: "live" });
  expect(await screen.findByText(/services? ready|Starting up|needs? a look/)).toBeInTheDocument();
  expect(screen.queryByText("Tron does not answer")).not.toBeInTheDocument();
});

test("a vendor that calls skip is counted by the sidebar among what needs a look", async () => {
  const vendors = [aVendor({ state: "open", reason: "wrong_key" }), aVendor({ name: "stt/sarvam", kind: "stt" })];
  server.use(http.get(at("/api/tron/health"), () => HttpResponse.json(aHealth({ vendors }))));
  renderAt("/calls");
  const summary = await screen.findByText("1 service needs a look");
  expect(summary.closest("a")).toHaveAttribute("href", "/health");
});
