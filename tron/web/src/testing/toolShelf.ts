import { HttpResponse, http } from "msw";
import type { Secret, Server, Tool } from "@/features/tools/api";
import { at, server } from "./server";
import { aServer, aTool } from "./tools";

export const aSecret = (over: Partial<Secret> = {}): Secret => ({
  name: "SHOP_KEY",
  updated_at: "2026-11-27T10:00:00Z",
  used_by: ["order_status"],
  ...over,
});

type Stored = { tools?: Tool[]; servers?: Server[]; secrets?: Secret[] };

/** Tron with these rows; what is sent to it is kept. */
export function aTronWith({ tools = [], servers = [], secrets = [] }: Stored) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  const list = (path: string, items: unknown[]) =>
    http.get(at(path), () => HttpResponse.json({ items, next_cursor: null }));
  const keep = async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/tron", "");
    sent.push({ method: request.method, path, body: request.body ? await request.json() : null });
  };
  server.use(
    list("/api/tron/tools", tools),
    list("/api/tron/mcp-servers", servers),
    list("/api/tron/tool-secrets", secrets),
    http.post(at("/api/tron/tools"), async ({ request }) => {
      await keep(request);
      return HttpResponse.json(aTool(), { status: 201 });
    }),
    http.put(at("/api/tron/tools/:id"), async ({ request }) => {
      await keep(request);
      return HttpResponse.json(aTool({ revision: 2 }));
    }),
    http.delete(at("/api/tron/tools/:id"), async ({ request }) => {
      await keep(request);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post(at("/api/tron/mcp-servers"), async ({ request }) => {
      await keep(request);
      return HttpResponse.json(aServer(), { status: 201 });
    }),
    http.post(at("/api/tron/mcp-servers/:id/refresh"), async ({ request }) => {
      await keep(request);
      return HttpResponse.json(aServer());
    }),
    http.put(at("/api/tron/tool-secrets/:name"), async ({ request }) => {
      await keep(request);
      return HttpResponse.json(aSecret());
    }),
  );
  return sent;
}
