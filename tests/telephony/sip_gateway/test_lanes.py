"""More calls than one PJSIP holds, and a lane that dies."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import psutil
import pytest

from tests.telephony.sip_gateway.gateway import PATIENCE, Control, Gateway, running_gateway
from tests.telephony.sip_gateway.sipp import free_port, phone, there
from tests.telephony.sip_gateway.test_outbound import trunk

pytestmark = pytest.mark.slow


def lanes(gateway: Gateway) -> dict[int, int]:
    """Process ids by lane."""
    found = psutil.Process(gateway.process.pid).children()
    lines = [(one.cmdline(), one.pid) for one in found]
    return {int(line[line.index("--lane") + 1]): pid for line, pid in lines if "--lane" in line}


async def test_seven_calls_at_once_and_the_death_of_a_lane(tmp_path: Path) -> None:
    if not there():
        pytest.skip("the extra sip or sipp is not installed")
    async with (
        running_gateway(tmp_path / "gw", "--most-lanes", "2") as gateway,
        gateway.client() as control,
        phone("answers", tmp_path / "phone", calls=9) as callee,
    ):
        await trunk(control, callee.port)
        calls = [await control.dial() for _ in range(7)]
        for call_id in calls:
            await control.hear("call", call_id=call_id, state="answered")
        assert len(lanes(gateway)) == 2
        await full(control)
        await the_home_dies(gateway, control, calls)
        again = await control.dial()
        await control.hear("call", call_id=again, state="answered")
        assert callee.messages().count("INVITE sip:") == 9


async def full(control: Control) -> None:
    """Eight calls are held, and a ninth is not dialled."""
    eighth, ninth = await control.dial(), await control.dial()
    await control.hear("call", call_id=eighth, state="answered")
    assert (await control.hear("error", call_id=ninth))["code"] == "full"


async def the_home_dies(gateway: Gateway, control: Control, calls: list[str]) -> None:
    """Its calls end with a reason, the others go on, and it comes back."""
    home = lanes(gateway)[0]
    os.kill(home, signal.SIGKILL)
    ended = await control.hear("call", state="ended")
    assert (ended["reason"], ended["sip_status"]) == ("gateway_lost", None)
    await asyncio.wait_for(control.door.streams[ended["call_id"]].closed.wait(), PATIENCE)
    async with asyncio.timeout(PATIENCE):
        while lanes(gateway).get(0) in (None, home):
            await asyncio.sleep(0.05)
    lost = {one["call_id"] for one in control.heard if one["type"] == "call" and one["state"] == "ended"}
    assert len(lost) == 4
    assert not any(control.door.streams[call_id].closed.is_set() for call_id in set(calls) - lost)


async def test_a_lane_that_dies_while_it_rings_leaves_the_outcome_open(tmp_path: Path) -> None:
    if not there():
        pytest.skip("the extra sip or sipp is not installed")
    async with (
        running_gateway(tmp_path / "gw") as gateway,
        gateway.client() as control,
        phone("rings", tmp_path / "phone") as callee,
    ):
        await trunk(control, callee.port)
        call_id = await control.dial()
        await control.hear("call", state="ringing")
        os.kill(lanes(gateway)[0], signal.SIGKILL)
        assert (await control.hear("error", call_id=call_id))["code"] == "gateway_lost"
        await control.say("exists", id="q", call_id=call_id)
        assert not (await control.hear("exists", id="q"))["exists"]
        await control.dial(call_id=call_id)
        assert (await control.hear("error", call_id=call_id, code="known_call"))["code"] == "known_call"
        assert callee.messages().count("INVITE sip:") == 1


async def test_places_that_an_unconfirmed_end_still_takes_are_found_elsewhere(tmp_path: Path) -> None:
    if not there():
        pytest.skip("the extra sip or sipp is not installed")
    async with running_gateway(tmp_path / "gw", "--most-lanes", "2") as gateway, gateway.client() as control:
        await trunk(control, free_port())
        for _ in range(4):  # nobody answers their end either: PJSIP keeps their places for half a minute
            call_id = await control.dial(ring_timeout=0.2)
            await control.hear("call", call_id=call_id, state="failed")
        async with phone("answers", tmp_path / "phone") as callee:
            await trunk(control, callee.port)
            call_id = await control.dial()
            await control.hear("call", call_id=call_id, state="answered")
            assert len(lanes(gateway)) == 2
            assert callee.messages().count("INVITE sip:") == 1
