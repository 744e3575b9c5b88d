import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { cards, press, user, write } from "@/testing/toolCards";
import { aSecret } from "@/testing/toolShelf";
import { aServer, aTool } from "@/testing/tools";
import { untranslated } from "@/testing/untranslated";
import { ToolsCards } from "./components/ToolsCards";

const failure = (status: number, code: string, more: object = {}, top: object = {}) =>
  HttpResponse.json(
    {
      error: { code, message: "Some fields are not right.", hint: null, fields: [], request_id: null, ...more },
      ...top,
    },
    { status },
  );

test("a tool is written in rows and sent as a schema", async () => {
  const sent = cards({});
  await screen.findByText(/No HTTP tool yet/);
  await press("Add a tool");
  write("Name", " order_status ");
  write("What it does", "Where an order is.");
  write("Address", "https://shop.example/orders/{order_id}");
  await press("Add a parameter");
  write("Name of parameter 1", "order_id");
  write("Meaning of parameter 1", "As in A1.");
  await press("Add a value");
  write("Name 1", "Authorization");
  write("Value 1", "Bearer {{secret:SHOP_KEY}}");
  await press("Save");
  await screen.findByText("order_status saved");
  expect(sent).toEqual([
    {
      method: "POST",
      path: "/tools",
      body: {
        name: "order_status",
        description: "Where an order is.",
        method: "GET",
        url: "https://shop.example/orders/{order_id}",
        parameters: aTool().parameters,
        headers: { Authorization: "Bearer {{secret:SHOP_KEY}}" },
        timeout_seconds: 8,
        enabled: true,
      },
    },
  ]);
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

test("what the server minds stands at its field", async () => {
  cards({});
  const fields = [
    { path: "url", message: "The host is fixed." },
    { path: "headers.Host", message: "This header cannot be set." },
  ];
  server.use(http.post(at("/api/tron/tools"), () => failure(422, "invalid", { fields })));
  await screen.findByText(/No HTTP tool yet/);
  await press("Add a tool");
  await press("Save");
  expect(await screen.findByText("The host is fixed.")).toBeInTheDocument();
  expect(screen.getByLabelText("Address")).toBeInvalid();
  expect(screen.getByText("Host: This header cannot be set.")).toBeInTheDocument();
  expect(screen.queryByText("Some fields are not right.")).not.toBeInTheDocument();
});

test("a change by somebody else is shown and can be taken over", async () => {
  const sent = cards({ tools: [aTool()], secrets: [aSecret()] });
  const theirs = aTool({ description: "Theirs.", revision: 5 });
  server.use(
    http.put(at("/api/tron/tools/:id"), () => failure(409, "conflict", { message: "Changed." }, { current: theirs }), {
      once: true,
    }),
  );
  await screen.findByText("order_status");
  await press("Edit order_status");
  write("What it does", "Mine.");
  await press("Save");
  await press("Take the saved one");
  expect(screen.getByLabelText("What it does")).toHaveValue("Theirs.");
  await press("Save");
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ description: "Theirs.", revision: 5 }));
});

test("a schema that says more than rows is edited as JSON", async () => {
  const parameters = { type: "object", properties: { lang: { type: "string", enum: ["hi", "en"] } } };
  const sent = cards({ tools: [aTool({ parameters })], secrets: [aSecret()] });
  await screen.findByText("order_status");
  await press("Edit order_status");
  expect(screen.getByText("This schema says more than rows can show.")).toBeInTheDocument();
  const box = screen.getByRole("textbox", { name: "Parameters" });
  fireEvent.change(box, { target: { value: "{" } });
  expect(screen.getByText("This is no JSON object.")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  fireEvent.change(box, { target: { value: '{"type": "object", "properties": {"a": {"type": "integer"}}}' } });
  await user.click(screen.getByRole("radio", { name: "Rows" }));
  expect(screen.getByLabelText("Kind of parameter 1")).toHaveValue("integer");
  await press("Save");
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.body).toMatchObject({ parameters: { type: "object", properties: { a: { type: "integer" } } } });
});

test.each([
  [{ ok: true, status: 200, code: null, hint: null, text: '{"state":"on its way"}' }, "It answered 200"],
  [{ ok: false, status: 404, code: null, hint: null, text: "Error: 404" }, /It answered 404: the model would read/],
  [{ ok: false, status: null, code: "refused_address", hint: "Allow it.", text: "Inside." }, "It did not work"],
])("a try shows what a model would read: %j", async (answer, words) => {
  cards({ tools: [aTool()], secrets: [aSecret()] });
  const asked: unknown[] = [];
  server.use(
    http.post(at("/api/tron/tools/test"), async ({ request }) => {
      asked.push(await request.json());
      return HttpResponse.json({ seconds: 0.12, url: "https://shop.example/orders/A1", ...answer });
    }),
  );
  await screen.findByText("order_status");
  await press("Edit order_status");
  await user.click(screen.getByText("Try it"));
  write("Values for the try, as JSON", '{"order_id": "A1"}');
  await press("Send the request");
  expect(await screen.findByText(words)).toBeInTheDocument();
  expect(screen.getByText(answer.text)).toBeInTheDocument();
  if (answer.hint) expect(screen.getByText(answer.hint)).toBeInTheDocument();
  expect(asked).toMatchObject([{ tool: { name: "order_status" }, arguments: { order_id: "A1" } }]);
});

test("a tool that agents use is not removed, and it is said who uses it", async () => {
  cards({ tools: [aTool()], secrets: [aSecret()] });
  server.use(
    http.delete(at("/api/tron/tools/:id"), () =>
      failure(409, "conflict", { message: "Agents use the tool order_status: Asha." }),
    ),
  );
  await screen.findByText("order_status");
  await press("Remove order_status");
  await press("Remove");
  expect(await screen.findByText("Agents use the tool order_status: Asha.")).toBeInTheDocument();
});

test("a tool is removed after a question", async () => {
  const sent = cards({ tools: [aTool()], secrets: [aSecret()] });
  await screen.findByText("order_status");
  await press("Remove order_status");
  await press("Remove");
  expect(await screen.findByText("order_status removed")).toBeInTheDocument();
  expect(sent.map(({ method }) => method)).toEqual(["DELETE"]);
});

test("rows tell what is off and which secrets are missing", async () => {
  cards({ tools: [aTool({ enabled: false })] });
  expect(await screen.findByText("Not set: SHOP_KEY")).toBeInTheDocument();
  expect(screen.getByText("Off")).toBeInTheDocument();
});

test("lists that do not come can be asked for again", async () => {
  server.use(http.get(at("/api/tron/tools"), () => HttpResponse.error(), { once: true }));
  renderAlone(<ToolsCards />);
  const alert = await screen.findByRole("alert");
  await user.click(within(alert).getByRole("button"));
  expect(await screen.findByText(/No HTTP tool yet/)).toBeInTheDocument();
});

test("lists and dialogs break no rule of accessibility", async () => {
  const rows = { tools: [aTool()], servers: [aServer({ allowed_tools: [] })], secrets: [aSecret()] };
  cards(rows);
  await screen.findByText("shop");
  await press("Edit order_status");
  await user.click(screen.getByText("Try it"));
  expect(await violations()).toEqual([]);
  await press("Cancel");
  await press("Edit shop");
  expect(await violations()).toEqual([]);
});

test("every text comes from the catalogue", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  cards({ tools: [aTool()], servers: [aServer({ allowed_tools: [] })], secrets: [aSecret()] });
  const row = (await screen.findByText("shop")).closest("li");
  expect(untranslated(document.body)).toEqual([]);
  const edit = row?.querySelector("button:has(.lucide-pencil)");
  if (edit) fireEvent.click(edit);
  await screen.findByRole("dialog");
  expect(untranslated(document.body)).toEqual([]);
});

async function violations(): Promise<string[]> {
  // Colours need a browser.
  const { violations: found } = await axe.run(document.body, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
