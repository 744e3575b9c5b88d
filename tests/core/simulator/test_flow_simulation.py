"""A flow walked in writing: its steps, from any node, stepped back, over, and never stuck."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, canvas, flows
from tron.core.errors import Conflict, Unavailable
from tron.core.flow_engine.questions import Answers
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState, Words
from tron.core.models.flow_simulation import CallerTurn, Step
from tron.core.simulator import conversation as conversation_module
from tron.core.simulator import flow_simulation as module
from tron.core.simulator.flow_simulation import FlowSimulation, Speaker
from tron.core.simulator.flow_steps import Stopwatch

SHOP = canvas(
    [
        ("start", "start_outbound", {}),
        ("hi", "greeting", {"text": "Hello {{contact_name}}. Do you want tea?"}),
        ("want", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes"]}, {"id": "no", "keywords": ["no"]}]}),
        ("ask", "speak", {"text": "Which kind?"}),
        ("kind", "listen", {"variable": "kind"}),
        ("order", "webhook", {"url": "https://shop.example/orders", "response_variable": "order"}),
        ("done", "end_call", {"message": "Noted: {{kind}}.", "outcome": "sold"}),
        ("bye", "end_call", {"message": "Goodbye.", "outcome": "refused"}),
    ],
    [
        "start > hi",
        "hi > want",
        "want.yes > ask",
        "want.no > bye",
        "want.fallback > hi",
        "ask > kind",
        "kind > order",
        "order > done",
        "order.error > done",
    ],
)


class Stage:
    """A simulation over a canvas, with a world that remembers."""

    def __init__(self, raw: Mapping[str, Any] = SHOP, start: FlowState | None = None, **more: Any) -> None:
        self.room = Room()
        speaker = more.pop("speaker", Speaker())
        start = start or FlowState(variables={"contact_name": "Ravi"})
        self.simulation = FlowSimulation(flows(raw), FlowRules(), self.room, speaker, start, **more)

    async def __aenter__(self) -> Stage:
        self.simulation.begin()
        assert await self.simulation.settled(5)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.simulation.aclose()

    async def take(self, **turn: Any) -> list[Step]:
        """The new steps after a turn of the caller."""
        before = len(self.simulation.steps)
        self.simulation.take(CallerTurn(**turn))
        assert await self.simulation.settled(5)
        return list(self.simulation.steps[before:])

    async def back(self) -> None:
        await self.simulation.back()
        assert await self.simulation.settled(5)

    @property
    def path(self) -> list[str]:
        return [step.node or "" for step in self.simulation.steps if step.type == "node"]

    def told(self) -> list[Any]:
        """Steps without what they took."""
        return [step.model_dump(exclude={"latency_ms", "tokens"}) for step in self.simulation.steps]


def words(steps: Any) -> list[str]:
    return [step.text for step in steps if step.type == "agent"]


async def test_a_walk_shows_nodes_words_and_what_changed() -> None:
    async with Stage() as stage:
        assert words(stage.simulation.steps) == ["Hello Ravi. Do you want tea?"]
        assert stage.simulation.waiting
        steps = await stage.take(text="yes please")
        assert [(step.type, step.node) for step in steps if step.type != "event"] == [
            ("caller", "hi"),
            ("node", "want"),
            ("node", "ask"),
            ("agent", "ask"),
            ("node", "kind"),
        ]
        [left] = [step for step in steps if step.event == "flow.node_left" and step.node == "want"]
        assert left.handle == "yes"
        assert left.latency_ms is not None
        steps = await stage.take(text="green")
        assert [(step.node, step.variables) for step in steps if step.variables] == [
            ("kind", {"kind": "green"}),
            ("order", {"order": {}}),
        ]
        assert stage.path == ["start", "hi", "want", "ask", "kind", "order", "done"]
        state = stage.simulation.state()
        assert (state.ended, state.reason, state.outcome) == (True, "agent_ended", "sold")
        assert len(stage.room.webhooks) == 1


async def test_it_begins_at_any_node_with_given_variables() -> None:
    start = FlowState(node="done", variables={"kind": "oolong"})
    async with Stage(start=start) as stage:
        assert stage.path == ["done"]
        assert words(stage.simulation.steps) == ["Noted: oolong."]
        assert stage.simulation.over


async def test_a_step_back_takes_the_last_turn_away_and_goes_on_from_there() -> None:
    async with Stage() as stage:
        begin = stage.told()
        await stage.take(text="yes")
        between = stage.told()
        await stage.take(text="green")
        assert stage.simulation.over
        await stage.back()
        assert stage.told() == between
        assert stage.simulation.waiting
        assert stage.simulation.state().variables == {"contact_name": "Ravi"}
        await stage.take(text="black")
        assert stage.simulation.state().variables["kind"] == "black"
        await stage.back()
        await stage.back()
        assert stage.told() == begin
        steps = await stage.take(text="no")
        assert words(steps) == ["Goodbye."]
        assert stage.simulation.state().outcome == "refused"


async def test_a_step_back_asks_and_sends_nothing_again() -> None:
    asks = canvas(
        [
            ("s", "start_inbound", {}),
            ("hook", "webhook", {"url": "https://shop.example/"}),
            ("hi", "greeting", {"text": "What is it?"}),
            ("want", "branch_intent", {"intents": [{"id": "a", "description": "wants a"}]}),
            ("l", "listen", {}),
            ("e", "end_call", {}),
        ],
        ["s > hook", "hook > hi", "hook.error > hi", "hi > want", "want.a > l", "want.fallback > e", "l > e"],
    )
    stage = Stage(asks)
    stage.room.answers = lambda asking: Answers({asking.questions[0].id: "a"})
    async with stage:
        await stage.take(text="something or other")
        assert stage.path[-1] == "l"
        await stage.take(text="more")
        await stage.back()
        assert stage.path[-1] == "l"
        assert (len(stage.room.webhooks), len(stage.room.asked)) == (1, 1)


async def test_what_is_masked_is_still_known_after_a_step_back() -> None:
    asks = canvas(
        [
            ("s", "start_inbound", {}),
            ("pin", "dtmf", {"variable": "pin", "sensitive": True, "terminator": "#"}),
            ("right", "branch_custom", {"rules": [{"field": "pin", "operator": "equals", "value": "4321"}]}),
            ("more", "listen", {}),
            ("wrong", "end_call", {"message": "Wrong."}),
        ],
        ["s > pin", "pin > right", "right.true > more", "right.false > wrong", "pin.timeout > wrong"],
    )
    async with Stage(asks) as stage:
        await stage.take(keys="4321#")
        assert stage.path[-1] == "more"
        assert "4321" not in json.dumps([step.variables for step in stage.simulation.steps])
        await stage.take(text="and now?")
        await stage.back()
        assert stage.path[-1] == "more"
        assert stage.simulation.waiting


async def test_there_is_nothing_before_the_first_turn() -> None:
    async with Stage() as stage:
        with pytest.raises(Conflict):
            await stage.simulation.back()


async def test_a_hang_up_ends_it_and_can_be_taken_back() -> None:
    async with Stage() as stage:
        await stage.take(hang_up=True)
        assert stage.simulation.state().reason == "caller_hung_up"
        with pytest.raises(Conflict):
            stage.simulation.take(CallerTurn(text="hello?"))
        await stage.back()
        assert stage.simulation.waiting
        assert words(await stage.take(text="no")) == ["Goodbye."]


async def test_silence_and_keys_are_turns() -> None:
    async with Stage() as stage:
        steps = await stage.take(silence=True)
        assert [step.event for step in steps if step.event] == ["silence"]
        assert steps[0].type == "caller"
        [pressed] = [step for step in await stage.take(keys="12") if step.type == "caller"]
        assert (pressed.keys, pressed.text) == ("12", None)
        assert stage.simulation.turns == 2
        await stage.back()
        await stage.back()
        assert stage.path == ["start", "hi"]


async def test_time_goes_on_from_where_it_was() -> None:
    async with Stage() as stage:
        await stage.take(text="yes")
        before = stage.simulation.seconds
        await stage.take(silence=True)
        await stage.back()
        assert stage.simulation.seconds == before


async def test_what_the_caller_said_before_a_node_is_known_to_it() -> None:
    start = FlowState(node="want", heard=Words(text="no thanks"))
    async with Stage(start=start, only_one=True) as stage:
        assert stage.path == ["want"]
        assert stage.simulation.walk_state.node == "bye"


class Reads:
    """A model that answers what it was told so far."""

    async def reply(self, messages: Any, **_: Any) -> AsyncIterator[str]:
        yield json.dumps([row["content"] for row in messages if row["role"] != "system"])


async def test_the_model_knows_the_talk_after_a_step_back() -> None:
    talks = canvas(
        [("s", "start_inbound", {}), ("hi", "greeting", {"text": "Hello."}), ("l", "llm_response", {"turns": 5})],
        ["s > hi", "hi > l"],
    )
    used = 0

    def tokens() -> int:
        nonlocal used
        used += 7
        return used

    async with Stage(talks, speaker=Speaker(Reads(), tokens=tokens)) as stage:
        first = words(await stage.take(text="the first thing"))
        await stage.take(text="the second thing")
        await stage.back()
        [again] = words(await stage.take(text="the other thing"))
        assert json.loads(again) == ["Hello.", "the first thing", *first, "the other thing"]
        assert all(step.tokens for step in stage.simulation.steps if step.type == "agent")


async def test_it_takes_no_more_than_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_TURNS", 1)
    async with Stage() as stage:
        await stage.take(text="hm")
        with pytest.raises(Conflict, match="at most 1 turns"):
            stage.simulation.take(CallerTurn(text="yes"))
    monkeypatch.undo()
    monkeypatch.setattr(conversation_module, "MOST_WAITING", 1)
    async with Stage() as stage:
        stage.simulation.take(CallerTurn(text="yes"))
        with pytest.raises(Unavailable):
            stage.simulation.take(CallerTurn(text="no"))


async def test_a_walk_that_hangs_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    async with Stage() as stage:
        await stage.take(text="yes")

        async def stuck(_call: Any) -> Any:
            await asyncio.sleep(3600)

        monkeypatch.setattr(stage.room, "webhook", stuck)
        stage.simulation.take(CallerTurn(text="green"))
        assert not await stage.simulation.settled(0.05)
        await stage.back()
        assert stage.simulation.waiting


async def test_a_defect_ends_the_walk_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("a defect")

    async with Stage() as stage:
        monkeypatch.setattr(stage.simulation._steps, "shown", broken)
        stage.simulation.take(CallerTurn(text="yes"))
        assert await stage.simulation.settled(5)
        assert stage.simulation.state().reason == module.BROKEN


def test_a_stopwatch_stands_while_nobody_works() -> None:
    now = 0.0
    watch = Stopwatch(lambda: now)
    now = 2.0
    watch.stop()
    now = 50.0
    assert watch.seconds == 2.0
    watch.go_on()
    watch.go_on()
    now = 51.0
    assert watch.seconds == 3.0
