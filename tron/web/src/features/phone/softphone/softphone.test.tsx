import { screen, within } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aTrunk, phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";
import type { Softphone } from "./api";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });
const PICTURE = "data:image/svg+xml;charset=utf-8,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";

beforeEach(() => sessionStorage.clear());

const account: Softphone = {
  name: "Desk",
  user: "desk",
  password: "a-long-secret",
  host: "192.168.1.20",
  port: 5062,
  transport: "udp",
  codes: [
    { kind: "grandstream", svg: PICTURE },
    { kind: "sip", svg: `${PICTURE}#sip` },
  ],
};

async function open(answer: () => Response = () => HttpResponse.json(account)) {
  server.use(
    http.post(at("/api/tron/trunks/:id/softphone"), answer),
    ...phoneHandlers({ trunks: [aTrunk({ name: "Desk", settings: { kind: "softphone" } })] }),
  );
  renderAt("/lines");
  await user.click(await screen.findByRole("button", { name: "Register a softphone: Desk" }));
}

test("the account stands there to be read by a camera and to be typed, its password hidden at first", async () => {
  await open();
  const dialog = await screen.findByRole("dialog");
  const inside = within(dialog);
  expect(inside.getByRole("img", { name: "QR code of the account for GS Wave" })).toHaveAttribute("src", PICTURE);
  expect(inside.getByText("192.168.1.20:5062")).toBeInTheDocument();
  expect(inside.queryByText("a-long-secret")).not.toBeInTheDocument();
  await user.click(inside.getByRole("button", { name: "Show the password" }));
  expect(inside.getByText("a-long-secret")).toBeInTheDocument();
  await user.click(inside.getByRole("radio", { name: "SIP address" }));
  expect(inside.getByRole("img", { name: /SIP address/ })).toHaveAttribute("src", `${PICTURE}#sip`);
  const { violations } = await axe.run(dialog, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  expect(await inside.findByText(/⟦.*⟧/, { selector: "h3" })).toBeInTheDocument();
  expect(untranslated(dialog)).toEqual([]);
});

test("why none can register is said at the trunk", async () => {
  const error = {
    code: "unavailable",
    message: "No softphone can register now.",
    hint: null,
    fields: [],
    request_id: null,
  };
  await open(() => HttpResponse.json({ error }, { status: 503 }));
  expect(await screen.findByRole("alert")).toHaveTextContent("No softphone can register now.");
});

test("a carrier's trunk has none", async () => {
  server.use(...phoneHandlers());
  renderAt("/lines");
  await screen.findByRole("button", { name: "Edit Carrier" });
  expect(screen.queryByRole("button", { name: /softphone/i })).not.toBeInTheDocument();
});
