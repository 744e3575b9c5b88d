import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { aCallDetail, anEvent } from "@/testing/calls";
import { renderAlone } from "@/testing/render";
import type { CallDetail } from "./api";
import { ServerRecordingCard } from "./components/ServerRecordingCard";
import { troublesOf } from "./story";

type ServerRecording = NonNullable<CallDetail["server_recording"]>;

const STORED: ServerRecording = {
  state: "complete",
  trouble: null,
  detail: null,
  location: "https://calls.s3.amazonaws.com/in/a.livekit.ogg",
  seconds: 191.4,
  size: 1_530_000,
  url: null,
};

function show(over: Partial<ServerRecording>, call: Partial<CallDetail> = {}) {
  renderAlone(<ServerRecordingCard call={aCallDetail({ ...call, server_recording: { ...STORED, ...over } })} />);
}

test("a recording in a bucket says where it lies", async () => {
  show({});
  expect(await screen.findByText("Stored")).toBeInTheDocument();
  expect(screen.getByText(STORED.location ?? "")).toBeInTheDocument();
  expect(screen.getByText("3:11")).toBeInTheDocument();
  expect(screen.getByText("2 MB")).toBeInTheDocument();
  expect(screen.getByText(/Tron does not fetch it from there/)).toBeInTheDocument();
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
});

test("one in Tron's folder can be downloaded", async () => {
  show({ location: "/out/a.livekit.ogg", url: "/api/tron/calls/1/server-recording" });
  const link = await screen.findByRole("link", { name: "Download it" });
  expect(link).toHaveAttribute("href", "/api/tron/calls/1/server-recording");
  expect(screen.queryByText(/Tron does not fetch it/)).not.toBeInTheDocument();
});

test("what went wrong is said, and that Tron's own recording is there", async () => {
  show({ state: "failed", trouble: "failed", detail: "pipeline frozen", location: null, seconds: null, size: null });
  expect(await screen.findByText("There is none")).toBeInTheDocument();
  expect(screen.getByText(/Egress failed/)).toHaveTextContent(
    "Egress failed. pipeline frozen Tron's own recording is above.",
  );
});

test.each([
  [{ state: "active" }, "in_progress", "It is under way"],
  [{ state: "active" }, "completed", "It is being stored"],
  [{ trouble: "short" }, "completed", "Not whole"],
] as const)("%o of a call that is %s", async (over, status, words) => {
  show(over, { status });
  expect(await screen.findByText(words)).toBeInTheDocument();
});

test("a failure of Egress is no call without a recording", () => {
  const event = (by: string) => anEvent("recording.failed", 1, { error: "", by, trouble: "no_service" });
  expect(troublesOf([event("egress")])).toEqual([]);
  expect(troublesOf([event("worker")])).toHaveLength(1);
});
