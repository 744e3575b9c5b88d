import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

beforeEach(() => {
  server.use(
    http.get(at("/api/tron/docs/:name"), ({ params, request }) => {
      const language = new URL(request.url).searchParams.get("language");
      const html = `<p>About ${String(params["name"])} in ${language}. <a href="docs/calls">Calls</a></p>`;
      return HttpResponse.json({ name: params["name"], language, title: "Title", html });
    }),
  );
});

test("the banner leads to the page's guide, and guides lead to each other", async () => {
  const { router } = renderAt("/agents");
  await userEvent.click(await screen.findByRole("link", { name: "Learn more" }));
  expect(await screen.findByText(/About agents in en/)).toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/docs/agents");
  const [inText] = screen.getAllByRole("link", { name: "Calls" }).filter((link) => link.closest("article"));
  if (!inText) throw new Error("no link in the text");
  await userEvent.click(inText);
  expect(await screen.findByText(/About calls in en/)).toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/docs/calls");
});

test("the question mark opens a closed banner first, then the guide", async () => {
  const { router } = renderAt("/calls");
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  await userEvent.click(screen.getByRole("button", { name: "Show page help" }));
  await userEvent.click(screen.getByRole("button", { name: "Read this page's guide" }));
  expect(await screen.findByText(/About calls/)).toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/docs/calls");
});

test("a guide is read in the page's language", async () => {
  useUi.setState({ language: "hi" });
  renderAt("/docs/settings");
  expect(await screen.findByText(/About settings in hi/)).toBeInTheDocument();
});

test("a guide that is none is no page", async () => {
  renderAt("/docs/nothing");
  expect(await screen.findByRole("heading", { name: "No page has this address" })).toBeInTheDocument();
});

test("a guide that does not come says so", async () => {
  server.use(http.get(at("/api/tron/docs/:name"), () => HttpResponse.error()));
  renderAt("/docs/calls");
  expect(await screen.findByText("The guide could not be loaded")).toBeInTheDocument();
});

test("every text around a guide comes from the catalogue", async () => {
  useUi.setState({ language: "en-XA" });
  const { container } = renderAt("/docs/calls");
  await screen.findByText(/About calls/);
  expect(untranslated(container)).toEqual([]);
});
