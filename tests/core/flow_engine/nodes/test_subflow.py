"""subflow: what goes in, what comes back, what happens when it cannot run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around
from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import MASK
from tron.core.flow_engine.world import WebhookAnswer

INNER = canvas(
    [
        ("s", "start_inbound", {}),
        ("say", "speak", {"text": "{{contact_name}}, {{about}}, {{order.id}}, {{mine}}."}),
        ("l", "listen", {"variable": "answer"}),
        ("back", "end_call", {"returns": True}),
    ],
    ["s > say", "say > l", "l > back"],
)
DATA = {
    "flow_id": "inner",
    "inputs": [
        {"name": "about", "value": "about {{topic}}"},
        {"name": "order", "value": " {{ found.order }} "},
        {"name": "gone", "value": "{{nothing}}"},
        {"name": "", "value": "x"},
    ],
    "outputs": [
        {"variable": "said", "inner": "answer"},
        {"variable": "none", "inner": "no.such"},
        {"variable": "", "inner": "answer"},
        {"variable": "x", "inner": ""},
    ],
}
GIVEN = {"contact_name": "Ravi", "topic": "milk"}


@pytest.mark.parametrize(("version", "key"), [(None, "inner@latest"), (3, "inner@3")])
async def test_values_go_in_and_come_back(version: int | None, key: str) -> None:
    raw = around("subflow", {**DATA, "version": version}, "next")
    look_up = {"url": "https://x.example", "response_variable": "found"}
    raw["nodes"].append({"id": "own", "type": "webhook", "data": look_up})
    raw["edges"][0]["target"] = "own"
    raw["edges"].append({"id": "o", "source": "own", "target": "it"})
    room = Room()
    room.answering = lambda _call: WebhookAnswer(True, 200, {"order": {"id": "A7"}})
    talk = Talk("blue")
    result = await walk(raw, talk, room, variables=GIVEN, **{key: INNER})
    assert talk.said == ["Ravi, about milk, A7."]  # {{mine}}, {{found}} and the topic stay outside
    assert talk.path() == ["start", "own", "it", "it/s", "it/say", "it/l", "it/back", "next"]
    assert result.outcome == "next"
    assert result.extracted_data == {"found": {"order": {"id": "A7"}}, "said": "blue"}


@pytest.mark.parametrize(("handles", "outcome"), [(("next", "failed"), "failed"), (("next",), None)])
async def test_a_flow_that_is_not_there(handles: tuple[str, ...], outcome: str | None) -> None:
    talk = Talk()
    result = await walk(around("subflow", {"flow_id": "gone"}, *handles), talk)
    assert (result.reason, result.outcome) == ("agent_ended", outcome)
    assert talk.of("flow.cannot_run") == [{"node": "gone@latest"}]


async def test_what_is_sensitive_stays_so_inside_and_outside() -> None:
    keys = {"prompt": "Code?", "variable": "pin", "sensitive": True}
    inner: dict[str, Any] = canvas(
        [("s", "start_inbound", {}), ("it", "dtmf", keys), ("copy", "subflow", {})], ["s > it"]
    )
    data = {"flow_id": "inner", "outputs": [{"variable": "code", "inner": "pin"}]}
    talk = Talk("#4711#")
    result = await walk(around("subflow", data, "next"), talk, **{"inner@latest": inner})
    assert result.extracted_data == {"code": MASK}
    assert "4711" not in str(talk.events)
    twice = around("dtmf", {**keys, "variable": "code"})
    twice["nodes"].append(
        {"id": "sub", "type": "subflow", "data": {"flow_id": "inner", "inputs": [{"name": "pin", "value": "{{code}}"}]}}
    )
    twice["edges"].append({"id": "x", "source": "it", "target": "sub"})
    shows = canvas([("s", "start_inbound", {}), ("l", "listen", {"variable": "y"})], ["s > l"])
    talk = Talk("#4711#", "fine")
    await walk(twice, talk, **{"inner@latest": shows})
    assert "4711" not in str(talk.events)


async def test_a_part_of_what_is_sensitive_is_so_outside_and_found_again() -> None:
    keys = {"prompt": "Code?", "variable": "card", "sensitive": True}
    asks = {"url": "https://x.example/", "mapping": [{"variable": "card", "path": "card"}]}
    inner = canvas([("s", "start_inbound", {}), ("it", "dtmf", keys), ("ask", "webhook", asks)], ["s > it", "it > ask"])
    data = {"flow_id": "inner", "outputs": [{"variable": "part", "inner": "card.last"}]}
    rule = {"field": "part", "operator": "not_empty"}
    raw = canvas(
        [
            ("s", "start_inbound", {}),
            ("sub", "subflow", data),
            ("way", "branch_custom", {"rules": [rule]}),
            ("yes", "speak", {"text": "There is one."}),
        ],
        ["s > sub", "sub > way", "way.true > yes"],
    )
    talk, room = Talk("#4711#"), Room()
    room.answering = lambda _call: WebhookAnswer(True, 200, {"card": {"last": "ABCDE1234F"}})
    result = await walk(raw, talk, room, **{"inner@latest": inner})
    assert (result.extracted_data, "There is one." in talk.said) == ({"part": MASK}, True)
    assert "ABCDE1234F" not in str(talk.events)
    events = [(type_, payload) for type_, payload, _node in talk.events]
    assert await replayed_path(flows(raw, **{"inner@latest": inner}), FlowRules(), {}, events) == talk.path()


def test_what_it_sets() -> None:
    one = node_types()["subflow"]
    assert list(one.sets(one.data.model_validate(DATA))) == ["said", "none", "x"]
