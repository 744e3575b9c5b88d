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
  build: { target: "es2022", manifest: true },
  test: {
    environment: "jsdom",
    setupFiles: ["src/testing/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    restoreMocks: true,
    testTimeout: 60_000,
    maxWorkers: "100%",
  },
});
