import { screen, waitFor, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { aFlowPage, button, finding, opened, tron, user } from "@/testing/flowPage";
import { FLOW_ID } from "@/testing/flows";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";

beforeEach(aFlowPage);

test("problems stand on their nodes, and lead to the field", async () => {
  tron.findings = [
    finding({ severity: "warning", node_id: "bye", field: null, message: "Nobody is thanked." }),
    finding({}),
  ];
  renderAt(`/flows/${FLOW_ID}`);
  const list = await screen.findByRole("region", { name: "Problems" });
  const rows = within(list).getAllByRole("listitem");
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    "GreetingNothing is said here.",
    "End callNobody is thanked.",
  ]);
  await user.click(within(list).getByRole("button", { name: /Nothing is said here/ }));
  const text = await screen.findByRole("textbox", { name: "Text" });
  await waitFor(() => expect(text).toHaveFocus());
  expect(text).toHaveAccessibleDescription("Write what the agent says.");
});

test("problems stand under the outline too, those of connections at the node they leave", async () => {
  tron.findings = [
    finding({ severity: "warning", code: "dangling_edge", node_id: null, edge_id: "e3", message: "It leads nowhere." }),
    finding({ code: "no_end", node_id: null, field: null, message: "No way leads to an end." }),
  ];
  await opened();
  const list = await screen.findByRole("region", { name: "Problems" });
  const rows = within(list).getAllByRole("listitem");
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    "The flowNo way leads to an end.",
    "What do they want?It leads nowhere.",
  ]);
  // What is wrong with the flow as a whole stands nowhere: there is nothing to press.
  expect(within(list).getAllByRole("button", { name: /leads/ })).toHaveLength(1);
  await user.click(within(list).getByRole("button", { name: /It leads nowhere/ }));
  expect(await screen.findByRole("heading", { level: 2, name: "Connection" })).toBeInTheDocument();
});

test("a check that did not happen is told", async () => {
  await opened();
  server.use(http.post(at("/api/tron/flows/:id/validate"), () => HttpResponse.error()));
  await user.click(await button("Validate"));
  expect(await screen.findByText("The flow could not be checked")).toBeInTheDocument();
});

test("a connection is given a label with the keyboard alone", async () => {
  await opened();
  (await button("Label the connection: Interested")).focus();
  await user.keyboard("{Enter}");
  const label = await screen.findByRole("textbox", { name: /^Label/ });
  await waitFor(() => expect(label).toHaveFocus());
  await user.paste("Ask again");
  await waitFor(() => expect(tron.sent.at(-1)?.canvas_data.edges[2]?.label).toBe("Ask again"));
  expect(document.querySelector('[data-node="want"]')).toHaveTextContent("InterestedAsk again→ End call");
  await user.keyboard("{Escape}");
  expect(document.activeElement?.closest('[data-node="want"]')).not.toBeNull();
});
