"""What holds on the line of every cloud vendor."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import aiohttp
import pytest

from tests.telephony.cloud.house import PATIENCE, House, failure
from tests.telephony.cloud.sound import eventually, says
from tests.telephony.media_stream.exchange import LOUD
from tron.core.ids import uuid7
from tron.core.ports import DialFailed, Hangup, LineCall

TRUNK_ERROR = ("failed", "trunk_error", None)
NO_SOUND = '{"event": "media", "media": {"payload": "%"}}'


async def ringing(house: House) -> tuple[Any, asyncio.Task[LineCall]]:
    """A phone that rings, and goes on to."""
    house.phone.outcome = "rings"
    dial = await house.dial()
    far = await house.phone.next()
    await asyncio.wait_for(house.listener.rang.wait(), PATIENCE)
    return far, dial


async def stops_ringing_when_it_is_taken_back(house: House) -> None:
    far, dial = await ringing(house)
    dial.cancel()
    await asyncio.wait_for(far.over.wait(), PATIENCE)
    assert house.phone.dials == 1


async def hangs_up_a_phone_that_rings_although_nobody_knew(house: House) -> None:
    """The vendor's answer to the dial is lost."""
    house.phone.breaks, house.phone.outcome = True, "rings"
    dial = await house.dial()
    far = await house.phone.next()
    with pytest.raises(Exception) as raised:
        await asyncio.wait_for(dial, PATIENCE)
    if isinstance(raised.value, DialFailed):  # its webhook came first
        assert raised.value.reason == "trunk_error"
    await asyncio.wait_for(far.over.wait(), PATIENCE)
    assert house.phone.dials == 1


async def takes_an_error_for_no_answer_about_the_dial(house: House, error: tuple[Any, ...]) -> None:
    """`error`: as the emulator refuses, a 5xx first."""
    house.phone.refuses = error  # type: ignore[attr-defined]
    dial = await house.dial()
    with pytest.raises(Exception, match=str(error[0])) as raised:
        await asyncio.wait_for(dial, PATIENCE)
    assert not isinstance(raised.value, DialFailed), "nobody knows whether a phone rings"


async def dials_nothing_where_it_cannot(house: House, keyless: dict[str, str]) -> None:
    """Without a vendor, without the trunk's secrets (`keyless` are too few), without an address or a number."""
    assert house.trunk is not None
    away = replace(house.trunk, settings={**house.trunk.settings, "endpoint": "http://127.0.0.1:9"})
    assert await failure(await house.dial(trunk=away)) == ("failed", "unreachable", None)
    assert await failure(await house.dial(trunk=replace(house.trunk, secrets=keyless))) == TRUNK_ERROR
    for missing in ("telephony.public_url", "telephony.from_number"):
        house.changes = {missing: None}
        assert await failure(await house.dial()) == TRUNK_ERROR
    assert house.phone.dials == 0


async def ends_by_the_person_and_by_what_breaks(house: House, *odd: str) -> None:
    """A hang-up, a connection that breaks off, and messages that are none."""
    async with house.talking() as (far, call):
        await far.hang_up()
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", None)
    async with house.talking() as (far, call):
        far.lingers = 0.5
        far.breaks_off.set()
        assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "network"
    for message in ("garbage", NO_SOUND, *odd):
        async with house.talking() as (far, call):
            await far.raw(message)
            assert (await asyncio.wait_for(call.ended(), PATIENCE)).by == "network"
            await asyncio.wait_for(far.over.wait(), PATIENCE)


async def is_interrupted_and_hears_keys(far: Any, call: LineCall) -> None:
    """Barge-in clears, marks tell what was played, and keys come."""
    await says(call, far, 40)
    assert call.audio is not None
    await call.audio.clear()
    await eventually(lambda: far.cleared == 1)
    for _ in range(25):
        await call.audio.send(LOUD)
        await asyncio.sleep(0.01)
    await eventually(lambda: call.sound.playback.played > 0.9)  # type: ignore[attr-defined]
    for digit in "7#":
        await far.press(digit)
    keys = call.keys()
    assert [await asyncio.wait_for(anext(keys), PATIENCE) for _ in range(2)] == ["7", "#"]


async def vendor_knows_its_calls_after_a_crash(house: House, *, hangs_up: bool = True) -> None:
    """A process that has just begun asks about a call that it never saw, and hangs up where that can be asked for."""
    async with house.talking() as (far, call):
        call_id = call.call_id  # type: ignore[attr-defined]
        assert await house.line.exists(call_id)
        again = house.fresh()
        async with asyncio.timeout(PATIENCE):
            while not await again.exists(call_id):  # its id is in its row soon after the dial
                await asyncio.sleep(0.02)
        if hangs_up:
            await asyncio.wait_for(far.over.wait(), PATIENCE)
    await eventually(lambda: far.status == "completed")
    assert await again.exists(call_id) is False
    assert await again.exists(uuid7()) is None
    await again.aclose()


async def worker_refuses(house: House, call_id: str, forged: Mapping[str, Any]) -> None:
    """The worker's own door looks at the proof again, and at what a message is."""
    connector = aiohttp.UnixConnector(house.door.address()["socket"])
    odd = ({**forged, "what": "incoming"}, {**forged, "form": {"CallStatus": 5}}, {**forged, "query": []}, [], {})
    for message in (forged, *odd):
        async with (
            aiohttp.ClientSession(connector=connector, connector_owner=False) as client,
            client.ws_connect(f"http://worker/hook/{house.line.name}/{call_id}") as websocket,
        ):
            await websocket.send_json(message)
            await asyncio.wait_for(websocket.receive(), PATIENCE)
            assert websocket.close_code in (4400, 4401)
    await connector.close()


async def state_says_what_is_missing(house: House, secret: str) -> None:
    """Of the line, of a trunk without secrets, with a wrong one, without a vendor; and without a public address."""
    trunk = house.trunk
    assert trunk is not None
    assert (await house.front.state(None)).state == "ready"
    assert (await house.front.state(trunk)).state == "ready"
    state = await house.front.state(replace(trunk, secrets={}))
    assert (state.state, state.missing) == ("missing", ("trunk",))
    state = await house.front.state(replace(trunk, secrets={**trunk.secrets, secret: "wrong"}))
    assert (state.state, "does not know this account" in state.detail) == ("failing", True)
    away = replace(trunk, settings={**trunk.settings, "endpoint": "http://127.0.0.1:9"})
    assert "does not answer" in (await house.front.state(away)).detail
    house.changes["telephony.public_url"] = None
    state = await house.front.state(trunk)
    assert (state.state, state.missing) == ("missing", ("telephony.public_url",))
    house.changes["telephony.public_url"] = "http://127.0.0.1:9"
    assert (await house.front.state(trunk)).state == "failing"
