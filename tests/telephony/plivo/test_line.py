"""Calls over Plivo: dialled, answered, talked on, handed over, and every way they end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.emulators.cloud_calls import Outcome
from tests.emulators.plivo_calls import PlivoCall
from tests.telephony.cloud.checks import (
    dials_nothing_where_it_cannot,
    ends_by_the_person_and_by_what_breaks,
    hangs_up_a_phone_that_rings_although_nobody_knew,
    is_interrupted_and_hears_keys,
    state_says_what_is_missing,
    stops_ringing_when_it_is_taken_back,
    takes_an_error_for_no_answer_about_the_dial,
    vendor_knows_its_calls_after_a_crash,
)
from tests.telephony.cloud.house import COLLEAGUE, NUMBER, OURS, PATIENCE, House, failure
from tests.telephony.cloud.sound import eventually, hears, loudness, mulaw, says, tone
from tests.telephony.media_stream.exchange import LOUD
from tron.core.database.tables import TrunkRow
from tron.core.ports import HandedOver, Hangup, HasHeaders, Transfers
from tron.telephony.cloud import carrier as carrier_module
from tron.telephony.media_stream import call as call_module
from tron.telephony.media_stream import g711
from tron.telephony.plivo.outcomes import event_of

pytestmark = pytest.mark.thorough


async def test_a_call_is_dialled_answered_and_heard_both_ways(house: House) -> None:
    async with house.talking(max_seconds=600.0) as (far, call):
        assert house.listener.rang.is_set()
        assert isinstance(call, HasHeaders)
        assert call.vendor_call_id == far.sid
        wanted = ("from", "to", "ring_timeout", "time_limit", "answer_method")
        assert [far.form[name] for name in wanted] == [OURS, NUMBER, "5", "600", "POST"]
        for _ in range(20):
            far.far.put_nowait(mulaw())
        await hears(call)
        arrived = await says(call, far, 30)
        assert loudness(g711.decode(arrived, "PCMU").astype("<i2").tobytes()) > 5000
    assert await call.ended() == Hangup("agent")
    await eventually(lambda: far.status == "completed" and far.answers == [200] * 3)
    assert house.phone.dials == 1


async def test_wide_sound_is_as_wide_both_ways(house: House) -> None:
    assert house.trunk is not None
    async with house.database.transaction() as session:
        row = await session.get(TrunkRow, house.trunk.id)
        assert row is not None
        row.settings = {**row.settings, "sound": "linear_16k"}
    async with house.talking() as (far, call):
        assert (far.encoding, far.rate) == ("audio/x-l16", 16000)
        for _ in range(10):
            far.far.put_nowait(tone(16000))
        await hears(call)
        assert await says(call, far, 10) == LOUD * 10


OUTCOMES: list[tuple[Outcome, int | None, tuple[str, str, int]]] = [
    ("busy", None, ("busy", "busy", 486)),
    ("busy", 3100, ("busy", "busy", 600)),
    ("busy", 3020, ("failed", "declined", 603)),
    ("no-answer", None, ("no_answer", "rang_out", 408)),
    ("no-answer", 3000, ("no_answer", "rang_out", 408)),
    ("failed", None, ("failed", "invalid_number", 404)),
    ("failed", 2010, ("no_answer", "unavailable", 480)),
    ("failed", 2030, ("failed", "trunk_error", 403)),
    ("failed", 3090, ("failed", "unreachable", 503)),
    ("failed", 5030, ("failed", "unreachable", 503)),
    ("failed", 3070, ("failed", "unreachable", 408)),
]


async def test_what_a_dial_came_to(house: House) -> None:
    for outcome, code, expected in OUTCOMES:
        house.phone.outcome, house.phone.code = outcome, code  # type: ignore[attr-defined]
        assert await failure(await house.dial()) == expected, (outcome, code)
    assert house.phone.dials == len(OUTCOMES)
    assert not [seen for seen in house.vendor.emulator.seen if seen.method == "DELETE"], "there is nothing to hang up"


def test_words_without_a_code() -> None:
    form = {"CallUUID": "12345678-aaaa", "CallStatus": "timeout"}
    event = event_of(form)
    assert event is not None
    assert event.failure is not None
    assert (event.failure.status, event.failure.reason) == ("no_answer", "rang_out")
    assert event_of({**form, "CallStatus": "machine"}) is None
    assert event_of({**form, "CallUUID": "../../x"}) is None
    other = event_of({**form, "CallStatus": "failed", "HangupCauseCode": "٣", "HangupCauseName": "a\n b" * 90})
    assert other is not None
    assert other.failure is not None
    assert other.failure.reason == "trunk_error"
    assert len(str(other.failure)) < 200


REFUSALS: list[tuple[tuple[int, str], tuple[str, str, None]]] = [
    ((400, "to parameter is not a valid phone number"), ("failed", "invalid_number", None)),
    ((400, "not allowed to call: invalid from"), ("failed", "trunk_error", None)),
    ((401, "authentication failed"), ("failed", "trunk_error", None)),
    ((403, "calls to this country are barred"), ("failed", "trunk_error", None)),
    ((429, "too many requests"), ("failed", "trunk_error", None)),
]


async def test_plivo_refuses(house: House) -> None:
    for refusal, expected in REFUSALS:
        house.phone.refuses = refusal  # type: ignore[attr-defined]
        dial = await house.dial()
        assert await failure(dial) == expected
        assert str(refusal[0]) in str(dial.exception())
    await takes_an_error_for_no_answer_about_the_dial(house, (500, "server error"))
    assert house.phone.dials == len(REFUSALS) + 1, "each once"


async def test_nothing_is_dialled_where_it_cannot_be(house: House) -> None:
    await dials_nothing_where_it_cannot(house, {})


async def test_a_phone_that_rings_although_nobody_knew_is_hung_up(house: House) -> None:
    await hangs_up_a_phone_that_rings_although_nobody_knew(house)


async def test_a_dial_that_is_taken_back_stops_ringing(house: House) -> None:
    await stops_ringing_when_it_is_taken_back(house)


async def test_a_call_whose_sound_never_comes_is_hung_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier_module, "STREAM_SECONDS", 0.1)

    async def nothing(call: PlivoCall, _url: str, _stream: str) -> None:
        await call.over.wait()

    monkeypatch.setattr(PlivoCall, "serve", nothing)
    dial = await house.dial()
    far = await house.phone.next()
    assert await failure(dial) == ("failed", "gateway_lost", None)
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_the_person_hangs_up_and_the_network_breaks(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_module, "LOST_SECONDS", 0.2)
    await ends_by_the_person_and_by_what_breaks(house)


async def test_barge_in_marks_keys_and_a_bad_network(house: House) -> None:
    network = house.phone.network
    network.lost, network.swapped, network.jitter = 0.1, 0.2, 0.03
    async with house.talking() as (far, call):
        await is_interrupted_and_hears_keys(far, call)
        await call.send_keys("12#")
        await eventually(lambda: far.keys == "12#")
        heard = len(far.heard)
        await call.send_keys("1w2")
        await eventually(lambda: len(far.heard) > heard + 20)
        for _ in range(60):
            far.far.put_nowait(mulaw())
        await hears(call)


async def test_a_call_goes_to_a_colleague_and_stays_there(house: House) -> None:
    async with house.talking() as (far, call):
        assert isinstance(call, Transfers)
        handed = await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=20), PATIENCE)
        assert handed == HandedOver(True, by=COLLEAGUE)
        await call.hang_up()
        assert await call.ended() == Hangup("agent")
        [dialled] = far.dialled
        assert (dialled["number"], dialled["callerId"], dialled["timeout"]) == (COLLEAGUE, OURS, "20")
        late = far.facts("in-progress", Event="Ring")
        assert (await far.webhook(far.form["ring_url"], late))[0] == 200
        await asyncio.sleep(0.1)
        assert not far.over.is_set(), "they talk on without us"
        assert not [seen for seen in house.vendor.emulator.seen if seen.method == "DELETE"]
        await far.hang_up()


@pytest.mark.parametrize(
    ("colleague", "reason"), [("busy", "busy"), ("rings", "rang_out"), ("failed", "trunk_error")], ids=str
)
async def test_a_colleague_who_does_not_come(house: House, colleague: Outcome, reason: str) -> None:
    house.phone.colleague = colleague  # type: ignore[attr-defined]
    async with house.talking() as (far, call):
        handed = await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=20), PATIENCE)  # type: ignore[attr-defined]
        assert handed == HandedOver(False, reason)
        assert far.streams == 2, "the talk goes on"
        for _ in range(20):
            far.far.put_nowait(mulaw())
        await hears(call)
        await says(call, far, 20)


async def test_a_transfer_that_is_not_taken_and_one_that_the_caller_does_not_wait_for(house: House) -> None:
    house.phone.colleague = "answers"  # type: ignore[attr-defined]
    async with house.talking() as (far, call):
        status, far.status = far.status, "gone"
        handed = await call.transfer(COLLEAGUE, announce="", wait=20)  # type: ignore[attr-defined]
        assert handed == HandedOver(False, "trunk_error")
        far.status = status
        assert far.streams == 1
        await says(call, far, 5)
        house.phone.colleague = "rings"  # type: ignore[attr-defined]
        transfer: Any = asyncio.create_task(call.transfer(COLLEAGUE, announce="", wait=20))  # type: ignore[attr-defined]
        await eventually(lambda: far.dialled)
        await far.hang_up()
        assert await asyncio.wait_for(transfer, PATIENCE) == HandedOver(False, "caller_hung_up")


async def test_the_vendor_knows_its_calls_after_a_crash(house: House) -> None:
    await vendor_knows_its_calls_after_a_crash(house)


async def test_its_state_says_what_is_missing(house: House) -> None:
    await state_says_what_is_missing(house, "auth_token")
