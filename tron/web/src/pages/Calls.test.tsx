import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { aCall, anAgent } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

test("older calls come on demand, by the server's cursor", async () => {
  server.use(
    http.get(at("/api/tron/calls"), ({ request }) => {
      const cursor = new URL(request.url).searchParams.get("cursor");
      return cursor === "next"
        ? HttpResponse.json({ items: [aCall({ id: "old", contact_name: "Older" })], next_cursor: null })
        : HttpResponse.json({ items: [aCall({ id: "new", contact_name: "Newer" })], next_cursor: "next" });
    }),
  );
  renderAt("/calls");
  expect(await screen.findByText("Newer")).toBeInTheDocument();
  expect(screen.getByText("the latest 1")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("Older")).toBeInTheDocument();
  expect(screen.getByText("2 calls")).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Show more" })).not.toBeInTheDocument();
});

test("a live call counts the time people talk", async () => {
  const answered_at = new Date(Date.now() - 65_000).toISOString();
  const call = aCall({ status: "in_progress", reason: null, outcome: null, answered_at, ended_at: null });
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [call], next_cursor: null })));
  renderAt("/calls");
  expect(await screen.findByText("In progress")).toBeInTheDocument();
  expect(screen.getByText(/^1:0\d$/)).toBeInTheDocument();
});

test("on a phone calls and agents are lists, not tables", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) => ({ media, matches: true, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList,
  );
  const { unmount } = renderAt("/calls");
  const calls = await screen.findByRole("list", { name: "Calls" });
  expect(within(calls).getByText("+91 00000 00001")).toBeInTheDocument();
  expect(screen.queryByRole("table")).not.toBeInTheDocument();
  unmount();
  renderAt("/agents");
  const agents = await screen.findByRole("list", { name: "Agents" });
  expect(within(agents).getByText("Ananya")).toBeInTheDocument();
});

test("agents show language, voice and whether they are on", async () => {
  const items = [anAgent(), anAgent({ id: "b", name: "Rohan", language: "en-IN", is_active: false })];
  server.use(http.get(at("/api/tron/agents"), () => HttpResponse.json({ items, next_cursor: null })));
  renderAt("/agents");
  const row = (await screen.findByText("Rohan")).closest("tr");
  expect(row).toHaveTextContent("English (India)");
  expect(row).toHaveTextContent("Off");
  expect(screen.getByText("2 agents")).toBeInTheDocument();
});
