"""A wish never to be called again, and danger: said over anything, at the end of anything, heard badly, drawn anew."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.talks import Room, Talk, canvas, walk
from tron.core.ports import Heard

WISH = "please don't call me again"
START = ("s", "start_inbound", {})
TALK = canvas(
    [
        START,
        ("hi", "greeting", {"text": "Hello there, friend."}),
        ("tell", "speak", {"text": "Good to know that."}),
        ("end", "end_call", {"message": "Bye for now."}),
    ],
    ["s > hi", "hi > tell", "tell > end"],
)
LONG = "haan " * 2500 + WISH


@pytest.mark.parametrize(
    ("caller", "cut"),
    [
        ([Heard("unclear", WISH)], {0: "Hello"}),
        (["yes", Heard("unclear", WISH)], {1: "Good"}),
        (["yes", Heard("unclear", WISH)], {}),
        (["yes", "haan", WISH], {1: "Good", 2: "Bye"}),
        (["yes", "ok", "bye", WISH], {2: "Bye"}),
        (["yes", "wait a minute", "and then", WISH], {}),
        ([LONG], {}),
        ([LONG], {0: "Hello"}),
        (["yes", LONG], {}),
        ([Heard("unclear"), Heard("unclear"), Heard("unclear", WISH)], {}),
        ([Heard("speech", WISH, confidence=0.1)], {}),
    ],
)
async def test_the_wish_is_kept(caller: list[Any], cut: dict[int, str]) -> None:
    talk, room = Talk(*caller), Room()
    talk.cut = cut
    result = await walk(TALK, talk, room)
    assert len(room.opted_out) == 1
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


@pytest.mark.parametrize("words", ["hatao mujhe is list se", "card 4111, hatao mujhe is list se"])
@pytest.mark.parametrize("sensitive", [False, True])
async def test_the_owners_own_words_for_it_count_as_it(words: str, sensitive: bool) -> None:
    raw = canvas(
        [
            START,
            ("ask", "collect", {"prompt": "Number?", "kind": "number", "sensitive": sensitive}),
            ("end", "end_call", {"message": "Bye."}),
            ("g", "global", {"condition": "do_not_call", "keywords": ["hatao mujhe"]}),
            ("sorry", "end_call", {"message": "Understood."}),
        ],
        ["s > ask", "ask > end", "ask.failed > end", "g > sorry"],
    )
    talk, room = Talk(words), Room()
    result = await walk(raw, talk, room)
    assert len(room.opted_out) == 1
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")
    assert talk.said == ["Number?", "Understood."]


@pytest.mark.parametrize(
    "heard", [Heard("unclear", "the house burns"), Heard("speech", "the house burns", None, "", 0.1)]
)
async def test_danger_is_answered_however_badly_it_was_heard(heard: Heard) -> None:
    talk, room = Talk(heard, "ok"), Room()
    room.danger = {"the house burns": "Leave the house."}
    await walk(TALK, talk, room)
    assert talk.said[:3] == ["Hello there, friend.", "Leave the house.", "Good to know that."]


async def test_thanks_into_the_goodbye_end_the_call() -> None:
    talk = Talk("yes", "ok", "thank you", "bye", "bye bye", "bye bye")
    result = await walk(TALK, talk, Room())
    assert result.reason == "agent_ended"
    assert talk.said[-1] == "Bye for now."
