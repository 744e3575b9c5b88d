"""The Script of a call with a flow: what comes before the walk, and what is kept after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from itertools import pairwise
from typing import Any, cast

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, flows
from tests.factories import agent_row
from tron.core.database.tables import Agent, Call
from tron.core.flow_calls.own_lines import OwnLines
from tron.core.flow_calls.rules import flow_rules, flow_variables
from tron.core.flow_calls.script import CallFlow
from tron.core.flow_calls.world import CallWorld
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.script import FlowScript
from tron.core.flows.loading import LoadedFlows
from tron.core.ids import uuid7
from tron.core.tools.call_tools import CallTools
from tron.core.tools.when import Hours


class World(Room):
    """A room with the agent's own lines, and somebody who overhears."""

    def __init__(self, agent: Agent, call: Call) -> None:
        super().__init__()
        self.lines = OwnLines(agent, call)
        self.begun = 0
        self.overheard: list[str] = []

    def begin_talk(self) -> bool:
        return False

    def begin(self) -> None:
        self.begun += 1

    def overhear(self, partial: str) -> None:
        self.overheard.append(partial)

    def urgent(self, words: str) -> str | None:
        return self.lines.urgent(words)


class Telling(Talk):
    """Says in two pieces what it is about to be heard to say."""

    languages: tuple[str, ...] = ()
    told: Callable[[str], None] | None = None

    def watch(self, told: Callable[[str], None] | None) -> None:
        self.told = told

    async def listen(self, timeout: float) -> Any:
        heard = await super().listen(timeout)
        if self.told is not None and heard.text:
            self.told(heard.text)
        return heard

    async def set_language(self, language: str) -> None:
        self.languages = (*self.languages, language)


async def emit(*_: Any) -> None: ...


class Stage:
    def __init__(self, *nodes: Any, known: str | None = None, remembered: dict[str, Any] | None = None, **agent: Any):
        self.agent = agent_row(**{"template": "support_agent", "language": "en-IN", **agent})
        self.call = Call(id=uuid7(), phone_number="+910000000001", line="sandbox", contact_metadata={"plan": "gold"})
        self.call.contact_name = "Asha"
        start = [("s", "start_outbound", {}), ("hi", "greeting", {"text": "An automated assistant. How are you?"})]
        ids = ["s", "hi", *(id_ for id_, _type, _data in nodes)]
        edges = [f"{one} > {two}" for one, two in pairwise(ids)]
        self.loaded = LoadedFlows(flows(canvas([*start, *nodes], edges)), uuid7(), 3, "Tea")
        self.world = World(self.agent, self.call)
        tools = CallTools(emit=emit)
        tools.notes.remembered |= remembered or {}
        rules = flow_rules(self.agent, self.call, known)
        script = FlowScript(self.loaded.flows, rules, self.world, flow_variables(self.agent, self.call))
        world = cast(CallWorld, self.world)
        self.flow = CallFlow(script, world, self.loaded, language=self.agent.language, tools=tools)


BYE = ("bye", "end_call", {"message": "Goodbye.", "outcome": "done"})
SET = ("set", "set_variable", {"variable": "item", "mode": "constant", "value": "tea"})


async def test_it_tells_which_flow_begins() -> None:
    stage, talk = Stage(BYE), Talk("Fine.")
    result = await stage.flow.run(talk)
    told = {"flow_id": str(stage.loaded.flow_id), "version": 3, "draft": False, "name": "Tea", "node": ""}
    assert talk.events[0][:2] == ("flow.started", told)
    assert (result.outcome, result.reason, result.extracted_data) == ("done", "agent_ended", {})


@pytest.mark.parametrize(
    ("template", "start", "end"), [("sales_agent", 10, 21), ("support_agent", 9, 21), ("payment_reminder", 9, 19)]
)
async def test_a_flow_knows_when_its_agents_calls_may_ring(template: str, start: int, end: int) -> None:
    stage = Stage(BYE, template=template)
    assert flow_rules(stage.agent, stage.call).hours == Hours(time(start), time(end))


async def test_a_talk_that_is_begun_anew_is_walked_again_from_its_last_begin() -> None:
    """Somebody picks up late: what the first walk heard belongs to it alone."""
    ask = ("ask", "listen", {"variable": "answer"})
    first, second, talk = Stage(ask, BYE), Stage(ask, BYE), Talk("Fine.", "!", "Well.", "Blue.")
    await first.flow.run(talk)
    begun = len(talk.path())
    await second.flow.run(talk)
    events = [(type_, payload) for type_, payload, _node in talk.events]
    rules, given = flow_rules(second.agent, second.call), flow_variables(second.agent, second.call)
    assert await replayed_path(second.loaded.flows, rules, given, events) == talk.path()[begun:]
    assert talk.path()[begun:] == ["s", "hi", "ask", "bye"]


async def test_what_the_flow_took_outweighs_what_the_model_kept() -> None:
    stage = Stage(SET, BYE, remembered={"item": "coffee", "size": "large"})
    result = await stage.flow.run(Talk("Fine."))
    assert result.extracted_data == {"item": "tea", "size": "large"}


async def test_danger_outweighs_the_flows_outcome() -> None:
    stage = Stage(BYE, template="therapist")
    result = await stage.flow.run(Talk("I want to kill myself."))
    assert result.outcome == "crisis"


@pytest.mark.parametrize("model", [None, lambda _wanted: "Sure."])
async def test_a_number_that_spoke_hindi_is_heard_in_hindi(model: Any) -> None:
    stage, talk = Stage(BYE, known="hi-IN"), Telling("ठीक है।", model=model)
    await stage.flow.run(talk)
    changes = [payload for type_, payload, _node in talk.events if type_ == "language.changed"]
    told = {"before": "en-IN", "after": "hi-IN", "why": "known"}
    assert (changes, talk.languages) == (([told], ("hi-IN",)) if model else ([], ()))
    assert (stage.flow.language.spoken, stage.flow.language.turns) == ("hi-IN", 1)


async def test_only_a_flow_in_which_the_model_talks_looks_into_documents() -> None:
    stage = Stage(BYE)
    await stage.flow.run(Telling("What is the price?"))
    assert (stage.world.begun, stage.world.overheard) == (0, [])
    free = ("free", "llm_response", {"instructions": "Help.", "fallback_text": "Ten.", "wait_for_response": False})
    stage = Stage(free, BYE)
    await stage.flow.run(Telling("What is the price?"))
    assert (stage.world.begun, stage.world.overheard) == (1, ["What is the price?"])


def test_the_agents_words_are_filled_in_once() -> None:
    stage = Stage(BYE, name="Meera")
    stage.agent.template, stage.agent.options = None, {}
    rules = flow_rules(stage.agent, stage.call)
    words = rules.lines
    spoken = [words.goodbye, words.silence_goodbye, words.time_up, words.identity, words.human, *words.silence]
    assert not [text for text in spoken if "{{" in text]
    assert "Meera" in words.identity


def test_fields_of_agent_contact_and_call() -> None:
    stage = Stage(BYE, name="Meera")
    known = flow_variables(stage.agent, stage.call)
    assert known["agent"] == {"name": "Meera", "language": "en-IN"}
    assert known["contact"] == {"plan": "gold", "name": "Asha", "phone_number": "+910000000001"}
    assert (known["call"]["line"], known["call"]["direction"], known["plan"]) == ("sandbox", "outbound", "gold")
