import { createBrowserRouter, type RouteObject } from "react-router";
import type { PageHandle } from "@/components/layout/nav";
import { basePath } from "@/lib/base";
import { RouteError } from "./RouteError";
import { Shell } from "./Shell";

const page = (handle: PageHandle) => handle;

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
            lazy: () => import("@/pages/Dashboard"),
            handle: page({ name: "nav.dashboard", help: "dashboard" }),
          },
          {
            path: "agents",
            handle: page({ name: "nav.agents", help: "agents" }),
            children: [
              { index: true, lazy: () => import("@/pages/Agents") },
              {
                path: ":agentId",
                lazy: () => import("@/pages/AgentBuilder"),
                handle: page({ name: "nav.agent", help: "agentBuilder" }),
              },
            ],
          },
          {
            path: "flows",
            handle: page({ name: "nav.flows", help: "flows" }),
            children: [
              { index: true, lazy: () => import("@/pages/Flows") },
              {
                path: ":id",
                lazy: () => import("@/pages/FlowCanvas"),
                handle: page({ name: "nav.flow", help: "flowCanvas", full: true }),
              },
              {
                path: ":id/versions/:version",
                lazy: () => import("@/pages/FlowCanvas"),
                handle: page({ name: "nav.flow", help: "flowCanvas", full: true }),
              },
            ],
          },
          {
            path: "test-call",
            lazy: () => import("@/pages/TestCall"),
            handle: page({ name: "nav.testCall", help: "test-call" }),
          },
          {
            path: "calls",
            handle: page({ name: "nav.calls", help: "calls" }),
            children: [
              { index: true, lazy: () => import("@/pages/Calls") },
              {
                path: ":id",
                lazy: () => import("@/pages/CallDetail"),
                handle: page({ name: "nav.call", help: "call" }),
              },
            ],
          },
          {
            path: "settings",
            lazy: () => import("@/pages/Settings"),
            handle: page({ name: "nav.settings", help: "settings" }),
          },
          {
            path: "health",
            lazy: () => import("@/pages/Health"),
            handle: page({ name: "nav.health", help: "health" }),
          },
          { path: "docs/:name", lazy: () => import("@/pages/Docs"), handle: page({ name: "nav.docs" }) },
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
