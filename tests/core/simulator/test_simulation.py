"""Simulations without a socket: the Script of a call against typed text, and what the model gives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from tests.factories import agent_row
from tron.core.chat import Piece, Row, TokenUse, ToolCall, ToolSpec
from tron.core.database.tables import Agent
from tron.core.errors import Unavailable
from tron.core.scripts.for_agent import prepared_lines
from tron.core.scripts.render import render
from tron.core.simulator import Contact, Places, Simulation
from tron.core.simulator import conversation as module
from tron.core.simulator.places import TooManySimulations


class Stage:
    """A simulation and all it showed."""

    def __init__(self, agent: Agent, contact: Contact | None = None, model: Any = None) -> None:
        self.shown: list[dict[str, Any]] = []
        self.agent = agent
        self.simulation = Simulation(agent, contact or Contact(), model, self._show)
        self._task: asyncio.Task[None] | None = None

    async def _show(self, message: dict[str, Any]) -> None:
        self.shown.append(message)

    async def __aenter__(self) -> Stage:
        self._task = asyncio.create_task(self.simulation.run())
        await self.settle()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def settle(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)

    async def say(self, *lines: str) -> list[str]:
        """What the agent answers."""
        before = len(self.shown)
        for line in lines:
            assert self.simulation.say(line)
            await self.settle()
        return self.words(before)

    def words(self, since: int = 0) -> list[str]:
        return [message["text"] for message in self.shown[since:] if message["type"] == "agent"]

    def kinds(self) -> list[str]:
        return [message["type"] for message in self.shown]

    @property
    def ended(self) -> dict[str, Any]:
        [end] = [message for message in self.shown if message["type"] == "ended"]
        return end


def support(**changes: Any) -> Agent:
    return agent_row("support_agent", max_call_duration=300, is_active=True, **changes)


class Model:
    """A LanguageModel whose answers are given; an exception is raised."""

    def __init__(self, *answers: str | Exception) -> None:
        self._answers = list(answers)
        self.asked: list[Sequence[Row]] = []
        self.limits: list[tuple[float, int]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(messages)
        self.limits.append((temperature, max_tokens))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        for word in answer.split():
            yield f"{word} "
            await asyncio.sleep(0)
        yield ToolCall("1", "weather", "{}")
        yield TokenUse(20, 4)


async def test_it_greets_by_name_says_it_has_prepared_lines_and_listens():
    agent = support()
    async with Stage(agent, Contact("Asha")) as stage:
        assert [kind for kind in stage.kinds() if kind != "event"] == ["started", "note", "agent", "listening"]
        assert stage.shown[1]["code"] == "prepared_lines"
        greeting = render(agent.greeting_text, {"contact_name": "Asha", "agent_name": agent.name})
        assert stage.words() == [greeting]


async def test_metadata_fills_the_words():
    agent = support(greeting_text="Your order {{ order.id }} is late, {{ contact_name }}.")
    async with Stage(agent, Contact("Ravi", {"order": {"id": "A-7"}})) as stage:
        assert stage.words() == ["Your order A-7 is late, Ravi."]


async def test_silence_is_asked_about_and_ends_the_call():
    agent = support()
    async with Stage(agent) as stage:
        lines = prepared_lines(agent, module_options(agent))
        for _ in range(len(lines.silence) + 1):
            assert stage.simulation.stay_silent()
            await stage.settle()
        assert stage.ended["reason"] == "no_input"
        assert stage.words()[1:] == [*lines.silence, lines.silence_goodbye]
        silences = [m["payload"]["count"] for m in stage.shown if m["type"] == "event" and m["event"] == "silence"]
        assert silences == list(range(1, len(lines.silence) + 2))


def module_options(agent: Agent) -> Any:
    from tron.core.scripts.for_agent import options_of

    return options_of(agent)


async def test_the_longest_duration_ends_it_with_the_closing_line():
    agent = support()
    agent.max_call_duration = 30
    async with Stage(agent) as stage:
        while not any(kind == "ended" for kind in stage.kinds()):
            await stage.say("I am still thinking about what you said there a moment ago, let me think more")
        assert stage.ended["reason"] == "max_duration"
        assert stage.words()[-1] == prepared_lines(agent, module_options(agent)).time_up
        assert 30 <= stage.ended["seconds"] < 60


async def test_a_wish_never_to_be_called_again_is_acknowledged():
    agent = support()
    async with Stage(agent) as stage:
        answers = await stage.say("Do not call me again")
        assert answers == [prepared_lines(agent, module_options(agent)).opt_out_ack]
        assert (stage.ended["reason"], stage.ended["outcome"]) == ("opted_out", "do_not_call")
        assert "call.opted_out" in [message.get("event") for message in stage.shown]


async def test_keys_reach_the_script():
    async with Stage(support()) as stage:
        assert stage.simulation.press("12#")
        await stage.settle()
        stage.simulation.hang_up()
        await stage.settle()
        assert stage.ended["extracted_data"]["keys"] == "12#"
        assert stage.ended["reason"] == "caller_hung_up"


async def test_hanging_up_over_a_slow_model_ends_at_once():
    class Stuck:
        async def reply(self, *_: Any, **__: Any) -> AsyncIterator[str]:
            await asyncio.sleep(3600)
            yield ""

    async with Stage(support(), model=Stuck()) as stage:
        await stage.say("Tell me about your products")
        stage.simulation.hang_up()
        await stage.settle()
        assert stage.ended["reason"] == "caller_hung_up"


async def test_a_model_answers_with_the_whole_talk_before_it():
    model = Model("Namaste ji, it ships today.", "You are welcome.")
    agent = support(llm_temperature=0.2)
    async with Stage(agent, Contact("Asha", {"city": "Pune"}), model) as stage:
        assert "note" not in stage.kinds()
        assert await stage.say("where is my parcel exactly") == ["Namaste ji, it ships today."]
        assert await stage.say("you have been of much help there") == ["You are welcome."]
    system, greeting, *talk = model.asked[1]
    assert system["role"] == "system"
    assert "Pune" in system["content"]
    assert greeting == {"role": "assistant", "content": stage.words()[0]}
    assert [row["content"] for row in talk] == [
        "where is my parcel exactly",
        "Namaste ji, it ships today.",
        "you have been of much help there",
    ]
    assert model.limits[0] == (0.2, module_options(agent).llm_max_tokens)


@pytest.mark.parametrize("trouble", [Unavailable("The engine is gone."), ConnectionError(), ""])
async def test_when_the_model_fails_a_prepared_line_stands_in(trouble):
    async with Stage(support(), model=Model(trouble)) as stage:
        [answer] = await stage.say("where is my parcel exactly")
        assert answer
        failures = [message for message in stage.shown if message.get("event") == "vendor.failed"]
        assert len(failures) == (0 if trouble == "" else 1)
        assert stage.kinds()[-1] == "listening"


async def test_a_model_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(module, "GENERATE_SECONDS", 0.05)

    class Stuck:
        async def reply(self, *_: Any, **__: Any) -> AsyncIterator[str]:
            await asyncio.sleep(3600)
            yield ""

    async with Stage(support(), model=Stuck()) as stage:
        await stage.say("where is my parcel exactly")
        await asyncio.sleep(0.1)
        assert len(stage.words()) == 2


async def test_what_cannot_be_heard_yet_is_refused():
    class Stuck:
        async def reply(self, *_: Any, **__: Any) -> AsyncIterator[str]:
            await asyncio.sleep(3600)
            yield ""

    async with Stage(support(), model=Stuck()) as stage:
        await stage.say("where is my parcel exactly")
        assert all(stage.simulation.say("and") for _ in range(module.MOST_WAITING))
        assert not stage.simulation.say("one too many")


def test_places_are_counted_and_given_back():
    places = Places(2)
    with places.take():
        with places.take(), pytest.raises(TooManySimulations) as caught, places.take():
            pytest.fail("a third place")
        with places.take():
            pass
    assert caught.value.hint
