import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { apiBase } from "@/lib/base";
import { callHandlers } from "./calls";
import { aCall, aLine, anAgent, aReadiness, aSetting, aTemplate, aVoice, someLines } from "./factories";
import { flowHandlers } from "./flows";
import { healthHandlers } from "./health";
import { someTools } from "./tools";

/** The full address of an API path, as the client asks for it. */
export const at = (path: string) => apiBase() + path;

/** A Tron that is well: all services ready, one agent, one call. Tests replace single answers with `server.use`. */
export const server = setupServer(
  http.get(at("/readyz"), () => HttpResponse.json(aReadiness())),
  http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [aCall()], next_cursor: null })),
  ...callHandlers,
  ...healthHandlers,
  ...flowHandlers,
  http.get(at("/api/tron/agents/templates"), () => HttpResponse.json({ items: [aTemplate()], next_cursor: null })),
  http.get(at("/api/tron/agents/general-lines"), () =>
    HttpResponse.json({ ...someLines(), goodbye: "Thank you", lines: [aLine({ id: "later", when: ["busy"] })] }),
  ),
  http.get(at("/api/tron/tools/available"), () => HttpResponse.json({ items: someTools(), next_cursor: null })),
  ...["tools", "mcp-servers", "tool-secrets"].map((what) =>
    http.get(at(`/api/tron/${what}`), () => HttpResponse.json({ items: [], next_cursor: null })),
  ),
  ...["trunks", "numbers", "messages", "message-kinds", "message-senders", "message-templates"].map((what) =>
    http.get(at(`/api/tron/${what}`), () => HttpResponse.json({ items: [], next_cursor: null })),
  ),
  http.get(at("/api/tron/agents/:id/knowledge"), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(at("/api/tron/agents/:id"), () => HttpResponse.json(anAgent())),
  http.get(at("/api/tron/voices"), () => HttpResponse.json({ items: [aVoice()], next_cursor: null })),
  http.get(at("/api/tron/models/local"), () =>
    HttpResponse.json({ provider: null, here: false, models: [], suggested: null }),
  ),
  http.get(at("/api/tron/models"), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(at("/api/tron/settings"), () => HttpResponse.json({ revision: 1, items: [aSetting()] })),
  http.get(at("/api/tron/practice/people"), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.get(at("/api/tron/agents"), () => HttpResponse.json({ items: [anAgent()], next_cursor: null })),
);
