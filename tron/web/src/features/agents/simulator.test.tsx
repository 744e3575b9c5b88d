import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { anAgent } from "@/testing/factories";
import { renderAlone } from "@/testing/render";
import { FakeSocket } from "@/testing/sockets";
import { SimulatorCard } from "./components/SimulatorCard";
import { formOf } from "./fields";

const agent = (tools: string[]) => formOf(anAgent({ tools_enabled: tools }));

function opened(): FakeSocket {
  const socket = FakeSocket.to("/ws/tron/simulator");
  socket.open();
  return socket;
}

test("tools that may change something run only when that is ticked", async () => {
  renderAlone(<SimulatorCard values={agent(["place_order"])} faulty={false} />);
  await userEvent.click(screen.getByText("Start"));
  const socket = opened();
  expect(socket.messages).toMatchObject([{ type: "start", run_tools: false }]);
  socket.say({ type: "started" });
  socket.say({ type: "event", event: "tool.not_run", payload: { name: "place_order" } });
  expect(await screen.findByText("place_order was not run: this is a trial.")).toBeInTheDocument();
  await userEvent.click(screen.getByLabelText("Run tools for real"));
  await userEvent.click(screen.getByText("Restart"));
  expect(socket.messages.at(-1)).toMatchObject({ type: "start", run_tools: true });
});

test("an agent without tools has nothing to tick", async () => {
  renderAlone(<SimulatorCard values={agent([])} faulty={false} />);
  expect(screen.queryByLabelText("Run tools for real")).not.toBeInTheDocument();
  await userEvent.click(screen.getByText("Start"));
  expect(opened().messages).toMatchObject([{ type: "start", run_tools: false }]);
});
