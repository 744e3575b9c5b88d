"""What Plivo, and anybody who is not Plivo, calls Tron with."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from tests.emulators.plivo import AUTH_TOKEN
from tests.emulators.plivo_calls import PlivoCall
from tests.telephony.cloud.checks import ringing, worker_refuses
from tests.telephony.cloud.house import CALLER, OURS, PATIENCE, House
from tests.telephony.cloud.sound import says
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Call, TrunkRow
from tron.core.ids import uuid7
from tron.telephony.plivo.proofs import NONCE, SIGNATURE, base_of, is_signed, signature_of

URL = "https://tron.example/hooks/plivo/status/0192"
FORM = {
    "CallUUID": "11111111-2222-3333-4444-555555555555",
    "CallStatus": "busy",
    "From": "+12025550190",
    "To": "+12025550142",
    "HangupCauseCode": "3010",
    "Empty": "",
}


def test_signatures_are_those_of_plivos_own_library() -> None:
    """Made by plivo-python 4.63 with the token `fff...` and this nonce."""
    token, nonce = "f" * 40, "12345678901234567890"
    assert signature_of(token, "POST", URL, FORM, nonce) == "m++YLMQV1a8vNBLMBvrIfzbr5xATc6cnpEFV++y9I0k="
    assert signature_of(token, "POST", URL, {}, nonce) == "BQy43bKFO0Ut97dl9I+aJwhsb1vkI1gpuF/Qa2PvjQQ="
    asked = {"b": "2", "a": "x y"}
    assert signature_of(token, "GET", URL, asked, nonce) == "mqHO4TOHUrktVDbJdjVqQ8LKaaYXCqVofn5rR0lpubI="
    assert base_of("GET", URL + "?z=1", asked) == URL + "?a=x y&b=2"
    good = {NONCE: nonce, SIGNATURE: "bm90IGl0," + signature_of(token, "POST", URL, FORM, nonce)}
    assert is_signed(token, "POST", URL, FORM, good), "one of several, while a token changes"
    assert not is_signed(token, "GET", URL, FORM, good)
    assert not is_signed(token, "POST", URL, FORM, {SIGNATURE: good[SIGNATURE]})
    assert not is_signed(token, "POST", URL, FORM, {NONCE: nonce})


async def calls_of(house: House) -> list[Call]:
    async with house.database.transaction() as session:
        return list(await session.scalars(select(Call)))


async def incoming(house: House, called: str = OURS, signature: str | None = None) -> PlivoCall:
    # Plivo writes numbers without a plus.
    return await house.phone.ring_in(house.hook("incoming"), CALLER, called, signature=signature)  # type: ignore[attr-defined]


@pytest.mark.thorough
async def test_only_plivos_signature_counts_and_only_once(house: House) -> None:
    far, dial = await ringing(house)
    url, form, nonce = far.form["hangup_url"], far.facts("busy", HangupCauseCode="3010"), "9" * 20
    good = far.phone.account.sign("POST", url, form, nonce)
    assert (await far.webhook(url, form, "", nonce))[0] == 403
    assert (await far.webhook(url, form, "bm90IGl0", nonce))[0] == 403
    assert (await far.webhook(url, form, good, "8" * 20))[0] == 403
    assert (await far.webhook(url, {**form, "CallStatus": "failed"}, good, nonce))[0] == 403
    assert (await far.webhook(house.hook("status", uuid7()), form, good, nonce))[0] == 403
    assert (await far.webhook(house.hook("answer", uuid7()), form, good, nonce))[0] == 403
    assert (await far.request("GET", url, form, {"X-Plivo-Signature-V3": good, NONCE: nonce}))[0] == 403
    assert not dial.done(), "nothing happened"
    await house.door.close()
    assert (await far.webhook(url, form, good, nonce))[0] == 503
    await house.door.start()
    assert (await far.webhook(url, form, good, nonce))[0] == 200, "what did not arrive may come again"
    with pytest.raises(Exception, match="busy"):
        await asyncio.wait_for(dial, PATIENCE)
    assert (await far.webhook(url, form, good, nonce))[0] == 403
    far.over.set()


@pytest.mark.thorough
async def test_the_worker_looks_at_the_proof_itself(house: House) -> None:
    far, dial = await ringing(house)
    headers = {SIGNATURE: "forged"}
    forged = {"what": "status", "method": "POST", "form": far.facts("busy"), "query": {}, "headers": headers}
    await worker_refuses(house, far.form["hangup_url"].rpartition("/")[2], forged)
    assert not dial.done()
    dial.cancel()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


@pytest.mark.thorough
async def test_without_a_public_address_or_a_trunk_nothing_is_proven(house: House) -> None:
    house.changes["telephony.public_url"] = None
    assert (await incoming(house)).answers == [403]
    house.changes.clear()
    assert (await incoming(house, signature="bm90IGl0")).answers == [403]
    async with house.database.transaction() as session:
        for row in await session.scalars(select(TrunkRow)):
            row.enabled = False
    assert (await incoming(house)).answers == [403]
    assert await calls_of(house) == []
    assert AUTH_TOKEN not in repr(house.trunk)


@pytest.mark.thorough
async def test_a_caller_is_taken_in_once_and_heard(house: House) -> None:
    far = await incoming(house)
    assert far.answers == [200]
    [row] = await calls_of(house)
    assert (row.direction, row.line, row.phone_number, row.our_number) == ("inbound", "plivo", CALLER, OURS)
    assert (row.vendor_call_id, row.trunk_id) == (far.sid, house.trunk.id if house.trunk else None)
    code, other = await far.webhook(house.hook("incoming"), far.facts("ringing", Event="StartApp"))
    assert code == 200
    assert len(await calls_of(house)) == 1, "told again, it is one call"
    call = await asyncio.wait_for(house.line.answer(await house.claimed(row.id)), PATIENCE)
    assert call.line_call_id == far.sid
    await says(call, far, 10)
    token = other.split("token=")[1].split("<")[0]
    assert token not in str(row.line_options), "what is written down opens no stream"
    for guess in (token, "guessed"):
        again = PlivoCall(house.phone, {})  # type: ignore[arg-type]
        await asyncio.wait_for(again.serve(f"{stream_of(other)}?token={guess}", "x"), PATIENCE)
        assert again.close_code == 4401
    await call.hang_up()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


def stream_of(xml: str) -> str:
    return xml.split(">ws")[1].split("?")[0].join(("ws", ""))


@pytest.mark.thorough
async def test_a_caller_whom_nobody_answers(house: House) -> None:
    far = await incoming(house, called="+12025550177")
    assert far.answers == [200]
    await asyncio.wait_for(far.over.wait(), PATIENCE)
    assert far.streams == 0
    assert await calls_of(house) == []


@pytest.mark.thorough
async def test_a_phone_that_is_answered_for_a_call_that_is_over_is_hung_up(house: House) -> None:
    call_id = await house.row()
    async with house.database.transaction() as session:
        now = house.services.clock.now()
        await transition(session, call_id, "failed", at=now, values={"reason": "unknown_outcome"})
    far = PlivoCall(house.phone, {}, status="ringing")  # type: ignore[arg-type]
    house.phone.calls[far.sid] = far
    code, xml = await far.webhook(house.hook("answer", call_id), far.facts("in-progress", Event="StartApp"))
    assert (code, xml) == (200, "<Response><Hangup /></Response>")
    await asyncio.wait_for(far.over.wait(), PATIENCE)
    assert (await far.webhook(house.hook("transfer", call_id), far.facts("in-progress")))[1] == xml
    ended = far.facts("in-progress", DialStatus="busy")
    assert (await far.webhook(house.hook("dialled", call_id), ended))[1] == xml
