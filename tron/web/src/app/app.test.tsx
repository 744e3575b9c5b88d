import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { useUi } from "@/stores/ui";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { routes } from "./router";

const heading = (name: string) => screen.findByRole("heading", { level: 1, name });

test("the navigation leads to every page, names it and puts the focus at its start", async () => {
  renderAt("/");
  await heading("Today");
  const [sidebar] = screen.getAllByRole("navigation", { name: "Main" });
  if (!sidebar) throw new Error("no sidebar");
  for (const name of ["Test call", "Agents", "Flows", "Calls", "Health", "Dashboard"]) {
    await userEvent.click(within(sidebar).getByRole("link", { name }));
    await heading(name === "Dashboard" ? "Today" : name);
    await waitFor(() => expect(screen.getByRole("main")).toHaveFocus());
    expect(document.title).toBe(`${name} · Tron`);
    const trail = screen.getByRole("navigation", { name: "Breadcrumb" });
    expect(within(trail).getByText(name)).toHaveAttribute("aria-current", "page");
  }
});

test("the skip link moves the focus without leaving the page", async () => {
  const { router } = renderAt("/calls");
  await heading("Calls");
  await userEvent.tab();
  expect(screen.getByRole("link", { name: "Skip to content" })).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  expect(screen.getByRole("main")).toHaveFocus();
  expect(router.state.location.pathname).toBe("/calls");
});

test("an unknown address says so and leads back", async () => {
  renderAt("/nowhere/at/all");
  await heading("No page has this address");
  await userEvent.click(screen.getByRole("link", { name: "Open the dashboard" }));
  await heading("Today");
});

test("the theme changes on the document and is remembered", async () => {
  renderAt("/");
  expect(document.documentElement).toHaveAttribute("data-theme", "dark");
  await userEvent.click(await screen.findByRole("button", { name: "Switch to light theme" }));
  expect(document.documentElement).toHaveAttribute("data-theme", "light");
  expect(JSON.parse(localStorage.getItem("tron.ui") ?? "").state.theme).toBe("light");
});

test("the language changes every text and the document's language", async () => {
  renderAt("/calls");
  await userEvent.click(await screen.findByRole("button", { name: /हिन्दी/ }));
  await heading("कॉल");
  expect(document.documentElement.lang).toBe("hi");
  expect(document.title).toBe("कॉल · Tron");
  expect(await screen.findAllByText("पूरी हुई")).not.toHaveLength(0);
});

test("storage with garbage in it does not break the start", async () => {
  localStorage.setItem("tron.ui", JSON.stringify({ state: { theme: 7, language: "xx", help: null }, version: 0 }));
  await useUi.persist.rehydrate();
  expect(useUi.getState()).toMatchObject({ theme: "dark", language: "en", help: {} });
});

test("the banner closes for good and comes back by the question mark", async () => {
  const { unmount } = renderAt("/calls");
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  expect(screen.queryByText("Every call is one row.")).not.toBeInTheDocument();
  unmount();
  renderAt("/calls");
  await heading("Calls");
  expect(screen.queryByText("Every call is one row.")).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Show page help" }));
  expect(screen.getByText("Every call is one row.")).toBeInTheDocument();
});

test("a page that breaks leaves the navigation standing", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const pages = routes[0]?.children?.[0]?.children;
  const agents = pages?.find((route) => route.path === "agents")?.children?.find((route) => route.index);
  if (!agents?.lazy) throw new Error("no agents route");
  const lazy = agents.lazy;
  agents.lazy = () => Promise.reject(new Error("the chunk is gone"));
  try {
    renderAt("/agents");
    await heading("This page could not be shown");
    expect(screen.getAllByRole("link", { name: "Calls" })).not.toHaveLength(0);
  } finally {
    agents.lazy = lazy;
  }
});

test("copying the first call's command says how it went", async () => {
  server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [], next_cursor: null })));
  const user = userEvent.setup();
  renderAt("/");
  const [copy] = await screen.findAllByRole("button", { name: "Copy command" });
  if (!copy) throw new Error("no button");
  await user.click(copy);
  expect(await screen.findByText("Command copied")).toBeInTheDocument();
  expect(await navigator.clipboard.readText()).toBe("tron call --agent support_agent --to +910000000001");

  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  await user.click(copy);
  await waitFor(() => expect(screen.getByText(/did not allow copying/)).toBeInTheDocument());
});
