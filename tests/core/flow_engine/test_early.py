"""Questions asked while the caller still speaks: used for those very words, else nothing of it is ever noticed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, walk
from tron.core.flow_engine.early import EarlyAnswers
from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.questions import Answers, Asking, Question

PRICE = Question("price", "yes_no", "Is it about the price?")
OTHER = Question("other", "yes_no", "Is it about anything else?")


class Speaks(Talk):
    """Tells each partial transcript of `parts` before a turn ends."""

    def __init__(self, *caller: Any, parts: tuple[str, ...] = ()) -> None:
        super().__init__(*caller)
        self._parts = parts
        self.told: Callable[[str], None] | None = None

    def watch(self, told: Callable[[str], None] | None) -> None:
        self.told = told

    async def listen(self, timeout: float) -> Any:
        for part in self._parts:
            if self.told is not None:
                self.told(part)
            await asyncio.sleep(0)
        return await super().listen(timeout)


class Slow(Room):
    """Counts what is under way; answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = 0
        self.gate = asyncio.Event()

    async def ask(self, asking: Asking) -> Answers | None:
        self.asked.append(asking)
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return Answers({one.id: True for one in asking.questions})


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
def room() -> Slow:
    return Slow()


@pytest.fixture
def talk() -> Speaks:
    return Speaks()


@pytest.fixture
def early(talk: Speaks, room: Slow) -> EarlyAnswers:
    found = EarlyAnswers(Outside(talk, room))
    found.begin(lambda: [PRICE], [])
    return found


def heard(talk: Speaks, *parts: str) -> None:
    assert talk.told is not None
    for part in parts:
        talk.told(part)


async def test_words_that_stand_still_are_asked_about_once(early: EarlyAnswers, talk: Speaks, room: Slow) -> None:
    heard(talk, "what is", "what is the price", "What is the price?", "what is the price", "what is the price")
    await settle()
    assert [asking.said for asking in room.asked] == ["What is the price?"]
    early.end()
    assert talk.told is None
    wait = early.ready(Asking("What is the price", (PRICE,)))
    assert wait is not None
    room.gate.set()
    answers = await wait()
    assert answers is not None
    assert answers.values == {"price": True}
    assert early.ready(Asking("What is the price", (PRICE,))) is None


@pytest.mark.parametrize("parts", [("hello", "hello"), ("one two", "one two three"), ("", "")])
async def test_short_and_moving_words_are_not_asked_about(
    early: EarlyAnswers, talk: Speaks, room: Slow, parts: tuple[str, ...]
) -> None:
    heard(talk, *parts)
    await settle()
    assert room.asked == []
    assert early.ready(Asking(parts[-1], (PRICE,))) is None


async def test_other_words_replace_what_was_begun(early: EarlyAnswers, talk: Speaks, room: Slow) -> None:
    heard(talk, "what is", "what is")
    await settle()
    heard(talk, "what is the price", "what is the price")
    await settle()
    assert (len(room.asked), room.cancelled) == (2, 1)
    assert early.ready(Asking("what is", (PRICE,))) is None
    assert early.ready(Asking("what is the price", (PRICE, OTHER))) is None
    assert early.ready(Asking("what is the price", (PRICE,))) is not None


async def test_a_new_turn_drops_what_was_begun(early: EarlyAnswers, talk: Speaks, room: Slow) -> None:
    heard(talk, "what is", "what is")
    await settle()
    early.begin(lambda: [PRICE], [])
    await settle()
    assert room.cancelled == 1


async def test_where_nothing_would_be_asked_nobody_is_watched(talk: Speaks, room: Slow) -> None:
    EarlyAnswers(Outside(talk, room)).begin(lambda: [], [])
    assert talk.told is None


INTENT = canvas(
    [
        ("s", "start_inbound", {}),
        ("l", "listen", {}),
        ("b", "branch_intent", {"intents": [{"id": "a", "description": "wants a"}]}),
        ("y", "end_call", {"message": "A it is."}),
        ("n", "end_call", {"message": "Goodbye."}),
    ],
    ["s > l", "l > b", "b.a > y", "b.fallback > n"],
)


async def test_a_walk_asks_once_where_the_words_stayed_and_again_where_they_did_not() -> None:
    for said, requests in (("give me the first", 1), ("give me the first not", 2)):
        room = Room()
        room.answers = lambda asking: Answers({asking.questions[0].id: "none" if "not" in asking.said else "a"})
        talk = Speaks(said, parts=("give me", "give me the first", "give me the first"))
        await walk(INTENT, talk, room)
        assert len(room.asked) == requests
        # What was guessed of other words is neither said nor written down.
        assert talk.path()[-1] == ("y" if requests == 1 else "n")
        assert len(talk.of("flow.asked")) == 1
        heard_inputs = [one for left in talk.of("flow.node_left") for one in left["inputs"] if one["kind"] == "answers"]
        assert len(heard_inputs) == 1


async def test_a_walk_that_is_over_waits_for_no_answer(room: Slow) -> None:
    talk = Speaks("!", parts=("give me the first", "give me the first", "give me the first"))
    assert (await walk(INTENT, talk, room)).reason == "caller_hung_up"
    await settle()
    assert (len(room.asked), room.cancelled) == (1, 1)
