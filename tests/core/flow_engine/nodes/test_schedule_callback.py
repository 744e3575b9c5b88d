"""schedule_callback: the time that is meant, what is said of it, what is kept. It is Saturday 28 November, 11:00."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.core.flow_engine.nodes.walks import HINDI, around, problems
from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.calling_law import legal_hours
from tron.core.flow_engine.nodes.schedule_callback import named, within
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.spoken_when import spoken_when

INDIA = ZoneInfo("Asia/Kolkata")
NOW = datetime(2026, 11, 28, 11, 0, tzinfo=INDIA)


class Office(Room):
    """In India; `kept` False: nothing can be noted."""

    def __init__(self, *, kept: bool = True) -> None:
        super().__init__()
        self.at = NOW
        self.kept = kept

    async def schedule_callback(self, due_at: datetime, note: str) -> bool:
        await super().schedule_callback(due_at, note)
        return self.kept


@pytest.mark.parametrize(
    ("data", "caller", "due"),
    [
        ({}, ["kal shaam ko"], "29 18:00"),
        ({}, ["कल शाम 5 बजे"], "29 17:00"),
        ({}, ["after 5"], "28 17:00"),
        ({}, ["5"], "28 17:00"),
        ({}, ["in two hours"], "28 13:00"),
        ({}, ["hm, not sure", "monday at 4"], "30 16:00"),
        ({}, ["raat 11 baje", "raat 8 baje"], "28 20:00"),
        ({}, [None, "tomorrow"], "29 11:00"),
        ({}, ["hm", "what"], "29 11:00"),
        ({}, ["raat 11 baje", "raat 11 baje"], "29 11:00"),
        ({}, ["today at 9 in the morning", "10 am today"], "29 11:00"),
        ({}, ["पंद्रह दिसंबर को शाम चार बजे"], "15 16:00"),
        ({}, ["pehli tareekh ko gyarah baje"], "01 11:00"),
        ({}, ["the fifth of december"], "05 11:00"),
        ({}, ["paintalis minute baad"], "28 11:45"),
        ({}, ["1/12 ko 10 baje"], "01 10:00"),
        ({}, ["kal 5 se 6 baje"], "29 17:00"),
        ({}, ["between 4 and 5:30 tomorrow"], "29 16:00"),
        ({}, ["do ya teen din baad"], "01 11:00"),
        ({}, ["abhi nahi, itvaar ko sava paanch baje"], "29 17:15"),
        ({"when": "relative"}, [], "28 13:00"),
        ({"when": "relative", "amount": 45, "unit": "minutes"}, [], "28 11:45"),
        ({"when": "relative", "amount": 12}, [], "29 10:00"),
        ({"when": "relative", "amount": 3, "unit": "days"}, [], "01 11:00"),
        ({"when": "text", "text": "{{at}}"}, [], "29 16:30"),
        ({"when": "text", "text": "kal subah"}, [], "29 10:00"),
        ({"when": "text", "text": "{{nothing}}"}, [], "29 11:00"),
    ],
)
async def test_times(data: dict[str, Any], caller: list[str | None], due: str) -> None:
    room, talk = Office(), Talk(*caller)
    result = await walk(around("schedule_callback", data), talk, room, variables={"at": "2026-11-29T16:30"})
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == [due]
    assert (result.reason, result.outcome) == ("agent_ended", "callback")
    assert result.extracted_data["callback_at"] == room.callbacks[0][0].isoformat()
    events = [(type_, payload) for type_, payload, _node in talk.events]
    raw = flows(around("schedule_callback", data))
    assert await replayed_path(raw, FlowRules(), {"at": "2026-11-29T16:30"}, events) == talk.path()


@pytest.mark.parametrize(
    ("caller", "due"),
    [
        (["call me tomorrow at 5"], "29 17:00"),
        (["kal shaam ko call karna"], "29 18:00"),
        (["I am busy", "monday at 11"], "30 11:00"),
        (["2", "monday at 11"], "30 11:00"),  # an answer to another question
    ],
)
async def test_a_time_that_was_named_already_is_taken(caller: list[str], due: str) -> None:
    room, talk = Office(), Talk(*caller)
    await walk(around("schedule_callback", {}, ask="Is this a good time?"), talk, room)
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == [due]
    assert len(talk.said) == len(caller) + 1


async def test_it_may_ask_all_the_same() -> None:
    room, talk = Office(), Talk("tomorrow is a holiday", "monday at 11")
    await walk(around("schedule_callback", {"use_last_words": False}, ask="Hello?"), talk, room)
    assert f"{room.callbacks[0][0]:%d %H:%M}" == "30 11:00"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "We will call you again tomorrow at 5:30 PM."),
        ({"message": "Goodbye."}, "We will call you again tomorrow at 5:30 PM. Goodbye."),
        ({"message": "Till {{callback_time}}, bye."}, "Till tomorrow at 5:30 PM, bye."),
    ],
)
async def test_the_time_is_always_confirmed(data: dict[str, str], said: str) -> None:
    room, talk = Office(), Talk("kal saadhe paanch baje")
    await walk(around("schedule_callback", {"prompt": "When, {{name}}?", "note": "About {{name}}", **data}), talk, room)
    assert talk.said == ["When?", said]
    assert room.callbacks[0][1] == "About"


async def test_in_hindi() -> None:
    room, talk = Office(), Talk("hm", "kal shaam 5 baje")
    await walk(around("schedule_callback", {}), talk, room, HINDI)
    assert talk.said == [
        "हम आपको दोबारा कब call करें?",
        "कौन सा दिन और कितने बजे? हम सुबह 10 बजे से रात 9 बजे के बीच call करते हैं।",
        "हम आपको कल शाम 5 बजे फिर call करेंगे।",
    ]


@pytest.mark.parametrize("off_record", [False, True])
async def test_a_time_that_is_over_is_told_so(off_record: bool) -> None:
    raw = around("schedule_callback", {})
    if off_record:
        raw["nodes"].append({"id": "quiet", "type": "record", "data": {"action": "pause"}})
        raw["edges"] = [
            {"id": "a", "source": "start", "target": "quiet"},
            {"id": "b", "source": "quiet", "target": "it"},
        ]
    talk = Talk("aaj subah 10 baje", "tomorrow at 5")
    await walk(raw, talk, Office())
    over = "Sorry, that has already passed. Which day and what time? We call between 10 AM and 9 PM."
    assert talk.said[:2] == ["When should we call you again?", over]
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


@pytest.mark.parametrize(
    ("data", "caller", "due"),
    [
        ({}, ["raat 8 baje", "tomorrow at 9"], "29 09:00"),
        ({"when": "relative", "amount": 9}, [], "29 09:00"),
        ({"when": "text", "text": "raat 8 baje"}, [], "29 11:00"),
    ],
)
async def test_the_hours_of_the_agents_own_calls_hold(data: dict[str, Any], caller: list[str], due: str) -> None:
    room, talk = Office(), Talk(*caller)
    rules = FlowRules(hours=legal_hours("service", loan_recovery=True))
    await walk(around("schedule_callback", data), talk, room, rules=rules)
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == [due]
    asked_again = [said for said in talk.said if "between" in said]
    assert asked_again == (["Which day and what time? We call between 9 AM and 7 PM."] if caller else [])


async def test_what_could_not_be_noted_is_not_promised() -> None:
    room, talk = Office(kept=False), Talk("tomorrow at 5")
    result = await walk(around("schedule_callback", {"message": "See you then."}), talk, room)
    assert talk.said[-1] == "Sorry, I could not note the time. Please call us when it suits you."
    assert result.outcome is None
    assert talk.of("callback.scheduled")[0]["kept"] is False


async def test_another_time_said_into_the_goodbye_counts() -> None:
    room, talk = Office(), Talk("tomorrow at 5", "no no, monday at 6")
    await walk(around("schedule_callback", {}), talk, room)
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == ["29 17:00", "30 18:00"]
    assert talk.said[-1] == "We will call you again on Monday at 6 PM."


async def test_an_hour_said_into_the_goodbye_is_one_of_the_day_that_was_named_to_another_question() -> None:
    room, talk = Office(), Talk("call me tomorrow at 5", "no no, at 6")
    await walk(around("schedule_callback", {}, ask="May we talk now?"), talk, room)
    assert talk.path() == ["start", "ask", "it", "ask", "it"]
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == ["29 17:00", "29 18:00"]


@pytest.mark.parametrize(
    ("first", "then", "at"),
    [
        ("tomorrow at 5", "no, at 6", "29 18:00"),
        ("kal shaam 5 baje", "nahi 6 baje", "29 18:00"),
        ("monday at 4", "sorry, half past 5", "30 17:30"),
        ("tomorrow at 5", "no, today at 6", "28 18:00"),
        ("tomorrow at 5", "no, in two hours", "28 13:00"),
        ("tomorrow at 5", "no, pandrah december ko 6 baje", "15 18:00"),
    ],
)
async def test_who_corrects_the_hour_alone_means_the_same_day(first: str, then: str, at: str) -> None:
    room = Office()
    await walk(around("schedule_callback", {}), Talk(first, then), room)
    assert f"{room.callbacks[-1][0]:%d %H:%M}" == at


async def test_what_is_not_understood_there_changes_nothing() -> None:
    room, talk = Office(), Talk("tomorrow at 5", "hm, one more thing", "never mind", "no")
    await walk(around("schedule_callback", {}), talk, room)
    assert [f"{at:%d %H:%M}" for at, _note in room.callbacks] == ["29 17:00", "29 17:00"]


async def test_nobody_is_called_who_asked_not_to_be() -> None:
    raw = canvas(
        [
            ("s", "start_inbound", {}),
            ("l", "listen", {}),
            ("g", "global", {"condition": "do_not_call"}),
            ("later", "schedule_callback", {"when": "relative"}),
        ],
        ["s > l", "g > later"],
    )
    room = Office()
    result = await walk(raw, Talk("never call me again"), room)
    assert (room.callbacks, result.outcome) == ([], "do_not_call")


@pytest.mark.parametrize(
    ("at", "english", "hindi"),
    [
        ("2026-11-28T17:00", "today at 5 PM", "आज शाम 5 बजे"),
        ("2026-11-29T10:15", "tomorrow at 10:15 AM", "कल सुबह 10:15 बजे"),
        ("2026-12-01T12:00", "on Tuesday at 12 PM", "मंगलवार दोपहर 12 बजे"),
        ("2026-12-12T20:30", "on Saturday 12 December at 8:30 PM", "12 दिसंबर, शनिवार रात 8:30 बजे"),
        ("2026-11-30T00:10", "on Monday at 12:10 AM", "सोमवार रात 12:10 बजे"),
    ],
)
def test_how_a_time_is_said(at: str, english: str, hindi: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=INDIA)
    assert (spoken_when(moment, NOW, "en-IN"), spoken_when(moment, NOW, "hi-IN")) == (english, hindi)


@pytest.mark.parametrize(
    ("later", "due"), [(timedelta(hours=15), "29 10:00"), (timedelta(days=400), "27 11:00"), (timedelta(0), "28 11:00")]
)
def test_times_are_brought_into_the_hours(later: timedelta, due: str) -> None:
    assert f"{within(NOW + later, NOW):%d %H:%M}" == due


@pytest.mark.parametrize("text", ["no no, monday at 6", "नहीं नहीं, सोमवार को 6 बजे", "arre nahi monday 6 baje"])
def test_a_no_before_a_time_takes_nothing_from_it(text: str) -> None:
    assert f"{named(text, NOW):%d %H:%M}" == "30 18:00"


def test_without_a_zone_no_time_is_read() -> None:
    assert named("tomorrow at 5", datetime(2026, 11, 28, 11)) is None


def test_what_it_lacks() -> None:
    assert problems("schedule_callback", {}) == []
    assert problems("schedule_callback", {"when": "text"}) == [("empty_text", "text")]
