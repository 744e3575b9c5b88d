"""Walks a flow: one node after the other, from its start to an end. Nothing it meets makes it raise or hang."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

from tron.core.flow_engine.graph import Flows, Graph, GraphNode
from tron.core.flow_engine.listening import Listening
from tron.core.flow_engine.outside import Outside, ReplayDiverged
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended, Enter, GoBack, Jump, Reopened
from tron.core.flow_engine.state import MAIN, FlowState, Frame
from tron.core.ports import CallOver

log = logging.getLogger(__name__)

MOST_STEPS: Final = 5000
MOST_DEPTH: Final = 8


class Walk:
    """One call's way through its flows. `state` may come from an earlier walk: it goes on at `state.node`."""

    def __init__(self, flows: Flows, state: FlowState, outside: Outside, rules: FlowRules) -> None:
        self._flows = flows
        self.state = state
        if not state.steps and not state.given:
            state.given = sorted(state.variables)
        self._outside = outside
        self._rules = rules
        self.listening = Listening(flows, state, outside, rules)

    async def run(self) -> FlowState:
        """Steps until the talk is over. Never raises but for a cancelled task."""
        try:
            while not self.state.ended:
                await self.step()
        finally:
            self.listening.close()
        return self.state

    async def step(self) -> str:
        """Runs the node that is next; its path. The state then stands at the following node, or is ended."""
        state = self.state
        graph = self._flows.graphs.get(state.flow)
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
        await self._outside.emit("flow.node_entered", {"type": node.type.type, "label": node.label}, path[:100])
        before, handle = dict(state.variables), None
        try:
            handle = await self._guarded(self._execute(graph, node))
        finally:
            await self._left(path, node, before, handle)
        return path

    async def _execute(self, graph: Graph, node: GraphNode) -> str | None:
        """The handle that was taken; None where the way led elsewhere."""
        run = NodeRun(node, self.state, self._outside, self._rules, self.listening)
        try:
            handle = await node.type.execute(run, node.data)
        except Enter as enter:
            await self._enter(enter)
            return None
        await self._follow(graph, node, handle)
        return handle

    async def _guarded(self, work: Any) -> str | None:
        """Whatever ends the talk or sends it elsewhere becomes part of the state."""
        state = self.state
        try:
            result: str | None = await work
            return result
        except Ended as ended:
            self._end(ended.reason, ended.outcome)
        except CallOver as over:
            self._end(over.reason, None)
        except Jump as jump:
            self._jump(jump.node)
        except GoBack:
            self._go_back()
        except Reopened:
            self._reopen()
        except (asyncio.CancelledError, ReplayDiverged):
            raise
        except Exception:
            # A defect of one node must not cost the caller the call.
            log.exception("the node %s failed", state.path())
            await self._failed()
        return None

    # ------------------------------------------------------------ ways on

    async def _follow(self, graph: Graph, node: GraphNode, handle: str) -> None:
        target = graph.target(node.id, handle)
        if target is not None:
            self.state.node = target
            return
        await self._dead_end(node, handle)

    async def _dead_end(self, node: GraphNode, handle: str) -> None:
        """Nothing is connected: back from where a global node or a subflow began, else a polite end."""
        if self.state.stack:
            raise GoBack
        told = {"handle": handle, "type": node.type.type}
        await self._outside.emit("flow.dead_end", told, self.state.path()[:100])
        await self._goodbye()

    async def _goodbye(self) -> None:
        await self.listening.part(self._rules.lines.goodbye)
        raise Ended

    async def _cannot_run(self, path: str) -> None:
        """The flow has no start, or an edge leads to a node that is not there or cannot be read."""
        await self._outside.emit("flow.cannot_run", {"node": path}, path[:100])
        if self.state.stack:
            raise GoBack
        await self._goodbye()

    async def _failed(self) -> None:
        state = self.state
        graph = self._flows.graphs.get(state.flow)
        node = graph.nodes.get(state.node) if graph else None
        await self._outside.emit("flow.node_failed", {"type": node.type.type if node else ""}, state.path()[:100])
        fallback = self._fallback(graph, node) if graph and node else None
        if fallback is not None:
            state.node = fallback
            return
        await self._guarded(self._goodbye())

    async def _enter(self, enter: Enter) -> None:
        state = self.state
        depth = sum(frame.kind == "subflow" for frame in state.stack)
        graph = self._flows.graphs.get(enter.flow)
        if graph is None or graph.start is None or depth >= MOST_DEPTH:
            await self._outside.emit("flow.cannot_run", {"node": enter.flow}, state.path()[:100])
            main = self._flows.graphs[state.flow]
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
        frame = Frame(kind="global", flow=state.flow, node=state.node)
        state.stack.append(frame)
        if flow != state.flow:
            # From a subflow into the call's own flow: its variables count there.
            frame.variables, state.variables = state.variables, dict(state.own_variables())
        state.flow, state.node = flow or MAIN, node

    def _go_back(self) -> None:
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
            state.again = not state.opted_out
            if state.opted_out:
                self._end("opted_out", None)
            return
        inner, state.variables = state.variables, dict(frame.variables or {})
        graph = self._flows.graphs[frame.flow]
        node = graph.nodes[frame.node]
        outputs = _outputs(node, inner)
        state.variables.update(outputs)
        secrets = [inner.get(name) for name in state.sensitive if inner.get(name) is not None]
        hidden = [name for name, value in outputs.items() if value in secrets]
        state.sensitive = sorted({*state.sensitive, *hidden})
        target = graph.target(node.id, "next")
        if target is not None:
            state.node = target
        elif state.stack:
            self._go_back()
        else:
            self._end("agent_ended", None)

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
        return len(self.state.since_input) > self._rules.most_steps or self.state.steps > MOST_STEPS

    async def _out_of_loop(self, graph: Graph, node: GraphNode) -> None:
        """The fallback edge, once; then a polite end. The event names the loop."""
        state = self.state
        await self._outside.emit("flow.loop", {"nodes": _cycle(state.since_input)}, state.path()[:100])
        state.since_input = []
        state.loops += 1
        fallback = self._fallback(graph, node)
        if fallback is None or state.loops > 1 or state.steps > MOST_STEPS:
            await self._goodbye()
        elif fallback is not None:
            state.node = fallback

    @staticmethod
    def _fallback(graph: Graph, node: GraphNode) -> str | None:
        for handle in node.handles:
            if handle.fallback and (target := graph.target(node.id, handle.id)) is not None:
                return target
        return None

    async def _left(self, path: str, node: GraphNode, before: dict[str, Any], handle: str | None) -> None:
        now = self.state.variables
        changed = {name: value for name, value in now.items() if name not in before or before[name] != value}
        told = {"type": node.type.type, "handle": handle, "inputs": self._outside.drain()}
        payload = {**told, "set": self.state.shown(changed)}
        await self._outside.emit("flow.node_left", payload, path[:100])


def _outputs(node: GraphNode, inner: dict[str, Any]) -> dict[str, Any]:
    take = getattr(node.type, "outputs", None)
    found: dict[str, Any] = take(node.data, inner) if take is not None else {}
    return found


def _cycle(paths: list[str]) -> list[str]:
    """The nodes of the last round, each once."""
    last = paths[-1]
    inside = paths[:-1]
    begin = len(inside) - 1 - inside[::-1].index(last) if last in inside else 0
    return list(dict.fromkeys(inside[begin:]))[:20]
