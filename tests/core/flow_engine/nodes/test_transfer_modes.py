"""A transfer with a brief first, and a talk of three."""

from __future__ import annotations

from typing import Any

import pytest

from tests.core.flow_engine.nodes.walks import around, walked
from tests.core.flow_engine.talks import Room, Talk, canvas, flows, walk
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.replay import replayed_path
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.validate import validate
from tron.core.flow_engine.world import TransferResult
from tron.core.ports import ScriptResult
from tron.core.ports.colleagues import Invitation

ASK = "To take this call press 1. To decline press 2."
WARM: dict[str, Any] = {"mode": "warm", "to": "Sales", "brief": "{{name}} asks about a bill."}


def joined() -> Room:
    room = Room()
    room.transferring = TransferResult(True, by="Ravi", joined=True)
    return room


@pytest.mark.parametrize(
    ("data", "invited"),
    [
        ({}, Invitation("Sales", "Asha asks about a bill.", ASK, "key")),
        ({"brief": "", "announce": "A caller."}, Invitation("Sales", "A caller.", ASK, "key")),
        (
            {"accept": "stay", "stay_seconds": 6, "wait_seconds": 20},
            Invitation("Sales", "Asha asks about a bill.", "", "stay", stay_seconds=6, wait=20),
        ),
    ],
)
async def test_the_colleague_is_told_first(data: dict[str, Any], invited: Invitation) -> None:
    talk, room = Talk(), joined()
    result, _left = await walked(around("transfer", {**WARM, **data}, "failed"), talk, room, name="Asha")
    assert (room.invited, room.transfers) == ([invited], [])
    assert result.reason == "transferred"
    assert talk.of("transfer.answered") == [{"to": "Sales", "by": "Ravi", "mode": "warm"}]


async def test_no_number_of_a_colleague_is_written_down() -> None:
    talk, room = Talk(), joined()
    room.transferring = TransferResult(True, by="+910000000143", joined=True)
    await walked(around("transfer", {**WARM, "to": "+910000000143"}, "failed"), talk, room)
    assert "0143" not in str(talk.of("transfer.answered"))


@pytest.mark.parametrize("ends", ["caller", "colleague"])
async def test_whoever_hangs_up_first_ends_the_talk_of_the_two(ends: str) -> None:
    room = joined()
    room.ends_together = ends
    result, _left = await walked(around("transfer", WARM, "failed"), Talk(), room)
    assert result.reason == "transferred"


@pytest.mark.parametrize("reason", ["max_duration", "agent_ended", "gateway_lost"])
async def test_whatever_else_ends_the_call_is_its_reason(reason: str) -> None:
    room = joined()
    room.ends_together = reason
    result, _left = await walked(around("transfer", WARM, "failed"), Talk(), room)
    assert result.reason == reason


@pytest.mark.parametrize("mode", ["warm", "conference"])
async def test_who_does_not_take_the_call_leaves_it_to_the_agent(mode: str) -> None:
    talk, room = Talk(), Room()
    room.transferring = TransferResult(False, "declined")
    result, left = await walked(around("transfer", {**WARM, "mode": mode}, "failed"), talk, room)
    assert (result.outcome, left["handle"]) == ("failed", "failed")
    assert talk.of("transfer.failed") == [{"to": "Sales", "reason": "declined"}]


def three() -> dict[str, Any]:
    nodes = [
        ("s", "start_inbound", {}),
        ("hand", "transfer", {**WARM, "mode": "conference"}),
        ("ask", "listen", {"prompt": "You are all here. What is it?", "variable": "asked"}),
        ("end", "end_call", {"message": "You said: {{asked}}."}),
        ("sorry", "end_call", {"message": "Nobody is free."}),
    ]
    return canvas(nodes, ["s > hand", "hand.joined > ask", "hand.failed > sorry", "ask > end"])


async def held(talk: Talk, room: Room, raw: dict[str, Any]) -> ScriptResult:
    result = await walk(raw, talk, room)
    events = [(type_, payload) for type_, payload, _ in talk.events]
    assert await replayed_path(flows(raw), FlowRules(), {}, events) == talk.path()
    return result


async def test_in_a_talk_of_three_the_agent_goes_on() -> None:
    talk, room = Talk(None, "my bill"), joined()
    result = await held(talk, room, three())
    assert [one.stays for one in room.invited] == [True]
    assert (result.reason, talk.said[-1]) == ("agent_ended", "You said: my bill.")


async def test_a_warm_transfer_is_walked_again_from_its_events() -> None:
    raw = around("transfer", WARM, "failed")
    result = await held(Talk(), joined(), raw)
    assert result.reason == "transferred"


def test_only_a_talk_of_three_needs_a_way_on() -> None:
    nodes = [("s", "start_inbound", {}), ("hand", "transfer", {"to": "Sales"}), ("end", "end_call", {})]
    edges = ["s > hand", "hand.failed > end"]
    found: dict[str, list[str]] = {}
    for mode in ("cold", "warm", "conference"):
        nodes[1] = ("hand", "transfer", {"to": "Sales", "mode": mode})
        found[mode] = [one.message for one in validate(read_canvas(canvas(nodes, edges))) if one.node_id == "hand"]
    assert (found["cold"], found["warm"]) == ([], [])
    assert "In a talk of three" in found["conference"][0]
