import { createBrowserRouter, type RouteObject } from "react-router";
import type { PageHandle } from "@/components/layout/nav";
import { basePath } from "@/lib/base";
import { needTexts, type TextSet } from "@/lib/i18n";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

const page = (handle: PageHandle) => handle;

/** A page's chunk and, beside it, the texts that it speaks from (sets.test.ts says what it lacks). */
function load<Page>(module: () => Promise<Page>, ...sets: TextSet[]) {
  return async () => (await Promise.all([module(), needTexts(sets)]))[0];
}

/** Every page is a chunk of its own. A page that breaks leaves the frame standing; a broken frame shows the error alone. */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <RouteError />,
    // Nothing is drawn before the first page's chunk is there.
    hydrateFallbackElement: <></>,
    children: [
      {
        errorElement: <RouteError />,
        children: [
          {
            index: true,
            lazy: load(() => import("@/pages/Dashboard"), "calls", "server"),
            handle: page({ name: "nav.dashboard", help: "dashboard" }),
          },
          {
            path: "agents",
            handle: page({ name: "nav.agents", help: "agents" }),
            children: [
              { index: true, lazy: load(() => import("@/pages/Agents"), "agents", "server") },
              {
                path: ":agentId",
                lazy: load(() => import("@/pages/AgentBuilder"), "agents", "calls", "flows", "server", "tools"),
                handle: page({ name: "nav.agent", help: "agentBuilder" }),
              },
            ],
          },
          {
            path: "flows",
            handle: page({ name: "nav.flows", help: "flows" }),
            children: [
              { index: true, lazy: load(() => import("@/pages/Flows"), "flows", "server") },
              {
                path: ":id",
                lazy: load(() => import("@/pages/FlowCanvas"), "calls", "flows", "server"),
                handle: page({ name: "nav.flow", help: "flowCanvas", full: true }),
              },
              {
                path: ":id/versions/:version",
                lazy: load(() => import("@/pages/FlowCanvas"), "calls", "flows", "server"),
                handle: page({ name: "nav.flow", help: "flowCanvas", full: true }),
              },
              {
                path: ":id/calls/:call",
                lazy: load(() => import("@/pages/FlowCanvas"), "calls", "flows", "server"),
                handle: page({ name: "nav.flow", help: "flowCanvas", full: true }),
              },
            ],
          },
          {
            path: "test-call",
            lazy: load(() => import("@/pages/TestCall"), "calls", "server", "testcall"),
            handle: page({ name: "nav.testCall", help: "test-call" }),
          },
          {
            path: "calls",
            handle: page({ name: "nav.calls", help: "calls" }),
            children: [
              { index: true, lazy: load(() => import("@/pages/Calls"), "calls", "server") },
              {
                path: ":id",
                lazy: load(() => import("@/pages/CallDetail"), "calls", "server"),
                handle: page({ name: "nav.call", help: "call" }),
              },
            ],
          },
          {
            path: "lines",
            lazy: load(() => import("@/pages/Lines"), "phone", "server"),
            handle: page({ name: "nav.lines", help: "lines" }),
          },
          {
            path: "settings",
            lazy: load(() => import("@/pages/Settings"), "server", "settings", "tools"),
            handle: page({ name: "nav.settings", help: "settings" }),
          },
          {
            path: "health",
            lazy: load(() => import("@/pages/Health"), "server"),
            handle: page({ name: "nav.health", help: "health" }),
          },
          {
            path: "docs/:name",
            lazy: load(() => import("@/pages/Docs"), "server"),
            handle: page({ name: "nav.docs" }),
          },
          { path: "*", lazy: () => import("@/pages/NotFound"), handle: page({ name: "nav.notFound" }) },
        ],
      },
    ],
  },
];

/** The router under the prefix that the server wrote into `<base href>`. */
export function createRouter() {
  return createBrowserRouter(routes, { basename: basePath() || "/" });
}
