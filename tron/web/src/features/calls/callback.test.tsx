import { screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aCallDetail } from "@/testing/calls";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

const ID = "0190c3c4-0000-7000-8000-000000000001";
type Callback = ReturnType<typeof aCallDetail>["callbacks"][number];

const aCallback = (over: Partial<Callback> = {}): Callback => ({
  id: "0190c3c4-0000-7000-8000-00000000000a",
  // Without a zone: the clock of whoever looks.
  due_at: "2025-12-01T11:00:00",
  note: "about the price",
  status: "open",
  reason: null,
  ...over,
});
const answer = (...callbacks: Callback[]) =>
  server.use(http.get(at(`/api/tron/calls/${ID}`), () => HttpResponse.json(aCallDetail({ id: ID, callbacks }))));

test("the time that the person wants to be called at stands with its note", async () => {
  answer(aCallback());
  renderAt(`/calls/${ID}`);
  const card = within(await screen.findByRole("region", { name: "Callback wanted" }));
  expect(card.getByText("Mon 1 Dec, 11:00")).not.toHaveClass("line-through");
  expect(card.getByText("about the price")).toBeInTheDocument();
});

test("one that an opt-out ended says so", async () => {
  answer(aCallback({ note: null }), aCallback({ id: ID, status: "cancelled", reason: "opted_out" }));
  renderAt(`/calls/${ID}`);
  const card = within(await screen.findByRole("region", { name: "Callback wanted" }));
  const ended = card.getByText("Cancelled: this person asked never to be called again.").closest("li");
  expect(within(ended ?? document.body).getByText("Mon 1 Dec, 11:00")).toHaveClass("line-through");
  expect(card.getAllByRole("listitem")).toHaveLength(2);
});

test("a call in which nothing was promised has no such card", async () => {
  answer();
  renderAt(`/calls/${ID}`);
  expect(await screen.findByRole("list", { name: "Transcript" })).toBeInTheDocument();
  expect(screen.queryByRole("region", { name: "Callback wanted" })).not.toBeInTheDocument();
});
