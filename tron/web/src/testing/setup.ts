import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { toast } from "sonner";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { needTexts, startI18n, TEXT_SETS } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { findLabelsFast } from "./labels";
import { server } from "./server";
import { FakeSocket } from "./sockets";

// jsdom has none of these; pages are tested as on a wide screen unless a test narrows it.
window.matchMedia ??= (media: string) =>
  ({
    media,
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;
window.scrollTo = () => undefined;
Element.prototype.setPointerCapture ??= () => undefined;
HTMLCanvasElement.prototype.getContext = () => null;
Element.prototype.scrollIntoView ??= () => undefined;
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

findLabelsFast();

// A page's chunk may take a while to come where many tests run beside each other.
// A page's whole markup in each error takes longer than the test: queries that wait fail many times on their way.
configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? "not found") });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
beforeEach(async () => {
  FakeSocket.all = [];
  vi.stubGlobal("WebSocket", FakeSocket);
  await startI18n("en");
  // Most tests draw one piece without the route that would load its texts.
  await needTexts(TEXT_SETS);
});
afterEach(() => {
  cleanup();
  toast.dismiss();
  localStorage.clear();
  sessionStorage.clear();
  useUi.setState(useUi.getInitialState());
  server.resetHandlers();
});
afterAll(() => server.close());
