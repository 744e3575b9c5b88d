import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { useLive } from "@/stores/live";
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
