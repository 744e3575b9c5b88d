import { render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { expect, test } from "vitest";
import { RepairLink } from "./RepairLink";

const shown = (field: string | null, agentId: string | null = "a1") =>
  render(<RepairLink field={field} agentId={agentId} />, { wrapper: MemoryRouter });

test.each([
  ["agent.call_category", "Open the agent", "/agents/a1"],
  ["trunk.caller_ids", "Open Lines", "/lines"],
  ["settings.compliance.test_numbers", "Open the settings", "/settings"],
])("%s is changed at its place", (field, name, path) => {
  shown(field);
  expect(screen.getByRole("link", { name })).toHaveAttribute("href", path);
});

test.each([
  ["phone_number", "a1"],
  ["agent.call_category", null],
  [null, "a1"],
] as const)("%s of agent %s leads nowhere", (field, agent) => {
  shown(field, agent);
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});
