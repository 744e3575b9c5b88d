"""What Twilio, and anybody who is not Twilio, calls Tron with."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from sqlalchemy import select

from tests.emulators.twilio_calls import TwilioCall
from tests.telephony.cloud.checks import ringing, worker_refuses
from tests.telephony.cloud.house import CALLER, OURS, PATIENCE, House
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Call
from tron.core.ids import uuid7

pytestmark = pytest.mark.thorough


async def calls_of(house: House) -> list[Call]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(Call)))


async def incoming(house: House, signature: str | None = None, called: str = OURS) -> TwilioCall:
    return await house.phone.ring_in(f"{house.public_url}/hooks/twilio/incoming", CALLER, called, signature=signature)


async def test_only_twilios_signature_counts_and_only_once(house: House) -> None:
    far, dial = await ringing(house)
    url = far.form["StatusCallback"]
    form = far.facts("busy")
    good = far.account.sign(url, form)
    assert (await far.webhook(url, form, ""))[0] == 403
    assert (await far.webhook(url, form, "bm90IGl0"))[0] == 403
    assert (await far.webhook(url, {**form, "CallStatus": "failed"}, good))[0] == 403
    assert (await far.webhook(url, {**form, "AccountSid": "AC" + "9" * 32}))[0] == 403
    assert (await far.webhook(f"{house.public_url}/hooks/twilio/status/{uuid7()}", form, good))[0] == 403
    await asyncio.sleep(0.1)
    assert not dial.done(), "nothing happened"
    assert (await far.webhook(url, form, good))[0] == 200
    with pytest.raises(Exception, match="busy"):
        await asyncio.wait_for(dial, PATIENCE)
    assert (await far.webhook(url, form, good))[0] == 403
    far.over.set()


async def test_the_worker_looks_at_the_proof_itself(house: House) -> None:
    far, dial = await ringing(house)
    headers = {"x-twilio-signature": "forged"}
    forged = {"what": "status", "method": "POST", "form": far.facts("busy"), "query": {}, "headers": headers}
    await worker_refuses(house, far.form["StatusCallback"].rpartition("/")[2], forged)
    assert not dial.done()
    dial.cancel()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_odd_requests(house: House) -> None:
    far = TwilioCall(house.phone.account, {}, "")
    base = f"{house.public_url}/hooks"
    assert (await far.webhook(f"{base}/sandbox/incoming", {}))[0] == 404
    assert (await far.webhook(f"{base}/twilio/other", far.facts("ringing")))[0] == 403
    assert (await far.webhook(f"{base}/twilio/status/{uuid7()}", far.facts("ringing")))[0] == 404
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{base}/twilio/incoming", json={"CallSid": "CA1"}) as answer:
            assert answer.status == 403
        async with session.post(f"{base}/twilio/incoming", data=b"\xff\x00%%%") as answer:
            assert answer.status == 403
        form = aiohttp.FormData({"CallSid": b"x"})
        form.add_field("file", b"x" * 10, filename="x.txt")
        async with session.post(f"{base}/twilio/incoming", data=form) as answer:
            assert answer.status == 403
        async with session.get(f"{base}/twilio/incoming") as answer:
            assert answer.status == 403
    assert await calls_of(house) == []


async def test_without_settings_nothing_is_proven(house: House) -> None:
    house.changes["telephony.twilio_auth_token"] = None
    assert (await incoming(house)).answers == [403]
    assert await calls_of(house) == []


async def test_a_caller_is_taken_in_and_heard(house: House) -> None:
    far = await incoming(house)
    assert far.answers == [200]
    [row] = await calls_of(house)
    assert (row.direction, row.line, row.phone_number, row.our_number) == ("inbound", "twilio", CALLER, OURS)
    assert row.vendor_call_id == far.sid
    [token] = [part.split('"')[0] for part in far.twiml.split('value="')[1:]]
    assert token not in str(row.line_options), "what is written down opens no stream"
    request = await house.claimed(row.id)
    call = await asyncio.wait_for(house.line.answer(request), PATIENCE)
    assert call.line_call_id == far.sid
    await call.hang_up()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_a_number_that_nobody_answers_is_rejected(house: House) -> None:
    far = await incoming(house, called="+12025550177")
    assert far.answers == [200]
    assert 'Reject reason="rejected"' in far.twiml
    assert await calls_of(house) == []


async def test_a_caller_whom_nobody_takes_any_more_is_hung_up_on(house: House) -> None:
    far = await incoming(house)
    [row] = await calls_of(house)
    await house.line.turn_away(await house.claimed(row.id), 480)
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_a_forged_caller_is_nobody(house: House) -> None:
    assert (await incoming(house, signature="bm90IGl0")).answers == [403]
    assert await calls_of(house) == []


async def test_an_incoming_call_told_again_is_one_call_and_opens_no_second_stream(house: House) -> None:
    far = await incoming(house)
    [row] = await calls_of(house)
    url = f"{house.public_url}/hooks/twilio/incoming"
    code, other = await far.webhook(url, far.facts("ringing"))
    assert code == 200
    assert len(await calls_of(house)) == 1
    call = await asyncio.wait_for(house.line.answer(await house.claimed(row.id)), PATIENCE)
    stream, token = (other.split(f'{name}="')[1].split('"')[0] for name in ("url", "value"))
    again = TwilioCall(house.phone.account, {}, "")
    await asyncio.wait_for(again.stream(stream, {"token": token}), PATIENCE)
    assert again.close_code == 4401
    await call.hang_up()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_a_phone_that_still_rings_for_a_call_that_is_over_is_hung_up(house: House) -> None:
    call_id = await house.row()
    async with house.database.transaction() as session:
        now = house.services.clock.now()
        await transition(session, call_id, "failed", at=now, values={"reason": "unknown_outcome"})
    far = TwilioCall(house.phone.account, {}, "", status="ringing")
    house.phone.calls[far.sid] = far
    url = f"{house.public_url}/hooks/twilio/status/{call_id}"
    assert (await far.webhook(url, far.facts("completed")))[0] == 200
    assert not far.over.is_set()
    assert (await far.webhook(url, far.facts("ringing")))[0] == 200
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_a_status_that_reaches_no_worker_may_come_again(house: House) -> None:
    far, dial = await ringing(house)
    url, form = far.form["StatusCallback"], far.facts("busy")
    await house.door.close()
    assert (await far.webhook(url, form))[0] == 503
    await house.door.start()
    assert (await far.webhook(url, form))[0] == 200
    with pytest.raises(Exception, match="busy"):
        await asyncio.wait_for(dial, PATIENCE)
    far.over.set()
