import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { aCanvas, FLOW_ID } from "./flows";
import { renderAlone } from "./render";
import { at } from "./server";

/** The addresses of one flow. */
export const ONE = at(`/api/tron/flows/${FLOW_ID}`);

/** What every panel beside the canvas is given. */
export function props() {
  return {
    flowId: FLOW_ID,
    canvas: aCanvas(),
    select: vi.fn(),
    highlight: vi.fn(),
    mark: vi.fn(),
    flush: vi.fn(async () => 7),
    onReplaced: vi.fn(),
  };
}

export const show = (panel: ReactNode) => renderAlone(<MemoryRouter>{panel}</MemoryRouter>);

export const finding = (severity: "error" | "warning", message: string, node_id: string | null = null) => ({
  code: "x",
  severity,
  node_id,
  edge_id: null,
  field: null,
  message,
  fix: "Mend it.",
});
