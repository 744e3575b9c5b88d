import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { at, server } from "@/testing/server";
import { cards, press, user, write } from "@/testing/toolCards";
import { aSecret } from "@/testing/toolShelf";
import { aServer } from "@/testing/tools";

test("a server is tried, and some of its tools are allowed", async () => {
  const sent = cards({});
  server.use(
    http.post(at("/api/tron/mcp-servers/test"), () =>
      HttpResponse.json({ state: "connected", message: null, hint: null, seconds: 0.2, tools: aServer().tools }),
    ),
  );
  await screen.findByText("No MCP server yet.");
  await press("Add a server");
  write("Name", "shop");
  write("Address", "https://mcp.example/mcp");
  expect(screen.getByText("Its tools are called shop__order_status.")).toBeInTheDocument();
  await press("Test the connection");
  expect(await screen.findByText(/2 tools/)).toBeInTheDocument();
  await user.click(screen.getByRole("checkbox", { name: "All that it offers" }));
  await user.click(screen.getByRole("checkbox", { name: /cancel_order/ }));
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ name: "shop", allowed_tools: ["order_status"], transport: "streamable_http" });
});

test("a server that cannot be used says why", async () => {
  cards({ servers: [aServer({ state: "failed", state_message: "Nothing answers there.", tools: [] })] });
  server.use(
    http.post(at("/api/tron/mcp-servers/test"), () =>
      HttpResponse.json({ state: "failed", message: "Refused (401).", hint: "Check it.", seconds: 0, tools: [] }),
    ),
  );
  expect(await screen.findByText("Nothing answers there.")).toBeInTheDocument();
  expect(screen.getByText("Failed")).toBeInTheDocument();
  await press("Edit shop");
  await press("Test the connection");
  expect(await screen.findByText("Refused (401).")).toBeInTheDocument();
  expect(screen.getByText("Check it.")).toBeInTheDocument();
});

test("a server is asked again", async () => {
  const sent = cards({ servers: [aServer()] });
  await screen.findByText("shop");
  await press("Ask shop for its tools again");
  await waitFor(() => expect(sent.map(({ path }) => path)).toEqual([`/mcp-servers/${aServer().id}/refresh`]));
});

test("a secret is written, replaced, and never shown", async () => {
  const sent = cards({ secrets: [aSecret()] });
  expect(await screen.findByText("Used by order_status")).toBeInTheDocument();
  write("Name of the new secret", "9KEY");
  expect(screen.getByText(/no digit first/)).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Add a secret" })).toBeDisabled();
  write("Name of the new secret", "MCP_KEY");
  write("Value of the new secret", "word");
  expect(screen.getByLabelText("Value of the new secret")).toHaveAttribute("type", "password");
  await press("Add a secret");
  await screen.findByText("MCP_KEY saved");
  expect(screen.getByLabelText("Value of the new secret")).toHaveValue("");
  await press("Replace SHOP_KEY");
  write("New value of SHOP_KEY", "other");
  await press("Replace");
  await screen.findByText("SHOP_KEY saved");
  expect(sent.map(({ path, body }) => [path, body])).toEqual([
    ["/tool-secrets/MCP_KEY", { value: "word" }],
    ["/tool-secrets/SHOP_KEY", { value: "other" }],
  ]);
});
