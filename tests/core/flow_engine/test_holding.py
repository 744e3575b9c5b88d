"""Who asks for a moment is waited for, and asked again when they are back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around
from tests.core.flow_engine.talks import Node, Talk, canvas, flows, walk
from tron.core.flow_engine.holding import MOST_HOLDS, asks_to_wait, is_back
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules

ASK = "Hello, this is Tron. Do you want tea?"
TIME = "Sure, take your time."


@pytest.mark.parametrize(
    "said",
    [
        *("ek minute", "haan, ek minute ruko", "hold on please", "one second", "let me check", "ji hold kijiye"),
        *("main dekh kar batati hoon", "mujhe ek minute dijiye", "abhi aaya", "रुकिए", "एक मिनट दीजिए", "wait a minute"),
    ],
)
def test_a_moment_is_asked_for(said: str) -> None:
    assert asks_to_wait(said) == "person"


@pytest.mark.parametrize(
    "said",
    [
        *("order ko hold kar do", "wait a minute, what is the price?", "ek minute baad call karo", "yes", ""),
        *("parcel abhi aaya hai", "parcel abhi aaya hai lekin woh toota hua hai", "let me check the price"),
    ],
)
def test_something_else_is_said(said: str) -> None:
    assert asks_to_wait(said) is None


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("haan boliye", True),
        ("sorry, go ahead please", True),
        ("hello", True),
        ("जी बताइए", True),
        ("main aa gaya", True),
        ("haan", False),
        ("no", False),
        ("nahi boliye", False),
        ("boliye kitna paisa", False),
        ("", False),
    ],
)
def test_they_are_back(said: str, back: bool) -> None:
    assert is_back(said) is back


def tea() -> dict[str, Any]:
    nodes: list[Node] = [
        ("s", "start_inbound", {}),
        ("ask", "greeting", {"text": ASK}),
        ("way", "branch_keyword", {"routes": [{"id": "yes", "keywords": ["yes", "haan", "minute"]}]}),
        ("tea", "end_call", {"message": "Tea it is.", "outcome": "tea"}),
        ("other", "end_call", {"message": "Goodbye.", "outcome": "other"}),
    ]
    return canvas(nodes, ["s > ask", "ask > way", "way.yes > tea", "way.fallback > other"])


async def held(*caller: str | None) -> tuple[list[str], str | None]:
    """What was said after the question, and the outcome; the way is found again from the events."""
    talk, raw = Talk(*caller), tea()
    result = await walk(raw, talk)
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()
    return talk.said[1:], result.outcome


async def test_it_waits_and_takes_what_is_said_then() -> None:
    assert await held("ek minute", "haan") == ([TIME, "Tea it is."], "tea")
    assert await held("hold on", None, "no") == ([TIME, "Hello, are you there?", "Goodbye."], "other")


async def test_who_is_back_is_asked_again() -> None:
    expected = ([TIME, "Do you want tea?", "Tea it is."], "tea")
    assert await held("one second please", "haan ji, boliye", "yes") == expected


async def test_without_a_moment_such_words_are_an_answer() -> None:
    assert await held("haan ji, boliye") == (["Tea it is."], "tea")


async def test_nobody_answers_a_recording() -> None:
    recording = "Your call is important to us, please stay on the line."
    assert await held(recording, "yes") == (["Tea it is."], "tea")


async def test_it_waits_so_often_and_no_more() -> None:
    said, outcome = await held(*["ek minute"] * (MOST_HOLDS + 1))
    assert (said, outcome) == ([TIME] * MOST_HOLDS + ["Tea it is."], "tea")


async def test_a_moment_is_no_value() -> None:
    raw = around("collect", {"kind": "date", "prompt": "किस दिन?", "variable": "day", "confirm": False}, "next")
    talk = Talk("hello", "ek minute", "kal")
    result = await walk(raw, talk, None, HINDI)
    assert result.extracted_data == {"day": "2026-11-29"}
    assert talk.said[1:3] == ["किस दिन?", "जी, आराम से।"]
