"""dtmf: digits in one go or one by one, what closes them, trying again, what is sensitive."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around, problems, walked
from tests.core.flow_engine.talks import Room, Talk, flows, walk
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import MASK

DATA = {"prompt": "Enter the code.", "variable": "code", "max_digits": 4, "tries": 1}


@pytest.mark.parametrize(
    ("data", "caller", "digits"),
    [
        ({}, ["#1234"], "1234"),
        ({}, ["#12#"], "12"),
        ({}, ["#1", "#2", "#3", "#4"], "1234"),
        ({}, ["#12", "#34 5"], "1234"),
        ({}, ["#12", None], "12"),
        ({}, ["#12", "##"], "12"),
        ({}, ["#123456"], "1234"),
        ({"terminator": "*"}, ["#12*3"], "12"),
        ({"terminator": ""}, ["#1#2*", None], "12"),
        ({"min_digits": 3}, ["#12#", "#123#"], "123"),
        ({}, ["1 2 3 4"], "1234"),
        ({}, ["ek do", "teen chaar"], "1234"),
        ({}, ["what code", "#99#"], "99"),
        ({}, [None, "#7#"], "7"),
        ({}, [None, None], None),
        ({}, ["what", "why"], None),
        ({"min_digits": 3}, ["#1#", "#2#"], None),
    ],
)
@pytest.mark.parametrize("sensitive", [False, True])
async def test_digits(data: dict[str, Any], caller: list[str | None], digits: str | None, sensitive: bool) -> None:
    talk = Talk(*caller)
    raw = around("dtmf", {**DATA, **data, "sensitive": sensitive}, "next", "failed")
    result, left = await walked(raw, talk)
    assert result.outcome == ("failed" if digits is None else "next")
    assert left["set"] == ({} if digits is None else {"code": MASK if sensitive else digits})
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()


async def test_words_lead_to_the_keypad() -> None:
    talk = Talk("what code", None)
    await walk(around("dtmf", DATA, "next", "failed"), talk)
    assert talk.said == ["Enter the code.", "Please use the keypad of your phone.", "Enter the code."]


@pytest.mark.parametrize(
    "caller",
    [
        ["#4242424242#"],
        ["#42424", "#24242#"],
        ["4 2 4 2 4 2 4 2 4 2"],
        ["the number is 4242424242 I think", "#4242424242"],
    ],
)
async def test_a_sensitive_number_is_used_and_never_written_down(caller: list[str]) -> None:
    room, talk = Room(), Talk(*caller)
    raw = around("dtmf", {**DATA, "max_digits": 10, "sensitive": True}, "failed")
    raw["nodes"].append({"id": "pay", "type": "webhook", "data": {"url": "https://api.example.com/{{code}}"}})
    raw["nodes"].append({"id": "bye", "type": "end_call", "data": {}})
    raw["edges"] += [{"id": "a", "source": "it", "target": "pay"}, {"id": "b", "source": "pay", "target": "bye"}]
    result = await walk(raw, talk, room)
    assert room.webhooks[0].url.endswith("/4242424242")
    assert result.extracted_data == {"code": MASK}
    written = json.dumps(talk.events, ensure_ascii=False)
    assert "42" not in written
    assert "4 2" not in written


async def test_after_a_global_node_it_is_asked_in_short() -> None:
    raw = around("dtmf", {**DATA, "prompt": "Nearly done. Enter the code."}, "next", "failed")
    raw["nodes"].append({"id": "g", "type": "global", "data": {}})
    talk = Talk("talk to a human", "#12#")
    assert (await walk(raw, talk)).extracted_data == {"code": "12"}
    assert talk.said == ["Nearly done. Enter the code.", "Enter the code."]


def test_what_it_lacks() -> None:
    assert problems("dtmf", {}) == []
    assert problems("dtmf", {"prompt": "", "min_digits": 5, "max_digits": 4}) == [
        ("empty_text", "prompt"),
        ("bad_limits", "min_digits"),
    ]
