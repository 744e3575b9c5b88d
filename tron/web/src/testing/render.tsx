import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import { SWRConfig } from "swr";
import { Providers } from "@/app/providers";
import { routes } from "@/app/router";

/** Draws one part of a page, with nothing left over from the test before. */
export function renderAlone(part: ReactNode) {
  return render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <Providers>{part}</Providers>
    </SWRConfig>,
  );
}

/** Draws the whole app at an address, with nothing left over from the test before. */
export function renderAt(path: string) {
  const router = createMemoryRouter(routes, { initialEntries: [path] });
  const view = render(
    <SWRConfig value={{ provider: () => new Map(), dedupingInterval: 0, shouldRetryOnError: false }}>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </SWRConfig>,
  );
  return { ...view, router };
}
