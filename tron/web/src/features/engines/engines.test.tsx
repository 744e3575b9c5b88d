import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, test } from "vitest";
import { useUi } from "@/stores/ui";
import { aModel, anEngine, enginesAre, someEngines } from "@/testing/engines";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";
import type { Model } from "./api";
import { EnginesCard } from "./components/EnginesCard";

const show = () => renderAlone(<EnginesCard />);

/** Answers the list and the actions as Tron does, with one model. */
function aTronWith(model: Model, after: (wish: "bring" | "remove") => Partial<Model>) {
  let now = model;
  const asked: string[] = [];
  const act = (wish: "bring" | "remove") => {
    asked.push(wish);
    now = { ...now, problem: null, ...after(wish) };
    return HttpResponse.json(now, { status: wish === "bring" ? 202 : 200 });
  };
  server.use(
    http.get(at("/api/tron/engines"), () => HttpResponse.json(someEngines({ models: [now] }))),
    http.post(at("/api/tron/engines/downloads"), async ({ request }) => {
      expect(await request.json()).toEqual({ model: model.id });
      return act("bring");
    }),
    http.delete(at(`/api/tron/engines/downloads/${model.id}`), () => act("remove")),
  );
  return { asked, become: (over: Partial<Model>) => (now = { ...now, ...over }) };
}

const row = async (title = "Qwen2.5 1.5B Instruct") => {
  const item = (await screen.findByText(title)).closest("li");
  if (!item) throw new Error("no row");
  return within(item);
};

test("tells each engine's state, its model and what to do", async () => {
  server.use(
    enginesAre({
      engines: [
        anEngine(),
        anEngine({ name: "piper", model: null, state: "missing", hint: "Run `tron models install`." }),
        anEngine({ name: "whisper", model: null, state: "failed", detail: "OSError: no file" }),
        anEngine({ name: "new", title: "Something new", state: "loading", model: null }),
      ],
    }),
  );
  show();
  const list = within(await screen.findByRole("list", { name: "Engines" }));
  expect(list.getByText("Chat model").closest("li")).toHaveTextContent("smollm2-135mReady");
  expect(list.getByText("Run `tron models install`.")).toBeInTheDocument();
  expect(list.getByText("OSError: no file")).toBeInTheDocument();
  expect(list.getByText("Something new").closest("li")).toHaveTextContent("Loading");
});

test("a model says what it is good for, its size, memory, licence and languages", async () => {
  server.use(enginesAre());
  show();
  const qwen = await row();
  expect(qwen.getByText(/Lets built-in agents answer freely/)).toBeInTheDocument();
  for (const fact of ["1.1 GB", "needs 2.2 GB of memory", "English, Hindi"]) {
    expect(qwen.getByText(fact)).toBeInTheDocument();
  }
  expect(qwen.getByRole("link", { name: "Apache-2.0" })).toHaveAttribute("href", "https://example.com/licence");
  expect(screen.getByText(/40 GB are free/)).toBeInTheDocument();
});

test("from the click over the bar to its use, and its removal", async () => {
  const tron = aTronWith(aModel(), (wish) =>
    wish === "bring" ? { state: "downloading", done_bytes: 100_000_000 } : { state: "available", done_bytes: 0 },
  );
  show();
  await userEvent.click(await screen.findByRole("button", { name: "Download Qwen2.5 1.5B Instruct" }));
  const bar = await screen.findByRole("progressbar", { name: "Download of Qwen2.5 1.5B Instruct" });
  expect(bar).toHaveAttribute("aria-valuenow", "8");
  tron.become({ done_bytes: 558_660_368, bytes_per_second: 5_000_000 });
  expect(await screen.findByText("559 MB of 1.1 GB", {}, { timeout: 3000 })).toBeInTheDocument();
  expect(screen.getByText("5 MB/s")).toBeInTheDocument();
  expect(screen.getByText("1:51 left")).toBeInTheDocument();
  tron.become({ state: "installed", done_bytes: 1_117_320_736, in_use: true });
  expect(await screen.findByText("In use", {}, { timeout: 3000 })).toBeInTheDocument();
  expect(screen.queryByRole("progressbar")).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("button", { name: "Remove Qwen2.5 1.5B Instruct" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText(/1.1 GB become free. Built-in agents/)).toBeInTheDocument();
  await userEvent.click(dialog.getByRole("button", { name: "Remove" }));
  expect(await screen.findByRole("button", { name: "Download Qwen2.5 1.5B Instruct" })).toBeInTheDocument();
  expect(tron.asked).toEqual(["bring", "remove"]);
});

test("a download can be cancelled", async () => {
  const tron = aTronWith(aModel({ state: "queued" }), () => ({ state: "available" }));
  show();
  expect((await row()).getByText("Queued")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Cancel Qwen2.5 1.5B Instruct" }));
  expect(await screen.findByRole("button", { name: /^Download/ })).toBeInTheDocument();
  expect(tron.asked).toEqual(["remove"]);
});

test("a failure says what to do; trying again goes on, throwing away begins anew", async () => {
  const problem = { code: "disk_full", message: "The disk is too full.", hint: "Free some." };
  const tron = aTronWith(aModel({ state: "failed", done_bytes: 117_320_736, problem }), () => ({ state: "queued" }));
  show();
  const qwen = await row();
  expect(qwen.getByRole("alert")).toHaveTextContent("The disk is too full: 1 GB are missing, 40 GB are free.");
  expect(qwen.getByRole("button", { name: /Throw away/ })).toBeInTheDocument();
  await userEvent.click(qwen.getByRole("button", { name: /Try again/ }));
  expect(await qwen.findByText("Queued")).toBeInTheDocument();
  expect(tron.asked).toEqual(["bring"]);
});

test("a problem that this page has no words for is told in the server's", async () => {
  const problem = { code: "struck_by_lightning", message: "Lightning.", hint: "Wait for the storm to pass." };
  server.use(enginesAre({ models: [aModel({ state: "failed", problem })] }));
  show();
  expect((await row()).getByRole("alert")).toHaveTextContent("Lightning. Wait for the storm to pass.");
});

test("a model that breaks the engines says so", async () => {
  const problem = { code: "does_not_run", message: "", hint: "" };
  server.use(enginesAre({ models: [aModel({ state: "installed", problem, fits: false, memory_bytes: 9e9 })] }));
  show();
  const qwen = await row();
  expect(qwen.getByText("Does not run")).toBeInTheDocument();
  expect(qwen.getByRole("alert")).toHaveTextContent("Free memory and try again");
  expect(qwen.getByText(/It needs 9 GB of memory, and this machine has 8 GB/)).toBeInTheDocument();
});

test("a licence that is not for every use is shown before the download", async () => {
  const voice = aModel({
    id: "piper-hi-priyamvada",
    kind: "voice",
    title: "Priyamvada, Hindi",
    licence: "CC BY-NC-SA 4.0",
    commercial_use: false,
    languages: ["hi"],
  });
  const tron = aTronWith(voice, () => ({ state: "downloading" }));
  show();
  expect((await row("Priyamvada, Hindi")).getByText(/not for commercial calls/)).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Download Priyamvada, Hindi" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  expect(dialog.getByText(/does not allow commercial use/)).toBeInTheDocument();
  expect(tron.asked).toEqual([]);
  await userEvent.click(dialog.getByRole("button", { name: "Download" }));
  expect(await screen.findByRole("progressbar")).toBeInTheDocument();
  expect(tron.asked).toEqual(["bring"]);
});

test("what Tron refuses is told in its words, and the button comes back", async () => {
  const error = { code: "unavailable", message: "The database is away.", hint: "Wait a minute.", request_id: "r-1" };
  server.use(
    enginesAre(),
    http.post(at("/api/tron/engines/downloads"), () => HttpResponse.json({ error }, { status: 503 })),
  );
  show();
  await userEvent.click(await screen.findByRole("button", { name: /^Download/ }));
  expect(await screen.findByText("Qwen2.5 1.5B Instruct was not started")).toBeInTheDocument();
  expect(screen.getByText("The database is away. Wait a minute.")).toBeInTheDocument();
  await waitFor(() => expect(screen.getByRole("button", { name: /^Download/ })).toBeEnabled());
});

test("while it waits, when it fails, and when it comes back", async () => {
  server.use(http.get(at("/api/tron/engines"), () => HttpResponse.error()));
  show();
  expect(screen.getByRole("status", { name: "Loading" })).toBeInTheDocument();
  const alert = within(await screen.findByRole("alert"));
  expect(alert.getByText("The engines could not be read")).toBeInTheDocument();
  server.use(enginesAre());
  await userEvent.click(alert.getByRole("button", { name: "Try again" }));
  expect(await row()).toBeTruthy();
});

test("engines that start, and models that wait for calls to end, are told", async () => {
  server.use(enginesAre({ engines: [], restarting: true }));
  show();
  expect(await screen.findByText("The engines start.")).toBeInTheDocument();
  expect(screen.getByText(/as soon as no call is under way/)).toBeInTheDocument();
});

const everything = () => {
  const codes = ["unreachable", "stalled", "cut", "damaged", "busy", "changed", "disk_full", "not_found"];
  codes.push("forbidden", "server_error", "does_not_run");
  const failed = codes.map((code) =>
    aModel({ id: code, title: code, state: "failed", problem: { code, message: "m", hint: "h" } }),
  );
  const states = ["available", "queued", "downloading", "checking", "installed"] as const;
  const words = ["ready", "loading", "missing", "failed"] as const;
  return enginesAre({
    engines: words.map((state, index) => anEngine({ name: `${state}${index}`, state, hint: "Do this.", detail: "x" })),
    models: [
      ...states.map((state) =>
        aModel({ id: state, title: state, state, fits: false, commercial_use: null, bytes_per_second: 1e6 }),
      ),
      ...["whisper-small", "qwen3-4b-instruct"].map((id) => aModel({ id, title: id, kind: "recognition" })),
      ...["piper-hi-priyamvada", "piper-hi-rohan"].map((id) =>
        aModel({ id, title: id, kind: "voice", commercial_use: false, languages: ["hi", "en", "ta", "te"] }),
      ),
      ...failed,
    ],
    restarting: true,
  });
};

test("every text comes from the catalogue", async () => {
  useUi.setState({ language: "en-XA" });
  server.use(everything());
  const { container } = show();
  await screen.findByText("piper-hi-rohan");
  await waitFor(() => expect(container.textContent).toContain("⟦"));
  expect(untranslated(container)).toEqual([]);
});

test("nothing stands in the way of a screen reader", async () => {
  server.use(everything());
  const { container } = show();
  await screen.findByText("piper-hi-rohan");
  // jsdom draws nothing: contrast is looked at in a browser.
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map((found) => [found.id, found.nodes[0]?.html])).toEqual([]);
});

test("in Hindi too, with Hindi names of languages", async () => {
  useUi.setState({ language: "hi" });
  server.use(enginesAre());
  show();
  expect(await screen.findByText("बातचीत के मॉडल")).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: "Qwen2.5 1.5B Instruct डाउनलोड करें" })).toBeInTheDocument();
  expect(screen.getByText("अंग्रेज़ी, हिन्दी")).toBeInTheDocument();
});

beforeEach(() => useUi.setState({ language: "en" }));
