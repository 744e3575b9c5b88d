import { expect, test } from "vitest";
import { NO_FILTERS, queryOf, readFilters, restricts, writeFilters } from "./filters";

const AGENT = "0190c3c4-0000-7000-8000-0000000000a1";
const NOW = new Date(2026, 1, 12, 14, 40);

test("an address and its filters say the same, and only what was chosen", () => {
  const address = `agent=${AGENT}&status=busy&line=sandbox&search=asha&date=range&from=2026-02-01&to=2026-02-03&sort=created_at`;
  const filters = readFilters(new URLSearchParams(address));
  expect(filters).toMatchObject({ agent: AGENT, status: "busy", from: "2026-02-01", outcome: "", direction: "" });
  expect(writeFilters(filters).toString()).toBe(address);
  expect(writeFilters(NO_FILTERS).toString()).toBe("");
});

test("what nobody can have chosen is passed over", () => {
  const address = `agent=7&status=dead&direction=up&date=never&from=2026-02-31&sort=mood&search=${"x".repeat(200)}`;
  expect(readFilters(new URLSearchParams(address))).toEqual({ ...NO_FILTERS, search: "x".repeat(100) });
  const impossible = readFilters(new URLSearchParams("date=range&from=2026-02-31&to=soon"));
  expect(impossible).toMatchObject({ date: "range", from: "", to: "" });
});

test("an order alone leaves nothing out", () => {
  expect(restricts({ ...NO_FILTERS, sort: "created_at" })).toBe(false);
  expect(restricts({ ...NO_FILTERS, date: "today" })).toBe(true);
});

test("days are whole days of this person's clock, both ends included", () => {
  const asked = (part: object) => queryOf({ ...NO_FILTERS, ...part }, NOW);
  expect(asked({})).toEqual({ sort: "-created_at" });
  expect(asked({ date: "today" }).from).toBe(new Date(2026, 1, 12).toISOString());
  expect(asked({ date: "7d" }).from).toBe(new Date(2026, 1, 6).toISOString());
  expect(asked({ date: "range", from: "2026-02-01", to: "2026-02-28" })).toMatchObject({
    from: new Date(2026, 1, 1).toISOString(),
    to: new Date(2026, 2, 1).toISOString(),
  });
  expect(asked({ search: "  ", status: "busy" })).toEqual({ sort: "-created_at", status: ["busy"] });
});
