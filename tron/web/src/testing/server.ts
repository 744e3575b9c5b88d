import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { apiBase } from "@/lib/base";
import { callHandlers } from "./calls";
import { aCall, anAgent, aReadiness } from "./factories";

/** The full address of an API path, as the client asks for it. */
export const at = (path: string) => apiBase() + path;

/** A Tron that is well: all services ready, one agent, one call. Tests replace single answers with `server.use`. */
export const server = setupServer(
  http.get(at("/readyz"), () => HttpResponse.json(aReadiness())),
  http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [aCall()], next_cursor: null })),
  ...callHandlers,
  http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [anAgent()], next_cursor: null })),
);
