"""Softphones that register with Tron: baresip and sipp, passwords right and wrong, calls both ways."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from tests.telephony.sip import baresip
from tests.telephony.sip_gateway.gateway import FROM, Control, Gateway, loudest, running_gateway, tone
from tests.telephony.sip_gateway.sipp import phone, there

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not baresip.there(), reason="baresip is not installed")]
SAYS = np.rint(np.sin(np.arange(8000 * 2) * 2 * np.pi * 700 / 8000) * 8000).astype(np.int16)
PASSWORD = "a-long-password"


@pytest.fixture(scope="module")
async def gateway(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gateway]:
    """One of its own: after other tests PJSIP may hold places of calls whose end nobody confirmed."""
    if not there():
        pytest.skip("the extra sip or sipp is not installed")
    async with running_gateway(tmp_path_factory.mktemp("phones")) as running:
        yield running


async def opened(control: Control, user: str) -> str:
    """The extension `desk` of this user; where phones register."""
    await control.say("watch")
    account = {"id": "desk", "kind": "softphone", "username": user, "password": PASSWORD}
    await control.say("accounts", accounts=[account])
    return str((await control.accounts(desk="trying"))["softphones"])


def registering(address: str, user: str) -> dict[str, Any]:
    """Of a baresip that registers at `address`."""
    return {"account": f';auth_user={user};auth_pass={PASSWORD};outbound="sip:{address}";regint=60'}


async def test_a_softphone_registers_and_is_called(control: Control, tmp_path: Path) -> None:
    address = await opened(control, "101")
    early = await control.dial(account="desk", to="101")
    failed = await control.hear("call", call_id=early)
    assert (failed["state"], failed["sip_status"]) == ("failed", 480)
    async with baresip.softphone(tmp_path, "101", SAYS, **registering(address, "101")) as callee:
        await control.accounts(desk="registered")
        stream = await control.door.stream(await control.dial(account="desk", to="101", **{"from": FROM}))
        await stream.word("start")
        await asyncio.gather(stream.play(tone(500, 1.0)), stream.frames(75))
        assert stream.level(700) > 0.1
        await stream.say("hang_up")
        await stream.word("stop")
    await control.accounts(desk="trying")
    assert loudest(callee.heard(), 500, baresip.RATE) > 0.1


async def test_a_softphone_calls_tron(control: Control, tmp_path: Path) -> None:
    address = await opened(control, "102")
    more = registering(address, "102")
    async with baresip.softphone(tmp_path, "102", SAYS, calls=f"sip:555@{address}", **more):
        incoming = await control.hear("incoming")
        assert (incoming["account"], incoming["from"], incoming["to"]) == ("desk", "102", "555")
        assert not [name for name in incoming["headers"] if name.startswith("X-Tron")]
        call_id, door = str(uuid4()), {"socket": str(control.door.path)}
        await control.say("answer", gateway_call=incoming["gateway_call"], call_id=call_id, stream=door, token="t")
        stream = await control.door.stream(call_id)
        await stream.word("start")
        await asyncio.gather(stream.play(tone(500, 0.6)), stream.frames(60))
        assert stream.level(700) > 0.1
        await stream.say("hang_up")
        await stream.word("stop")


async def test_a_stranger_cannot_call_through_the_softphones_port(control: Control, tmp_path: Path) -> None:
    address = await opened(control, "104")
    async with phone("is_refused", tmp_path, "-s", "555", to=address, status="407") as caller:
        assert await caller.finished()
    assert not [one for one in control.heard if one["type"] == "incoming"]
