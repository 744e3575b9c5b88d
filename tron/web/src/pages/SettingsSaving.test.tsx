import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { HttpResponse } from "msw";
import { beforeEach, expect, test } from "vitest";
import { theSettings } from "@/testing/settings";
import { field, onSave, open, save, stored, user, write } from "@/testing/settingsPage";

beforeEach(() => sessionStorage.clear());

test("only what changed is saved, and a secret goes out once and is not shown again", async () => {
  await open({ "ai.sarvam_api_key": { mask: "sk_********", ...stored } });
  const sent = onSave(() => HttpResponse.json(theSettings({ "ai.sarvam_api_key": { mask: "sk_********" } }, 2)));
  write("Max call duration", "600");
  const key = screen.getByDisplayValue("sk_********").closest("div");
  if (!key) throw new Error("no key");
  await user.click(within(key).getByRole("button", { name: "Replace" }));
  write("Sarvam API key", "sk_a_new_one");
  expect(screen.getByText("2 unsaved changes")).toBeInTheDocument();
  expect(JSON.stringify(sessionStorage)).not.toContain("sk_a_new_one");
  await save();
  expect(await screen.findByText("Settings saved")).toBeInTheDocument();
  expect(sent).toEqual([
    { revision: 1, values: { "ai.sarvam_api_key": "sk_a_new_one", "defaults.max_call_duration": 600 } },
  ]);
  expect(screen.queryByDisplayValue("sk_a_new_one")).not.toBeInTheDocument();
});

test("a secret can be removed, and an untouched one stays out of the save", async () => {
  await open({
    "ai.sarvam_api_key": { mask: "sk_********", ...stored },
    "ai.openai_api_key": { mask: "sk-proj-********", ...stored },
  });
  const sent = onSave(() => HttpResponse.json(theSettings({}, 2)));
  const [replace] = screen.getAllByText("Replace");
  if (!replace) throw new Error("no button");
  await user.click(replace);
  expect(screen.getByText("The stored one is removed when you save.")).toBeInTheDocument();
  await save();
  await waitFor(() => expect(sent).toEqual([{ revision: 1, values: { "ai.sarvam_api_key": null } }]));
});

test("a stored value goes back to its default", async () => {
  await open({ "defaults.max_call_duration": { value: 900, ...stored } });
  const sent = onSave(() => HttpResponse.json(theSettings({}, 2)));
  await user.click(screen.getByLabelText("Reset Max call duration to its default"));
  expect(field("Max call duration")).toHaveValue("300");
  await save();
  await waitFor(() => expect(sent[0]?.values).toEqual({ "defaults.max_call_duration": null }));
});

test("a wrong number is told on leaving the field and is not sent", async () => {
  await open();
  const sent = onSave(() => HttpResponse.json(theSettings({}, 2)));
  write("Max call duration", "5");
  fireEvent.blur(field("Max call duration"));
  expect(screen.getByText("Enter 30 to 3600.")).toBeInTheDocument();
  await save();
  expect(sent).toEqual([]);
  write("Max call duration", "500");
  expect(screen.queryByText("Enter 30 to 3600.")).not.toBeInTheDocument();
});

test("the server's objections stand at their fields, and what was typed stays", async () => {
  await open();
  const fields = [{ path: "values.telephony.from_number", message: "This is no telephone number." }];
  onSave(() =>
    HttpResponse.json(
      { error: { code: "invalid", message: "Some settings are not right.", hint: null, fields, request_id: "r1" } },
      { status: 422 },
    ),
  );
  write("From number", "12");
  await save();
  expect(await screen.findByText("This is no telephone number.")).toBeInTheDocument();
  expect(field("From number")).toHaveValue("12");
  expect(field("From number")).toHaveAccessibleDescription("This is no telephone number.");
});

const conflict = (current: unknown) =>
  HttpResponse.json(
    {
      error: {
        code: "conflict",
        message: "Somebody else changed the settings.",
        hint: null,
        fields: [],
        request_id: null,
      },
      current,
    },
    { status: 409 },
  );

test("a save beside another one of other settings keeps both", async () => {
  await open();
  const theirs = theSettings({ "defaults.tone": { value: "casual", ...stored } }, 2);
  const sent = onSave(({ revision }) => (revision === 1 ? conflict(theirs) : HttpResponse.json(theSettings({}, 3))));
  write("LiveKit URL", "wss://a.example");
  await save();
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[1]).toEqual({ revision: 2, values: { "livekit.url": "wss://a.example" } });
  expect(await screen.findByText(/Others that were changed meanwhile/)).toBeInTheDocument();
});

test("a save beside another one of the same setting shows both and lets choose", async () => {
  await open();
  const theirs = theSettings({ "livekit.url": { value: "wss://theirs.example", ...stored } }, 2);
  const sent = onSave(({ revision }) => (revision === 1 ? conflict(theirs) : HttpResponse.json(theSettings({}, 3))));
  write("LiveKit URL", "wss://mine.example");
  await save();
  const dialog = await screen.findByRole("alertdialog");
  expect(within(dialog).getByText("wss://mine.example")).toBeInTheDocument();
  expect(within(dialog).getByText("wss://theirs.example")).toBeInTheDocument();
  expect(sent).toHaveLength(1);
  const buttons = within(dialog).getAllByRole("button");
  const keepMine = buttons.at(-1);
  if (!keepMine) throw new Error("no button");
  await user.click(keepMine);
  await waitFor(() => expect(sent[1]).toEqual({ revision: 2, values: { "livekit.url": "wss://mine.example" } }));
});

test("what was written, but for secrets, is there again after a reload", async () => {
  const { unmount } = await open();
  write("LiveKit URL", "wss://a.example");
  write("LiveKit secret", "do-not-keep-me");
  await waitFor(() => expect(JSON.stringify(sessionStorage)).toContain("wss://a.example"));
  expect(JSON.stringify(sessionStorage)).not.toContain("do-not-keep-me");
  unmount();
  await open();
  expect(field("LiveKit URL")).toHaveValue("wss://a.example");
  expect(field("LiveKit secret")).toHaveValue("");
});
