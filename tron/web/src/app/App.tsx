import { RouterProvider } from "react-router/dom";
import { Providers } from "./providers";
import type { createRouter } from "./router";

export function App({ router }: { router: ReturnType<typeof createRouter> }) {
  return (
    <Providers>
      <RouterProvider router={router} />
    </Providers>
  );
}
