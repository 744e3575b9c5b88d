"""What carriers ask for: passwords, session timers, transfers; to sipp."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.telephony.sip_gateway.gateway import Control
from tests.telephony.sip_gateway.sipp import phone
from tests.telephony.sip_gateway.test_outbound import trunk

pytestmark = pytest.mark.slow


async def test_a_call_is_made_with_the_password(control: Control, tmp_path: Path) -> None:
    async with phone("asks_who_it_is", tmp_path) as callee:
        await trunk(control, callee.port, username="lena", password="s3cret")
        stream = await control.door.stream(await control.dial())
        await stream.word("start")
        await stream.say("hang_up")
        assert await callee.finished()
    assert 'Proxy-Authorization: Digest username="lena"' in callee.messages()


@pytest.mark.parametrize("wanted", [True, False], ids=["on", "off"])
async def test_session_timers_are_offered_where_they_are_wanted(control: Control, tmp_path: Path, wanted: bool) -> None:
    async with phone("refuses", tmp_path, status="486 Busy Here") as callee:
        await trunk(control, callee.port, session_timers=wanted)
        await control.dial()
        await control.hear("call", state="failed")
    assert ("Session-Expires: 1800" in callee.messages()) is wanted


@pytest.mark.parametrize(("status", "state"), [("200 OK", "done"), ("486 Busy Here", "failed")], ids=["done", "busy"])
async def test_a_transfer_is_followed_to_its_end(control: Control, tmp_path: Path, status: str, state: str) -> None:
    async with phone("is_transferred", tmp_path, status=status) as callee:
        await trunk(control, callee.port)
        stream = await control.door.stream(await control.dial())
        await stream.word("start")
        await stream.say("transfer", id="t1", to="+12025550143", headers={"X-Why": "asked"})
        for step in ("trying", "ringing", state):
            told = await stream.word("transfer", state=step)
        assert (told["id"], told["sip_status"]) == ("t1", int(status[:3]))
        if state == "failed":
            await stream.say("hang_up")
        stop = await stream.word("stop")
        assert await callee.finished()
    assert (stop["by"], stop["reason"]) == ("agent", "transferred" if state == "done" else "hang_up")
    refer = callee.messages()
    assert f"Refer-To: sip:+12025550143@127.0.0.1:{callee.port}" in refer.replace("<", "").replace(">", "")
    assert "X-Why: asked" in refer


async def test_the_address_told_is_the_public_one(control: Control, tmp_path: Path) -> None:
    async with phone("refuses", tmp_path, status="486 Busy Here") as callee:
        await trunk(control, callee.port, username="lena", public_address="203.0.113.9")
        await control.dial()
        await control.hear("call", state="failed")
    invite = callee.messages()
    assert "Contact: <sip:lena@203.0.113.9:" in invite
    assert "c=IN IP4 203.0.113.9" in invite


async def test_ways_through_nat_are_offered(control: Control, tmp_path: Path) -> None:
    async with phone("refuses", tmp_path, status="486 Busy Here") as callee:
        await trunk(control, callee.port, ice=True)
        await control.dial()
        await control.hear("call", state="failed", sip_status=486)
    assert "a=candidate:" in callee.messages()


async def test_every_request_goes_through_the_proxy(control: Control, tmp_path: Path) -> None:
    async with phone("refuses", tmp_path, status="486 Busy Here") as proxy:
        await trunk(control, 5060, domain="carrier.invalid", outbound_proxy=f"127.0.0.1:{proxy.port}")
        await control.dial()
        await control.hear("call", state="failed", sip_status=486)
    assert "INVITE sip:+12025550142@carrier.invalid" in proxy.messages()
