"""The caller over the agent: where a line is cut, when it is not, and what a step back gives back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import ValidationError

from tests.core.flow_engine.talks import canvas
from tests.core.simulator.test_flow_simulation import Stage, words
from tron.core.errors import Conflict
from tron.core.models.flow_simulation import CallerTurn
from tron.core.simulator.flow_simulation import Speaker

FIRM = "This call is recorded for quality reasons, says the law."
LAST = "It comes tomorrow. Thank you and goodbye to you."
ORDER = canvas(
    [
        ("start", "start_outbound", {}),
        ("law", "speak", {"text": FIRM, "interruptible": False}),
        ("offer", "speak", {"text": "We have green tea, black tea and white tea today."}),
        ("order", "webhook", {"url": "https://shop.example/orders", "response_variable": "order"}),
        ("price", "speak", {"text": "Each of them costs three hundred rupees."}),
        ("kind", "listen", {"variable": "kind"}),
        ("done", "end_call", {"message": LAST, "outcome": "sold"}),
    ],
    [
        "start > law",
        "law > offer",
        "offer > order",
        "order > price",
        "order.error > price",
        "price > kind",
        "kind > done",
    ],
)
FIRM_WORDS, OFFER_WORDS = 10, 10


async def act(stage: Stage, **turn: Any) -> bool:
    cut = await stage.simulation.act(CallerTurn(**turn))
    assert await stage.simulation.settled(5)
    return cut


def events(stage: Stage, name: str) -> list[dict[str, Any] | None]:
    return [step.payload for step in stage.simulation.steps if step.event == name]


async def test_a_line_is_cut_where_the_caller_spoke_and_what_they_said_is_heard_next() -> None:
    async with Stage(ORDER) as stage:
        shown, said = stage.told(), stage.simulation.seconds
        assert await act(stage, text="the green one", after_words=FIRM_WORDS + 4)
        # The price is said all the same: what was said over the offer waits for the node that listens.
        assert words(stage.simulation.steps) == [
            FIRM,
            "We have green tea,",
            "Each of them costs three hundred rupees.",
            LAST,
        ]
        assert [step.interrupted for step in stage.simulation.steps if step.type == "agent"] == [None, True, None, None]
        assert events(stage, "speech.interrupted") == [{"heard": "We have green tea,", "at": pytest.approx(5.3, abs=1)}]
        assert stage.simulation.state().variables["kind"] == "the green one"
        assert stage.simulation.state().reason == "agent_ended"
        await stage.back()  # as if nobody had said anything
        assert (stage.told(), stage.simulation.seconds) == (shown, said)
        assert stage.simulation.waiting


async def test_a_line_that_may_not_be_interrupted_is_heard_whole() -> None:
    async with Stage(ORDER) as stage:
        shown = len(stage.simulation.steps)
        assert not await act(stage, text="the black one", after_words=3)
        assert words(stage.simulation.steps[:shown])[0] == FIRM
        assert stage.simulation.state().variables["kind"] == "the black one"
        assert events(stage, "speech.interrupted") == []


async def test_who_only_says_that_they_listen_does_not_interrupt() -> None:
    async with Stage(ORDER) as stage:
        assert not await act(stage, text="haan", after_words=FIRM_WORDS + 4)
        assert (stage.simulation.waiting, stage.simulation.turns) == (True, 0)
        assert events(stage, "backchannel") == [{"text": "haan"}]
        # At the very end of the line it is the answer.
        assert not await act(stage, text="haan", after_words=FIRM_WORDS + OFFER_WORDS + 7)
        assert stage.simulation.state().variables["kind"] == "haan"


async def test_beyond_the_last_word_it_is_a_turn_like_any_other() -> None:
    async with Stage(ORDER) as stage:
        assert not await act(stage, text="white", after_words=500)
        assert stage.simulation.state().variables["kind"] == "white"


async def test_who_hangs_up_over_a_line_heard_no_more_of_it() -> None:
    async with Stage(ORDER) as stage:
        shown = stage.told()
        assert await act(stage, hang_up=True, after_words=2)
        assert words(stage.simulation.steps) == ["This call"]
        assert (stage.simulation.over, stage.simulation.state().reason) == (True, "caller_hung_up")
        await stage.back()
        assert stage.told() == shown


async def test_a_goodbye_is_interrupted_and_the_talk_goes_on() -> None:
    async with Stage(ORDER) as stage:
        await act(stage, text="green")
        assert stage.simulation.over
        assert await act(stage, text="no wait, the black one", after_words=3)
        # Who was heard already is not asked again.
        assert words(stage.simulation.steps)[-3:] == [
            "Each of them costs three hundred rupees.",
            "It comes tomorrow.",
            LAST,
        ]
        assert stage.simulation.state().variables["kind"] == "no wait, the black one"
        with pytest.raises(Conflict):
            await act(stage, text="hello?", after_words=500)


async def test_a_greeting_is_not_said_again_to_who_was_heard_already() -> None:
    hello = canvas(
        [
            ("s", "start_inbound", {}),
            ("hi", "greeting", {"text": "Hello. Tea?"}),
            ("bye", "end_call", {"message": LAST}),
        ],
        ["s > hi", "hi > bye"],
    )
    async with Stage(hello) as stage:
        await act(stage, text="yes")
        assert await act(stage, text="I have one more question", after_words=3)
        assert words(stage.simulation.steps) == ["Hello. Tea?", "It comes tomorrow.", LAST]


async def test_keys_interrupt_too_and_words_count_from_the_last_turn() -> None:
    async with Stage(ORDER) as stage:
        assert await act(stage, keys="1", after_words=FIRM_WORDS + 2)
        shown = stage.told()
        assert words(stage.simulation.steps)[1:] == ["We have", "Each of them costs three hundred rupees.", LAST]
        assert await act(stage, text="wait a moment please", after_words=7 + 3)
        assert words(stage.simulation.steps)[3] == "It comes tomorrow."
        await stage.back()
        assert stage.told() == shown
        await stage.back()
        assert stage.simulation.turns == 0


async def test_before_it_speaks_the_agent_is_interrupted_without_going_back() -> None:
    stage = Stage(ORDER)
    over = CallerTurn(text="the green one", after_words=FIRM_WORDS + 4)
    stage.simulation.begin(over, CallerTurn(text="no, black please", after_words=2))
    assert await stage.simulation.settled(5)
    await stage.simulation.aclose()
    said = words(stage.simulation.steps)
    assert said[:3] == [FIRM, "We have green tea,", "Each of"]
    assert len(stage.room.webhooks) == 1


class Once:
    """A model that never says the same thing twice."""

    def __init__(self) -> None:
        self.asked = 0

    async def reply(self, messages: Any, **_: Any) -> AsyncIterator[str]:
        self.asked += 1
        yield f"Answer number {self.asked} about all the teas that we have."


async def test_what_the_model_said_is_cut_and_not_thought_of_anew() -> None:
    free = canvas(
        [("s", "start_inbound", {}), ("free", "llm_response", {"instructions": "Help."}), ("bye", "end_call", {})],
        ["s > free", "free > bye"],
    )
    model = Once()
    async with Stage(free, speaker=Speaker(model)) as stage:  # type: ignore[arg-type]
        [whole] = words(stage.simulation.steps)
        assert await act(stage, text="which is the best?", after_words=3)
        assert words(stage.simulation.steps) == ["Answer number 1"]
        assert model.asked == 1
        assert [step.text for step in stage.simulation.steps if step.type == "caller"] == ["which is the best?"]
        await stage.back()
        assert words(stage.simulation.steps) == [whole]


def test_nobody_interrupts_by_silence() -> None:
    with pytest.raises(ValidationError):
        CallerTurn(silence=True, after_words=2)
