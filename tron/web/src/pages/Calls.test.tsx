import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { anEvent } from "@/testing/calls";
import { aCall, anAgent } from "@/testing/factories";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { FakeSocket } from "@/testing/sockets";

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

test("what is chosen stands in the address, and the server is asked for it", async () => {
  const asked: URLSearchParams[] = [];
  server.use(
    http.get(at("/api/tron/calls"), ({ request }) => {
      asked.push(new URL(request.url).searchParams);
      return HttpResponse.json({ items: [aCall()], next_cursor: null });
    }),
  );
  const { router } = renderAt("/calls?status=busy");
  await screen.findByRole("table");
  expect(screen.getByRole("combobox", { name: "Status" })).toHaveValue("busy");
  expect(asked[0]?.getAll("status")).toEqual(["busy"]);
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Agent" }), "Ananya");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Outcome" }), "Interested");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Line" }), "Practice line");
  await userEvent.type(screen.getByRole("searchbox", { name: "Search" }), "00001");
  await waitFor(() => expect(asked.at(-1)?.get("search")).toBe("00001"));
  const query = asked.at(-1);
  expect([query?.get("outcome"), query?.get("line"), query?.get("agent_id")]).toEqual([
    "interested",
    "sandbox",
    anAgent().id,
  ]);
  expect(asked.some((query) => query.get("search") === "000")).toBe(false);
  expect(router.state.location.search).toContain("search=00001");
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(router.state.location.search).toBe("");
  expect(screen.getByRole("searchbox", { name: "Search" })).toHaveValue("");
});

test("a span of days is chosen by two dates", async () => {
  const { router } = renderAt("/calls");
  await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Date" }), "From … to");
  fireEvent.change(screen.getByLabelText("From"), { target: { value: "2026-02-01" } });
  fireEvent.change(screen.getByLabelText("To"), { target: { value: "2026-02-03" } });
  expect(router.state.location.search).toBe("?date=range&from=2026-02-01&to=2026-02-03");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Date" }), "Today");
  expect(router.state.location.search).toBe("?date=today");
});

test("filters that leave nothing say so", async () => {
  server.use(
    http.get(at("/api/tron/calls"), ({ request }) => {
      const items = new URL(request.url).searchParams.has("outcome") ? [] : [aCall()];
      return HttpResponse.json({ items, next_cursor: null });
    }),
  );
  renderAt("/calls?outcome=moon");
  expect(await screen.findByText("No call fits")).toBeInTheDocument();
  const [clear] = screen.getAllByRole("button", { name: "Clear filters" });
  if (!clear) throw new Error("no button");
  await userEvent.click(clear);
  expect(within(await screen.findByRole("table")).getByText("Completed")).toBeInTheDocument();
});

test("heads sort on the server, and say how", async () => {
  const { router } = renderAt("/calls");
  const head = await screen.findByRole("columnheader", { name: "Talk time" });
  expect(screen.getByRole("columnheader", { name: "Time" })).toHaveAttribute("aria-sort", "descending");
  expect(head).toHaveAttribute("aria-sort", "none");
  await userEvent.click(within(head).getByRole("button"));
  expect(router.state.location.search).toBe("?sort=-talk_time_seconds");
  expect(head).toHaveAttribute("aria-sort", "descending");
  await userEvent.click(within(head).getByRole("button"));
  expect(head).toHaveAttribute("aria-sort", "ascending");
});

test("a row opens its call by click and by keyboard", async () => {
  const { router, unmount } = renderAt("/calls");
  await userEvent.click(within(await screen.findByRole("table")).getByText("Completed"));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/calls/${aCall().id}`));
  unmount();
  const again = renderAt("/calls");
  (await screen.findByRole("link", { name: /\+91 00000 00001/ })).focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(again.router.state.location.pathname).toBe(`/calls/${aCall().id}`));
});

test("a call that begins appears at once", async () => {
  let items = [aCall({ contact_name: "Older" })];
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items, next_cursor: null })));
  renderAt("/calls");
  await screen.findByText("Older");
  items = [aCall({ id: "new", contact_name: "Newer", status: "ringing" }), ...items];
  const socket = FakeSocket.to("/ws/tron");
  act(() => {
    socket.open();
    socket.say({ type: "subscribed", at: "2026-02-12T09:00:00Z", unknown: [] });
    socket.say(anEvent("call.started", 1));
  });
  expect(await screen.findByText("Newer")).toBeInTheDocument();
});

test("on a phone the filters are folded away, and the order is chosen among them", async () => {
  vi.spyOn(window, "matchMedia").mockImplementation(
    (media) => ({ media, matches: true, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList,
  );
  const { router } = renderAt("/calls");
  await screen.findByRole("list", { name: "Calls" });
  expect(screen.queryByRole("combobox", { name: "Status" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Filter" }));
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Status" }), "Busy");
  expect(screen.getByRole("button", { name: "1 filter" })).toHaveAttribute("aria-expanded", "true");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Sort" }), "Longest talk first");
  expect(router.state.location.search).toBe("?status=busy&sort=-talk_time_seconds");
});

test("a call that waits for its time says when it rings", async () => {
  const eligible_at = new Date(Date.now() + 3_600_000).toISOString();
  const call = aCall({ status: "queued", reason: null, outcome: null, eligible_at, ended_at: null });
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [call], next_cursor: null })));
  renderAt("/calls");
  expect(await screen.findByText(/^Rings /)).toBeInTheDocument();
});
