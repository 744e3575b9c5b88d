"""Walks a flow: one node after the other, from its start to an end. Nothing it meets makes it raise or hang."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any, Final

from tron.core.flow_engine.graph import Flows, Graph, GraphNode
from tron.core.flow_engine.inquiry import Inquiry
from tron.core.flow_engine.listening import Listening
from tron.core.flow_engine.outside import Outside, ReplayDiverged
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended, Enter, GoBack, Jump, Reopened
from tron.core.flow_engine.speaking import Speaking
from tron.core.flow_engine.state import LONGEST_PATH, MAIN, FlowState, Frame
from tron.core.flow_engine.watched import Watched
from tron.core.ports import CallOver

log = logging.getLogger(__name__)

MOST_STEPS: Final = 5000
MOST_DEPTH: Final = 8


class Walk:
    """One call's way through its flows. `state` may come from an earlier walk: it goes on at `state.node`."""

    def __init__(self, flows: Flows, state: FlowState, outside: Outside, rules: FlowRules) -> None:
        self.flows = flows
        self.state = state
        if not state.steps and not state.given:
            state.given = sorted(state.variables)
        self.outside = outside
        self.rules = rules
        if state.off_record:
            outside.off_record(True)
        watched = Watched(flows)
        self.speaking = Speaking(state, outside, rules, watched)
        self.inquiry = Inquiry(flows, state, outside, watched)
        self.listening = Listening(flows, state, outside, rules, watched, self.speaking, self.inquiry)

    async def run(self) -> FlowState:
        """Steps until the talk is over. Never raises but for a cancelled task."""
        try:
            while not self.state.ended:
                await self.step()
        finally:
            self.inquiry.close()
        return self.state

    async def step(self) -> str:
        """Runs the node that is next; its path. The state then stands at the following node, or is ended.

        Whatever a node does: what ends the talk or sends it elsewhere becomes part of the state.
        """
        state = self.state
        graph = self.flows.graphs.get(state.flow)
        if state.node == "" and graph is not None and graph.start is not None:
            state.node = graph.start.id
        node = graph.nodes.get(state.node) if graph is not None else None
        path = state.path()
        if graph is None or node is None:
            await self._guarded(self._cannot_run(path))
            return path
        state.steps += 1
        state.since_input.append(path)
        if self._loops():
            await self._guarded(self._out_of_loop(graph, node))
            return path
        name, before, taken = path[:LONGEST_PATH], dict(state.variables), None
        await self.outside.emit("flow.node_entered", {"type": node.type.type, "label": node.label}, name)
        try:
            if state.farewell and not node.type.parts(node.data):
                await self.speaking.leave()  # whatever is drawn: nobody is talked on to who asked for the opposite
            handle = await node.type.execute(NodeRun(node, self), node.data)
            target = graph.target(node.id, handle)
            if target is None:
                await self._dead_end(node, handle)
            else:
                state.node, taken = target, handle
        except Exception as cut:  # noqa: BLE001 - a defect of one node must not cost the caller the call
            await self._cut_short(cut)
        finally:
            await self.outside.emit("flow.node_left", self._left(node, before, taken), name)
        return path

    async def _guarded(self, work: Awaitable[None]) -> None:
        """What is done between nodes may be cut short as well."""
        try:
            await work
        except Exception as cut:  # noqa: BLE001 - as in a step
            await self._cut_short(cut)

    async def _cut_short(self, by: Exception) -> None:
        """Raises ReplayDiverged, and nothing else."""
        match by:
            case Ended():
                self._end(by.reason, by.outcome)
            case CallOver():
                self._end(by.reason, None)
            case Enter():
                await self._guarded(self._enter(by))
            case Jump():
                self._jump(by.node)
            case GoBack():
                await self._guarded(self._go_back())
            case Reopened():
                self._reopen()
            case ReplayDiverged():
                raise by
            case _:
                log.error("the node %s failed", self.state.path(), exc_info=by)
                await self._failed()

    # ------------------------------------------------------------ ways on

    async def _follow(self, graph: Graph, node: GraphNode, handle: str) -> None:
        target = graph.target(node.id, handle)
        if target is not None:
            self.state.node = target
            return
        await self._dead_end(node, handle)

    async def _dead_end(self, node: GraphNode, handle: str) -> None:
        """Nothing is connected: back from where a global node or a subflow began, else a polite end."""
        if self.state.farewell == "owed":
            await self.speaking.leave()
        if self.state.stack:
            raise GoBack
        told = {"handle": handle, "type": node.type.type}
        await self.outside.emit("flow.dead_end", told, self.state.short_path)
        await self._goodbye()

    async def _goodbye(self) -> None:
        await self.speaking.part(self.rules.lines.goodbye)
        raise Ended

    async def _cannot_run(self, path: str) -> None:
        """The flow has no start, or an edge leads to a node that is not there or cannot be read."""
        await self.outside.emit("flow.cannot_run", {"node": path}, path[:LONGEST_PATH])
        if self.state.stack:
            raise GoBack
        await self._goodbye()

    async def _failed(self) -> None:
        state = self.state
        graph = self.flows.graphs.get(state.flow)
        node = graph.nodes.get(state.node) if graph else None
        await self.outside.emit("flow.node_failed", {"type": node.type.type if node else ""}, state.short_path)
        fallback = self._fallback(graph, node) if graph and node else None
        if fallback is not None:
            state.node = fallback
            return
        await self._guarded(self._goodbye())

    async def _enter(self, enter: Enter) -> None:
        state = self.state
        depth = sum(frame.kind == "subflow" for frame in state.stack)
        graph = self.flows.graphs.get(enter.flow)
        if graph is None or graph.start is None or depth >= MOST_DEPTH:
            await self.outside.emit("flow.cannot_run", {"node": enter.flow}, state.short_path)
            main = self.flows.graphs[state.flow]
            await self._follow(main, main.nodes[state.node], "failed")
            return
        state.stack.append(Frame(kind="subflow", flow=state.flow, node=state.node, variables=state.variables))
        state.variables = dict(enter.variables)
        state.flow, state.node = enter.flow, graph.start.id

    def _jump(self, name: str) -> None:
        """Into a global node, remembering where the talk was."""
        state = self.state
        flow, _colon, node = name.partition(":")  # a node's id may hold a colon, a flow's key holds none
        state.fired[name] = state.fired.get(name, 0) + 1
        asked = state.listener.said if state.listener is not None else ""
        frame = Frame(kind="global", flow=state.flow, node=state.node, said=asked)
        state.stack.append(frame)
        if flow != state.flow:
            # From a subflow into the call's own flow: its variables count there.
            frame.variables, state.variables = state.variables, dict(state.own_variables())
        state.flow, state.node = flow or MAIN, node

    async def _go_back(self) -> None:
        state = self.state
        if not state.stack:
            self._end("agent_ended", None)
            return
        frame = state.stack.pop()
        state.flow, state.node = frame.flow, frame.node
        if frame.kind == "global":
            if frame.variables is not None:
                state.keep_own(state.variables)
                state.variables = frame.variables
            # Nobody is talked on to who asked never to be called again.
            state.again, state.said, state.cut = not state.opted_out, frame.said, False
            if state.opted_out:
                self._end("opted_out", None)
            return
        inner, state.variables = state.variables, dict(frame.variables or {})
        graph = self.flows.graphs[frame.flow]
        node = graph.nodes[frame.node]
        state.variables.update(_taken(node, "outputs", inner))
        # By name, never by value: a replay knows only masks.
        state.sensitive = sorted({*state.sensitive, *_taken(node, "secrets", state.sensitive)})
        await self._follow(graph, node, "next")

    def _reopen(self) -> None:
        state = self.state
        place = state.listener
        if place is None:
            self._end("agent_ended", None)
            return
        state.reopened = True
        own, inside = state.own_variables(), state.flow == place.flow and state.around == place.around
        state.flow, state.node, state.stack = place.flow, place.node, list(place.stack)
        if not inside:
            state.variables = own if place.variables is None else place.variables
        if place.flow != MAIN:
            state.keep_own(own)
        state.again = True

    def _end(self, reason: str, outcome: str | None) -> None:
        state = self.state
        state.ended = True
        state.reason = "opted_out" if state.opted_out and reason == "agent_ended" else reason
        if outcome and not state.opted_out:
            state.outcome = outcome

    # ------------------------------------------------------------ loops

    def _loops(self) -> bool:
        return len(self.state.since_input) > self.rules.most_steps or self.state.steps > MOST_STEPS

    async def _out_of_loop(self, graph: Graph, node: GraphNode) -> None:
        """The fallback edge, once; then a polite end. The event names the loop."""
        state = self.state
        await self.outside.emit("flow.loop", {"nodes": _cycle(state.since_input)}, state.short_path)
        state.since_input = []
        state.loops += 1
        fallback = self._fallback(graph, node)
        if fallback is None or state.loops > 1 or state.steps > MOST_STEPS:
            await self._goodbye()
        else:
            state.node = fallback

    @staticmethod
    def _fallback(graph: Graph, node: GraphNode) -> str | None:
        for handle in node.handles:
            if handle.fallback and (target := graph.target(node.id, handle.id)) is not None:
                return target
        return None

    def _left(self, node: GraphNode, before: dict[str, Any], handle: str | None) -> dict[str, Any]:
        """What is told of a visit. `handle`: the one that was taken; None where the way led elsewhere."""
        now, changed = self.state.variables, {}
        if now != before:
            changed = {name: value for name, value in now.items() if name not in before or before[name] != value}
        shown = self.state.shown(changed) if changed else changed
        return {"type": node.type.type, "handle": handle, "inputs": self.outside.drain(), "set": shown}


def _taken(node: GraphNode, what: str, of: Any) -> Any:
    """What a subflow node takes out of the flow that is over; nothing where the node is another."""
    take = getattr(node.type, what, None)
    return take(node.data, of) if take is not None else {}


def _cycle(paths: list[str]) -> list[str]:
    """The nodes of the last round, each once."""
    last = paths[-1]
    inside = paths[:-1]
    begin = len(inside) - 1 - inside[::-1].index(last) if last in inside else 0
    return list(dict.fromkeys(inside[begin:]))[:20]
