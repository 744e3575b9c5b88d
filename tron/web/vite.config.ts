import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { ProxyOptions } from "vite";
import { defineConfig } from "vitest/config";

const server = process.env["TRON_DEV_SERVER"] ?? "http://127.0.0.1:8100";

type Proxy = Parameters<NonNullable<ProxyOptions["configure"]>>[0];
type Passed = { setHeader(name: string, value: string): void };
type Asked = { headers: { origin?: string | undefined; host?: string | undefined } };

/** Changes of the pages served here come from the server's own origin; other pages' stay foreign to it. */
function ownOrigin(proxy: Proxy) {
  const rename = (passed: Passed, { headers }: Asked) => {
    if (headers.origin === `http://${headers.host}`) passed.setHeader("origin", server);
  };
  proxy.on("proxyReq", rename);
  proxy.on("proxyReqWs", rename);
}

const toServer: ProxyOptions = { target: server, changeOrigin: true, configure: ownOrigin };

/**
 * Few files, because each costs a request and a slow machine waits for requests: what the first page needs is one (beside
 * the entry), what most pages share another, with the icons of several, and the library of dialogs and menus a third.
 */
const CHUNKS = [
  { name: "first", tags: ["$initial" as const], test: /^(?!.*web.(index.html|src.main.tsx|src.app.))/ },
  { name: "dialogs", test: /node_modules.(@headlessui|@floating-ui|@react-aria)/, minShareCount: 4 },
  { name: "parts", test: /(lucide-react|swr)/, minShareCount: 2 },
  { name: "parts", minShareCount: 5 },
];

/** Tests without pages that load modules anew. */
const ALONE = ["src/lib/i18n.test.ts"];

export default defineConfig({
  // Relative addresses: the prefix is known only when the server writes <base href>.
  base: "./",
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": toServer,
      "/healthz": toServer,
      "/readyz": toServer,
      "/ws": { ...toServer, ws: true },
    },
  },
  preview: { host: "127.0.0.1", port: 4173, strictPort: true },
  build: {
    target: "es2022",
    manifest: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups: CHUNKS } } },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "pages", include: ["src/**/*.test.tsx", ...ALONE] } },
      // These draw nothing and leave nothing behind: a window for each of their files takes ten times as long as they do.
      {
        extends: true,
        test: { name: "logic", include: ["{src,scripts}/**/*.test.ts"], exclude: [...ALONE], isolate: false },
      },
    ],
  },
});
