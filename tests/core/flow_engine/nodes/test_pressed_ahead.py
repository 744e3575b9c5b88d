"""Keys pressed ahead: what a menu leaves over is the next menu's, or the next keypad input's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.flow_engine.talks import Talk, canvas, flows, walk
from tests.support import finished
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import MOST_AHEAD
from tron.core.ports import ScriptResult

OPTIONS = {"options": [{"id": "a", "digit": "1"}, {"id": "b", "digit": "2"}], "tries": 0}
Between = tuple[str, dict[str, Any]]


def menus(count: int, *between: Between, **code: Any) -> dict[str, Any]:
    """So many menus in a row, both keys of each lead on; then what stands between, then a code of six digits."""
    nodes: list[Any] = [("start", "start_outbound", {})]
    nodes += [(f"m{at}", "branch_dtmf", {**OPTIONS, "prompt": f"Menu {at}."}) for at in range(count)]
    nodes += [(f"n{at}", type_, data) for at, (type_, data) in enumerate(between)]
    nodes.append(("code", "dtmf", {"prompt": "The code.", "variable": "code", "max_digits": 6, "tries": 0, **code}))
    nodes += [("done", "end_call", {"outcome": "done"}), ("lost", "end_call", {"outcome": "lost"})]
    names = [node[0] for node in nodes[1 : 1 + count + len(between)]]
    edges = [f"start > {[*names, 'code'][0]}", "code.next > done", "code.failed > lost"]
    for name, after in zip(names, [*names[1:], "code"], strict=True):
        ways = ("a", "b") if name.startswith("m") else ("next",)
        edges += [f"{name}.{way} > {after}" for way in ways]
        edges += [f"{name}.fallback > lost"] if name.startswith("m") else []
    return canvas(nodes, edges)


async def held(raw: dict[str, Any], *caller: str | None) -> tuple[ScriptResult, Talk]:
    """The talk, and that a replay of its events goes the same way."""
    talk = Talk(*caller)
    result = await walk(raw, talk)
    events = [(type_, json.loads(json.dumps(payload))) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()
    return result, talk


async def test_who_knows_the_way_presses_it_at_once_and_is_told_nothing() -> None:
    result, talk = await held(menus(2), "#12411001")
    assert (result.outcome, result.extracted_data) == ("done", {"code": "411001"})
    assert talk.said == ["Menu 0."]


async def test_what_closed_the_first_key_is_no_input_of_the_next_node() -> None:
    result, talk = await held(menus(1), "#1#", "#41#")
    assert (result.outcome, result.extracted_data) == ("done", {"code": "41"})
    assert talk.said == ["Menu 0.", "The code."]


async def test_fewer_keys_than_asked_for_are_the_beginning_of_the_input() -> None:
    result, _talk = await held(menus(1), "#1411", "#001")
    assert result.extracted_data == {"code": "411001"}


@pytest.mark.parametrize("said", ["wait", None, "#9"], ids=["words", "silence", "keys"])
async def test_whatever_is_heard_in_between_clears_them(said: str | None) -> None:
    listen = ("listen", {"timeout_seconds": 5, "on_silence": "continue"})
    result, talk = await held(menus(1, listen), "#1411001", said, "#22#")
    assert result.extracted_data["code"] == "22"
    assert talk.said[-1] == "The code."


async def test_speech_between_them_keeps_them() -> None:
    result, _talk = await held(menus(1, ("speak", {"text": "One moment."})), "#1411001")
    assert result.extracted_data == {"code": "411001"}


async def test_a_key_that_is_none_of_the_menu_takes_the_others_with_it() -> None:
    result, _talk = await held(menus(2), "#1922")
    assert result.outcome == "lost"


async def test_a_sensitive_input_takes_none_that_was_written_down_before() -> None:
    result, talk = await held(menus(1, sensitive=True), "#1411001", "#772200")
    assert result.outcome == "done"
    assert talk.said[-1] == "The code."
    assert "772200" not in json.dumps([result.extracted_data, talk.events])


@settings(max_examples=25, deadline=None)
@given(st.text("12", min_size=1, max_size=4), st.text("0123456789", min_size=6, max_size=6), st.sets(st.integers(1, 9)))
def test_keys_mean_the_same_however_they_are_pressed(ways: str, digits: str, cuts: set[int]) -> None:
    keys = ways + digits
    places = sorted({0, *(cut for cut in cuts if cut < len(keys)), len(keys)})
    turns = [f"#{keys[start:end]}" for start, end in pairwise(places)]
    result, talk = finished(held(menus(len(ways)), *turns))
    assert (result.outcome, result.extracted_data) == ("done", {"code": digits})
    assert talk.path() == finished(held(menus(len(ways)), *one_by_one(keys)))[1].path()


@settings(max_examples=10, deadline=None)
@given(st.text("12", min_size=MOST_AHEAD, max_size=90))
def test_a_long_row_of_keys_goes_on_no_longer_than_is_kept(keys: str) -> None:
    raw = menus(1)
    raw["edges"] = [edge for edge in raw["edges"] if edge["source"] != "m0"]
    for way, target in (("a", "m0"), ("b", "m0"), ("fallback", "lost")):
        raw["edges"].append({"id": way, "source": "m0", "target": target, "sourceHandle": way})
    result, talk = finished(held(raw, f"#{keys}"))
    assert result.outcome == "lost"
    assert talk.path().count("m0") <= MOST_AHEAD + 2


def one_by_one(keys: str) -> Sequence[str]:
    return [f"#{key}" for key in keys]
