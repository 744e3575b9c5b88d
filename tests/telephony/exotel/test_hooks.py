"""What Exotel, and anybody who is not Exotel, calls Tron with."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from tests.emulators.exotel_calls import ExotelCall
from tests.phones import PRACTICE
from tests.telephony.cloud.checks import ringing, worker_refuses
from tests.telephony.cloud.house import CALLER, OURS, PATIENCE, House
from tests.telephony.cloud.sound import says
from tests.telephony.exotel.house import WEBHOOK_TOKEN
from tron.core.database.tables import Call, TrunkRow
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


async def calls_of(house: House) -> list[Call]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(Call)))


async def incoming(house: House, token: str = WEBHOOK_TOKEN, caller: str = CALLER, called: str = OURS) -> ExotelCall:
    return await house.phone.ring_in(f"{house.hook('incoming')}?token={token}", caller, called)  # type: ignore[attr-defined]


async def test_a_status_needs_its_own_token_and_counts_once(house: House) -> None:
    far, dial = await ringing(house)
    url, form = far.form["StatusCallback"], far.facts("terminal", "busy")
    bare = url.partition("?")[0]
    assert WEBHOOK_TOKEN not in url
    for forged in (bare, f"{bare}?token=guessed", f"{bare}?token={WEBHOOK_TOKEN}"):
        assert (await far.request("POST", forged, form, {}))[0] == 403
    other = f"{house.hook('status', uuid7())}?{url.partition('?')[2]}"
    assert (await far.request("POST", other, form, {}))[0] == 403
    await allow(house, "192.0.2.0/24")
    assert (await far.request("POST", url, form, {}))[0] == 403, "that address is none of Exotel's"
    await allow(house, "127.0.0.1")
    forged = {"what": "status", "method": "POST", "form": form, "query": {"token": "guessed"}, "headers": {}}
    await worker_refuses(house, bare.rpartition("/")[2], forged)
    assert not dial.done(), "nothing happened"
    assert (await far.request("POST", url, form, {}))[0] == 200
    with pytest.raises(Exception, match="busy"):
        await asyncio.wait_for(dial, PATIENCE)
    assert (await far.request("POST", url, form, {}))[0] == 403, "it came before"
    far.over.set()


async def allow(house: House, network: str) -> None:
    async with house.database.transaction() as session:
        for row in await session.scalars(select(TrunkRow)):
            row.settings = {**row.settings, "networks": [network]}


async def test_a_caller_is_taken_in_once_and_heard(house: House) -> None:
    far = await incoming(house)
    assert far.answers == [200]
    [row] = await calls_of(house)
    assert (row.direction, row.line, row.phone_number, row.our_number) == ("inbound", "exotel", CALLER, OURS)
    assert (row.vendor_call_id, row.trunk_id) == (far.sid, house.trunk.id if house.trunk else None)
    url = await far.ask_applet(f"{house.hook('incoming')}?token={WEBHOOK_TOKEN}")
    assert url is not None
    await asyncio.wait_for(asked_for_sound(far), PATIENCE)
    assert url == far.url, "told again, it is answered the same: which answer arrived is open"
    assert len(await calls_of(house)) == 1, "told again, it is one call"
    call = await asyncio.wait_for(house.line.answer(await house.claimed(row.id)), PATIENCE)
    assert call.line_call_id == far.sid
    await says(call, far, 10)
    [token] = parse_qs(urlsplit(url).query)["token"]
    assert token not in str(row.line_options), "what is written down opens no stream"
    for guess in (token, "guessed"):
        again = ExotelCall(house.phone, {"From": CALLER})  # type: ignore[arg-type]
        await asyncio.wait_for(again.serve(url.replace(token, guess), "x"), PATIENCE)
        assert again.close_code == 4401
    await call.hang_up()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def asked_for_sound(far: ExotelCall) -> None:
    while not far.url:
        await asyncio.sleep(0.01)


async def test_indian_callers_come_with_a_zero(house: House) -> None:
    form = {"From": PRACTICE.replace("+91", "0"), "To": OURS}
    far = ExotelCall(house.phone, form, direction="incoming")  # type: ignore[arg-type]
    assert await far.ask_applet(f"{house.hook('incoming')}?token={WEBHOOK_TOKEN}") is not None
    [row] = await calls_of(house)
    assert row.phone_number == PRACTICE


async def test_whom_nobody_answers_and_whom_nobody_believes(house: House) -> None:
    assert (await incoming(house, called="+12025550177")).answers == [404]
    assert (await incoming(house, token="guessed")).answers == [403]
    assert (await incoming(house, token="")).answers == [403]
    odd = ExotelCall(house.phone, {"From": CALLER})  # type: ignore[arg-type]
    odd.sid = "../x"
    assert await odd.ask_applet(f"{house.hook('incoming')}?token={WEBHOOK_TOKEN}") is None
    assert odd.answers == [403]
    lost = ExotelCall(house.phone, {"From": CALLER, "CustomField": str(uuid7())})  # type: ignore[arg-type]
    assert await lost.ask_applet(f"{house.hook('incoming')}?token={WEBHOOK_TOKEN}") is None
    assert lost.answers == [404]
    house.changes["telephony.public_url"] = None
    assert (await incoming(house)).answers == [403]
    assert await calls_of(house) == []
