"""collect: days and times when it is closed or that are over, order numbers, sums that may mean two things."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around, problems, walked
from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import LONGEST_WORDS, MASK

CLINIC = "Mon-Sat 10-13, 17-20"
DAY = {"kind": "date", "prompt": "Which day?", "variable": "x", "hours": CLINIC, "ahead": True, "confirm": False}
TIME = {**DAY, "kind": "time", "prompt": "What time?", "on_day": "day"}
NIGHT = {**TIME, "hours": "18-23"}
TODAY, TOMORROW, MONDAY = "2026-11-28", "2026-11-29", "2026-11-30"


class AtThree(Room):
    """It is Saturday 28 November, three in the afternoon."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 11, 28, 15, 0, tzinfo=UTC)


async def said(data: dict[str, Any], *caller: str | None, rules: FlowRules | None = None, **known: str) -> list[str]:
    talk = Talk(*caller)
    await walk(around("collect", data, "next", "failed"), talk, AtThree(), rules, known)
    return talk.said


@pytest.mark.parametrize(
    ("data", "day", "caller", "value"),
    [
        (DAY, "", ["sunday", "monday"], MONDAY),
        (DAY, "", ["kal", "itvaar ko", "29 tareekh", "sunday", "monday"], None),
        (DAY, "", ["sunday", "hm", None, "#2911#", "monday"], None),
        (DAY, "", ["yesterday", "27/11/2026", "aaj"], TODAY),
        ({**DAY, "hours": "10-13"}, "", ["today", "tomorrow"], TOMORROW),
        ({**DAY, "hours": ""}, "", ["kal nahi, sunday"], TOMORROW),
        ({**DAY, "ahead": False}, "", ["10/11/2025"], "2025-11-10"),
        ({**DAY, "hours": "whenever"}, "", ["sunday"], TOMORROW),
        ({**DAY, "confirm": True}, "", ["monday", "no, sunday", "tuesday", "yes"], "2026-12-01"),
        ({**DAY, "confirm": True, "tries": 2}, "", ["monday", "no, sunday", "sunday"], None),
        (TIME, TODAY, ["today at 10", "10 baje", "6"], "18:00"),
        (TIME, TODAY, ["subah 10 baje"] * 6, None),
        (TIME, TODAY, ["#10#", "#1730#"], "17:30"),
        (TIME, MONDAY, ["subah 10 baje"], "10:00"),
        (TIME, TOMORROW, ["subah 10 baje", "11", "shaam 6 baje", "12"], None),
        (TIME, MONDAY, ["9 pm", "dopahar 2 baje", "7 in the evening"], "19:00"),
        (TIME, "someday", ["subah 10 baje"], "10:00"),
        (NIGHT, TOMORROW, ["nine"], "21:00"),
        (NIGHT, TOMORROW, ["9 am", "subah nau baje", "raat nau baje"], "21:00"),
        ({**TIME, "on_day": ""}, "", ["10 am", "6 pm"], "18:00"),
        ({**TIME, "on_day": "", "hours": ""}, "", ["10", "half past 4"], "16:30"),
        ({**TIME, "on_day": "", "ahead": False}, "", ["10 am"], "10:00"),
        ({**TIME, "confirm": True}, TODAY, ["6", "no, 10 in the morning", "7", "yes"], "19:00"),
    ],
)
@pytest.mark.parametrize("sensitive", [False, True])
async def test_what_cannot_be_counts_as_a_failed_try(
    data: dict[str, Any], day: str, caller: list[str | None], value: str | None, sensitive: bool
) -> None:
    talk = Talk(*caller)
    raw = around("collect", {**data, "sensitive": sensitive}, "next", "failed")
    result, left = await walked(raw, talk, AtThree(), day=day)
    assert not talk.of("flow.node_failed")
    assert result.outcome == ("failed" if value is None else "next")
    assert left["set"] == ({} if value is None else {"x": MASK if sensitive else value})
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {"day": day}, events) == talk.path()


async def test_why_it_cannot_be_is_said_and_it_is_asked_again() -> None:
    closed, over = "Sorry, we are closed then. Which day?", "Sorry, that has already passed. What time?"
    assert await said(DAY, "sunday", "sunday", "sunday", "sunday") == ["Which day?", closed, closed, closed]
    assert await said(TIME, "today at 10", "5", day=TODAY) == ["What time?", over]
    assert (await said(TIME, "9 am", "9 am", day=MONDAY))[1] == "Sorry, we are closed then. What time?"


async def test_the_part_that_is_missing_is_asked_for() -> None:
    heard = await said({**TIME, "confirm": True}, "in the morning", "11", "yes", day=MONDAY)
    assert heard == ["What time?", "Please say what time, such as 5 in the evening.", "eleven AM. Is that right?"]
    assert (await said(DAY, "in december", "the 5th"))[1] == "Please say the day, or the date and the month."


@pytest.mark.parametrize(
    ("caller", "heard", "value"),
    [
        (["monday at 6 pm", "yes", "yes"], "six PM. Is that right?", "18:00"),
        (["monday at 6 pm", "yes", "no, 7", "yes"], "six PM. Is that right?", "19:00"),
        (["monday at 9 pm", "yes", "6"], "Sorry, we are closed then. What time?", "18:00"),
        (["monday the 30th", "yes", "6"], "What time?", "18:00"),
        (["monday", "yes, five of us", "6"], "What time?", "18:00"),
    ],
)
@pytest.mark.parametrize("sensitive", [False, True])
async def test_a_time_that_was_said_with_the_day_is_not_asked_for(
    caller: list[str], heard: str, value: str, sensitive: bool
) -> None:
    raw = canvas(
        [
            ("s", "start_inbound", {}),
            ("day", "collect", {**DAY, "variable": "day", "confirm": True}),
            ("it", "collect", {**TIME, "take_said": True, "sensitive": sensitive}),
            ("e", "end_call", {}),
        ],
        ["s > day", "day > it", "day.failed > e", "it > e", "it.failed > e"],
    )
    talk = Talk(*caller)
    result = await walk(raw, talk, AtThree())
    assert result.extracted_data == {"day": MONDAY, "x": MASK if sensitive else value}
    assert talk.said[2] == ("It ends with zero zero. Is that right?" if sensitive and heard[:3] == "six" else heard)
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


async def test_the_owners_words_say_why() -> None:
    data = {**DAY, "closed_text": "{{who}} rests on Sundays.", "reprompts": ["Which weekday?"]}
    assert (await said(data, "sunday", "monday", who="She"))[1] == "She rests on Sundays. Which weekday?"
    hindi = await said({**TIME, "prompt": "कितने बजे?"}, "subah 10 baje", "6", rules=HINDI, day=TODAY)
    assert hindi[1] == "माफ़ कीजिए, वह समय तो निकल चुका है। कितने बजे?"


async def test_a_time_of_a_secret_day_is_as_secret() -> None:
    raw = canvas(
        [
            ("s", "start_inbound", {}),
            ("day", "collect", {**DAY, "variable": "day", "sensitive": True}),
            ("it", "collect", {**TIME, "tries": 2}),
            ("e", "end_call", {}),
        ],
        ["s > day", "day > it", "day.failed > e", "it > e", "it.failed > e"],
    )
    talk = Talk("today", "10 am", "6 pm")
    result = await walk(raw, talk, AtThree())
    assert result.extracted_data == {"day": MASK, "x": MASK}
    assert "18:00" not in json.dumps(talk.events)
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


ORDER = {"kind": "digits", "prompt": "Order number?", "variable": "x"}


@pytest.mark.parametrize(
    ("caller", "value"),
    [
        (["double zero seven", "yes"], "007"),
        (["zero zero four five", "haan ji sahi hai"], "0045"),
        (["MG 0045", "no sorry, six", "yes"], "0046"),
        (["0045", "no, it is 99123", "yes"], "99123"),
        (["0045", "nahi", "0046", "haan"], "0046"),
        (["zero zero four", "five six", "yes"], "00456"),
        (["zero zero double", "four five", "yes"], "00445"),
        (["#00#", "#2", "#0045#", "#1"], "0045"),
        (["I do not have it", "hm", "#0045#", "yes"], "0045"),
        (["hm", "hm", "hm", "hm"], None),
    ],
)
@pytest.mark.parametrize("sensitive", [False, True])
async def test_an_order_number_keeps_its_zeros(caller: list[str | None], value: str | None, sensitive: bool) -> None:
    talk = Talk(*caller)
    raw = around("collect", {**ORDER, "sensitive": sensitive}, "next", "failed")
    result, left = await walked(raw, talk)
    assert result.outcome == ("failed" if value is None else "next")
    assert left["set"] == ({} if value is None else {"x": MASK if sensitive else value})
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


@pytest.mark.parametrize("kind", ["money", "number"])
@pytest.mark.parametrize("words", ["do lakh pachas", "two lakh fifty", "दो लाख पचास"])
async def test_a_sum_that_may_mean_two_things_is_always_read_back(kind: str, words: str) -> None:
    data = {"kind": kind, "prompt": "How much?", "variable": "x", "confirm": False}
    talk = Talk(words, "no", "dhai lakh")
    result, left = await walked(around("collect", data, "next", "failed"), talk)
    assert talk.said[1].startswith("two lakh")
    assert talk.said[1].endswith("Is that right?")
    assert (result.outcome, left["set"]) == ("next", {"x": 250000})
    assert talk.said[2] == "Sorry, I did not get that. Please say just the number."


@pytest.mark.parametrize("words", ["do lakh pachas hazaar", "dhai lakh", "do hazaar pachas", "do sau pachas"])
async def test_a_plain_sum_is_read_back_only_where_it_is_wanted(words: str) -> None:
    data = {"kind": "money", "prompt": "How much?", "confirm": False}
    assert await said(data, words) == ["How much?"]


CHATTER = "and then I said to him that it is so "


@pytest.mark.parametrize("kind", ["phone", "date", "time", "money", "digits", "email", "pan"])
async def test_ten_thousand_characters_are_asked_for_again(kind: str) -> None:
    data = {"kind": kind, "prompt": "Well?", "variable": "x", "tries": 3, "confirm": False}
    talk = Talk(CHATTER * 270, CHATTER * 270, CHATTER * 270)
    result, left = await walked(around("collect", data, "next", "failed"), talk)
    assert (result.outcome, left["set"]) == ("failed", {})
    assert talk.said[1].startswith("Sorry, I did not get that.")


async def test_of_ten_thousand_characters_the_beginning_is_kept_and_little_of_it_read_back() -> None:
    talk = Talk("Flat 12, Baner Road, " + CHATTER * 270, "yes")
    data = {"kind": "text", "prompt": "Your address?", "variable": "x"}
    _result, left = await walked(around("collect", data, "next", "failed"), talk)
    assert left["set"]["x"].startswith("Flat 12, Baner Road, and then")
    assert len(left["set"]["x"]) <= LONGEST_WORDS
    assert talk.said[1].startswith("Flat 12, Baner Road, and then")
    assert talk.said[1].endswith("…. Is that right?")
    assert len(talk.said[1]) < 250


def test_hours_that_nobody_understands_are_found() -> None:
    assert problems("collect", {"kind": "date", "hours": "from ten on"}) == [("bad_hours", "hours")]
    assert problems("collect", {"kind": "date", "hours": CLINIC}) == []
