import { screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { aCall, aCheck, aReadiness } from "@/testing/factories";
import { aHealth, someVendors } from "@/testing/health";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";

beforeEach(() => useUi.setState({ language: "en-XA" }));

async function readPage(path: string): Promise<string[]> {
  const { container } = renderAt(path);
  await waitFor(() => expect(screen.getByRole("main").textContent).toContain("⟦"));
  await waitFor(() => expect(container.querySelector('[role="status"][aria-label]')).toBeNull());
  return untranslated(container);
}

test.each(["/", "/calls", "/calls/any", "/agents", "/agents/new", "/agents/any", "/flows", "/health", "/nowhere"])(
  "every text of %s comes from the catalogue",
  async (path) => {
    const statuses = ["queued", "ringing", "in_progress", "no_answer", "busy", "failed", "cancelled"] as const;
    const items = statuses.map((status, index) => aCall({ id: `call-${index}`, status, reason: "declined" }));
    const states = ["starting", "degraded", "down"] as const;
    const checks = states.map((state) => aCheck({ name: state, state, fix: "Do this." }));
    server.use(
      http.get(at("/api/tron/calls"), () => HttpResponse.json({ items, next_cursor: "more" })),
      http.get(at("/readyz"), () => HttpResponse.json(aReadiness({ status: "not_ready", checks }), { status: 503 })),
      http.get(at("/api/tron/health"), () => HttpResponse.json(aHealth({ checks, vendors: someVendors() }))),
    );
    expect(await readPage(path)).toEqual([]);
  },
);

test.each(["/", "/calls", "/agents", "/flows", "/health"])(
  "so do the empty and the broken states of %s",
  async (path) => {
    server.use(
      http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [], next_cursor: null })),
      http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [], next_cursor: null })),
      http.get(at("/api/tron/flows"), () => HttpResponse.json({ items: [], next_cursor: null })),
      http.get(at("/readyz"), () => HttpResponse.error()),
      http.get(at("/api/tron/health"), () => HttpResponse.json(aHealth({ checks: [], vendors: [] }))),
    );
    expect(await readPage(path)).toEqual([]);
  },
);

test("the check notices a text that was written into the page", () => {
  const page = document.createElement("div");
  page.innerHTML = '<p>⟦Çáļļš⟧ today</p><b translate="no">Tron</b><i title="Close"></i><time>12 Feb</time>';
  expect(untranslated(page)).toEqual(["⟦Çáļļš⟧ today", "Close"]);
});
