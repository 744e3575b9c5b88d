import { fireEvent, screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { texts } from "@/locales/hi";
import { useUi } from "@/stores/ui";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { aServer, aTool } from "@/testing/tools";
import { ToolsCards } from "./components/ToolsCards";

const { server: words, tools: labels } = texts;
const away: Parameters<typeof aServer>[0] = {
  state: "failed",
  state_code: "unreachable",
  state_message: "Nothing answers there.",
  tools: [],
};

beforeEach(async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  const list = (path: string, ...items: unknown[]) =>
    http.get(at(path), () => HttpResponse.json({ items, next_cursor: null }));
  const failed = { seconds: 0, hint: "Check it.", text: "Refused.", message: "Refused (401).", tools: [] };
  server.use(
    list("/api/tron/tools", aTool()),
    list("/api/tron/mcp-servers", aServer(away)),
    list("/api/tron/tool-secrets"),
    http.post(at("/api/tron/tools/test"), () =>
      HttpResponse.json({ ...failed, ok: false, status: null, url: null, code: "refused_address" }),
    ),
    http.post(at("/api/tron/mcp-servers/test"), () =>
      HttpResponse.json({ ...failed, state: "failed", code: "rejected" }),
    ),
  );
  renderAlone(<ToolsCards />);
  await screen.findByText(words.tool.unreachable);
});

test("a server that failed says why in Hindi", async () => {
  expect(screen.queryByText("Nothing answers there.")).not.toBeInTheDocument();
  fireEvent.click(screen.getByLabelText(labels.edit.replace("{{name}}", "shop")));
  fireEvent.click(await screen.findByText(labels.mcp.test));
  expect(await screen.findByText(words.tool.rejected)).toBeInTheDocument();
  expect(screen.queryByText("Check it.")).not.toBeInTheDocument();
});

test("a try that failed says why in Hindi", async () => {
  fireEvent.click(screen.getByLabelText(labels.edit.replace("{{name}}", "order_status")));
  fireEvent.click(await screen.findByText(labels.try.title));
  fireEvent.click(await screen.findByText(labels.try.button));
  expect(await screen.findByText(words.tool.refused_address)).toBeInTheDocument();
  expect(screen.queryByText("Check it.")).not.toBeInTheDocument();
});
