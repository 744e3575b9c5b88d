"""Calls in, from sipp: offered to watchers, taken, refused, nobody there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.telephony.sip_gateway.gateway import Control, Gateway, tone
from tests.telephony.sip_gateway.sipp import phone

pytestmark = pytest.mark.slow
CALLED = "+12025550150"


async def watch(control: Control, domain: str = "127.0.0.1") -> str:
    """A static trunk that calls may come from; returns where the gateway listens."""
    await control.say("watch")
    await control.say("accounts", accounts=[{"id": "trunk", "domain": domain, "registers": False}])
    return str((await control.accounts(trunk="static"))["address"])


async def take(control: Control, incoming: dict[str, Any]) -> str:
    call_id = str(uuid4())
    door = {"socket": str(control.door.path)}
    await control.say("answer", gateway_call=incoming["gateway_call"], call_id=call_id, stream=door, token="t")
    return call_id


async def test_a_call_is_offered_taken_and_heard(control: Control, tmp_path: Path) -> None:
    address = await watch(control)
    async with phone("calls", tmp_path, "-s", CALLED, to=address) as caller:
        incoming = await control.hear("incoming")
        assert (incoming["account"], incoming["from"], incoming["to"]) == ("trunk", "+12025550107", CALLED)
        assert incoming["headers"]["X-Campaign"] == "spring"
        call_id = await take(control, incoming)
        stream = await control.door.stream(call_id)
        start = await stream.word("start")
        assert (start["phase"], start["codec"], start["sip_call_id"]) == ("answered", "PCMA", incoming["sip_call_id"])
        assert start["headers"]["X-Campaign"] == "spring"
        await stream.play(tone(500, 1.0))
        assert stream.level(500) > 0.1
        assert (await stream.word("keys"))["digits"] == "5"
        assert (await stream.word("stop"))["by"] == "caller"
        assert await caller.finished()
        await control.hear("call", state="ended")
    assert control.states(call_id) == ["answered", "ended"]


async def test_a_refusal_has_the_status_asked_for(control: Control, tmp_path: Path) -> None:
    address = await watch(control)
    async with phone("is_refused", tmp_path, "-s", CALLED, to=address, status="486") as caller:
        incoming = await control.hear("incoming")
        await control.say("reject", gateway_call=incoming["gateway_call"], sip_status=486)
        assert await caller.finished()


async def test_a_caller_whose_sound_nobody_can_decode_is_offered_to_nobody(control: Control, tmp_path: Path) -> None:
    address = await watch(control)
    said = {"status": "488", "encoding": "AMR/8000"}
    async with phone("is_refused", tmp_path, "-s", CALLED, to=address, **said) as caller:
        assert await caller.finished()


async def test_a_caller_gives_up_and_the_offer_is_withdrawn(control: Control, tmp_path: Path) -> None:
    address = await watch(control)
    async with phone("gives_up", tmp_path, "-s", CALLED, to=address) as caller:
        incoming = await control.hear("incoming")
        gone = await control.hear("incoming_gone", gateway_call=incoming["gateway_call"])
        assert gone["sip_status"] == 487
        call_id = await take(control, incoming)
        assert (await control.hear("error", call_id=call_id))["code"] == "gone"
        assert await caller.finished()


async def passing(client: Control) -> None:
    incoming = await client.hear("incoming")
    await client.say("pass", gateway_call=incoming["gateway_call"])


async def test_who_has_no_place_passes_a_call_on_and_the_last_one_ends_it_at_once(
    control: Control, gateway: Gateway, tmp_path: Path
) -> None:
    address = await watch(control)
    async with gateway.client() as second, gateway.client() as draining:
        await second.say("watch")
        await draining.say("watch", incoming=False)
        await draining.accounts(trunk="static")
        await second.accounts(trunk="static")
        async with phone("is_refused", tmp_path, "-s", CALLED, to=address, status="480") as caller:
            # One is asked first, the other once that one passed.
            await asyncio.gather(passing(control), passing(second))
            assert await caller.finished()
            told = await control.hear("incoming")
            assert told == await second.hear("incoming")
            for client in (control, second, draining):  # to be written down
                assert await client.hear("incoming_missed") == {**told, "type": "incoming_missed"}
        assert not [one for one in control.heard if one["type"] == "incoming_gone"]  # nobody waited until it was over
        assert not [one for one in draining.heard if one["type"] == "incoming"]


async def test_without_a_watcher_nobody_is_there(control: Control, gateway: Gateway, tmp_path: Path) -> None:
    async with gateway.client() as other:
        address = await watch(other)
    async with phone("is_refused", tmp_path, "-s", CALLED, to=address, status="480") as caller:
        assert await caller.finished()


async def test_a_stranger_is_turned_away(control: Control, tmp_path: Path) -> None:
    address = await watch(control, domain="192.0.2.7")
    async with phone("is_refused", tmp_path, "-s", CALLED, to=address, status="403") as caller:
        assert await caller.finished()
    assert not [one for one in control.heard if one["type"] == "incoming"]


async def test_two_take_one_call_and_one_has_it(control: Control, tmp_path: Path) -> None:
    address = await watch(control)
    async with phone("calls", tmp_path, "-s", CALLED, to=address):
        incoming = await control.hear("incoming")
        first, second = await take(control, incoming), await take(control, incoming)
        assert (await control.hear("error"))["call_id"] == second
        await control.hear("call", call_id=first, state="answered")
