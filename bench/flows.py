"""Flows: what a step of the engine costs beside a bare dispatch and beside pipecat-flows, and what large flows cost.

All three walk the same chain of nodes that say one sentence each, to a conversation that does nothing. The bare one is
the loop somebody would write by hand: fill in, say, tell, next. The peer is run by a Python of its own, as it ships
(its log goes to stderr, which nobody reads) and with its log taken away.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import pairwise
from statistics import median
from time import thread_time_ns
from typing import Any, cast

from bench.peers import output_of, python_of
from bench.report import spread, table
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.graph import Flows, Graph, build
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.state import MAIN, FlowState
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.flow_engine.validate import validate
from tron.core.flow_engine.world import World
from tron.core.ports import Compose, Conversation, Heard, RecordAction, Said

PEER = "pipecat-ai-flows==1.4.0"
NODES = 200
VALUES = {"contact_name": "Ravi"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs, and how often each walks the chain."""

    runs: int = 5
    rounds: int = 20


class Nobody:
    """A conversation in which nothing takes time and nobody says anything."""

    can_generate = False

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        return Said(text, text, False, 1.0)

    async def listen(self, timeout: float) -> Heard:
        return Heard("silence")

    async def dictate(self, timeout: float) -> Heard:
        return Heard("silence")

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None: ...

    async def generate(self, instructions: str = "") -> Said:
        return Said("", "", False, 0.0, failed=True)

    async def compose(self, wanted: Compose) -> Said:
        return Said("", "", False, 0.0, failed=True)

    async def pause(self, seconds: float) -> None: ...

    async def record(self, action: RecordAction) -> None: ...

    async def set_language(self, language: str) -> None: ...

    def expect(self, texts: Sequence[str]) -> None: ...

    def watch(self, told: Callable[[str], None] | None) -> None: ...


class Nowhere:
    """A world without a model."""

    asked = 0

    def now(self) -> datetime:
        return datetime.now(UTC)

    async def ask(self, _asking: object) -> None:
        self.asked += 1

    def prepared(self, _words: str) -> str | None:
        return None

    def urgent(self, _words: str) -> str | None:
        return None


def chain(nodes: int) -> FlowCanvas:
    """A start, so many sentences, an end."""
    ids = ["start", *(f"n{number}" for number in range(nodes)), "end"]
    drawn: list[dict[str, Any]] = [{"id": "start", "type": "start_outbound"}]
    for number, id_ in enumerate(ids[1:-1]):
        drawn.append(
            {"id": id_, "type": "speak", "data": {"text": f"Hello {{{{contact_name}}}}, this is sentence {number}."}}
        )
    drawn.append({"id": "end", "type": "end_call"})
    edges = [{"id": f"e{n}", "source": a, "target": b} for n, (a, b) in enumerate(pairwise(ids))]
    return read_canvas({"nodes": drawn, "edges": edges})


async def by_tron(flows: Flows) -> None:
    rules = FlowRules(most_steps=NODES + 10)
    await FlowScript(flows, rules, cast(World, Nowhere()), VALUES).run(cast(Conversation, Nobody()))


async def by_hand(flows: Flows) -> None:
    """The same graph, the same texts, the same two events for each node."""
    graph, talk, node = flows.main, Nobody(), "start"
    while node != "end":
        one = graph.nodes[node]
        await talk.emit("flow.node_entered", {"type": one.type.type, "label": one.label}, node)
        text = getattr(one.data, "text", "")
        if text:
            await talk.say(filled_or_plain(text, VALUES).text)
        await talk.emit("flow.node_left", {"type": one.type.type, "handle": "next"}, node)
        node = graph.targets[node, "next"]


async def _timed(walk: Callable[[], Awaitable[None]], rounds: int, steps: int) -> float:
    """Microseconds of processor time for each step: the median of the rounds."""
    taken = []
    for _ in range(rounds):
        begun = thread_time_ns()
        await walk()
        taken.append((thread_time_ns() - begun) / 1000 / steps)
    return median(taken)


async def measure(plan: Plan) -> str:
    """Sides take turns, run by run."""
    flows = Flows({MAIN: build(chain(NODES))})
    sides: dict[str, Callable[[], Awaitable[None]]] = {
        "a bare dispatch": partial(by_hand, flows),
        "Tron": partial(by_tron, flows),
    }
    figures: dict[str, list[float]] = {name: [] for name in sides}
    for walk in sides.values():
        await walk()
    peer = await python_of("pipecat-flows", PEER)
    for _ in range(plan.runs):
        for name, walk in sides.items():
            figures[name].append(await _timed(walk, plan.rounds, NODES))
        for name, argument in (("pipecat-flows, as it ships", "loud"), ("pipecat-flows, no log", "quiet")):
            printed = await output_of(peer, "pipecat_nodes.py", str(NODES), "5", argument) if peer else None
            if printed:
                figures.setdefault(name, []).append(median(json.loads(printed.splitlines()[-1])))
    return "\n\n".join([_steps(figures), await _large(plan)])


def _steps(figures: dict[str, list[float]]) -> str:
    own = figures["Tron"]
    rows = []
    for name, values in figures.items():
        ratio = spread([mine / other for mine, other in zip(own, values, strict=False)])
        rows.append((name, spread(values).text(), "" if name == "Tron" else ratio.text(2)))
    return table(("a node that says a sentence", "µs a step", "Tron beside it"), rows)


async def _large(plan: Plan) -> str:
    """Reading, checking and starting flows of 10 and 500 nodes, in milliseconds."""
    rows = []
    for nodes in (10, 500):
        canvas = chain(nodes)
        built = build(canvas)
        checks, starts = [], []
        for _ in range(plan.runs * 3):
            begun = thread_time_ns()
            validate(canvas)
            checks.append((thread_time_ns() - begun) / 1e6)
        for _ in range(plan.runs * 30):  # apart: checking a large flow leaves the processor's caches full of it
            begun = thread_time_ns()
            await _first_step(built)
            starts.append((thread_time_ns() - begun) / 1e6)
        rows.append((str(nodes), spread(checks).text(2), spread(starts).text(3)))
    return table(("nodes", "validate, ms", "from a cached version to the first node, ms"), rows)


async def _first_step(graph: Graph) -> None:
    outside = Outside(cast(Any, Nobody()), cast(World, Nowhere()))
    await Walk(Flows({MAIN: graph}), FlowState(variables=dict(VALUES)), outside, FlowRules()).step()
