"""Calls over Twilio: dialled, answered, talked on, and every way they end."""

from __future__ import annotations

import asyncio
import re

import pytest

from tests.emulators.cloud_calls import Outcome
from tests.telephony.cloud.checks import (
    ends_by_the_person_and_by_what_breaks,
    hangs_up_a_phone_that_rings_although_nobody_knew,
    is_interrupted_and_hears_keys,
    stops_ringing_when_it_is_taken_back,
    takes_an_error_for_no_answer_about_the_dial,
    vendor_knows_its_calls_after_a_crash,
)
from tests.telephony.cloud.house import COLLEAGUE, NUMBER, OURS, PATIENCE, House, failure
from tests.telephony.cloud.sound import eventually, hears, loudness, mulaw, says
from tron.core.ids import uuid7
from tron.core.ports import HandedOver, Hangup, HasHeaders
from tron.telephony.cloud import carrier as carrier_module
from tron.telephony.media_stream import g711

pytestmark = pytest.mark.thorough


async def test_a_call_is_dialled_answered_and_heard_both_ways(house: House) -> None:
    async with house.talking(max_seconds=600.0) as (far, call):
        assert house.listener.rang.is_set()
        assert isinstance(call, HasHeaders)
        assert call.vendor_call_id == far.sid
        assert (far.form["To"], far.form["From"], far.form["Timeout"], far.form["TimeLimit"]) == (
            NUMBER,
            OURS,
            "5",
            "600",
        )
        for _ in range(20):
            far.far.put_nowait(mulaw(20_000))
        await hears(call)
        arrived = await says(call, far, 30)
        assert loudness(g711.decode(arrived, "PCMU").astype("<i2").tobytes()) > 5000
    assert await call.ended() == Hangup("agent")
    await eventually(lambda: far.status == "completed" and far.answers == [200] * 4)
    assert house.phone.dials == 1


@pytest.mark.parametrize(
    ("outcome", "sip_status", "expected"),
    [
        ("busy", None, ("busy", "busy", 486)),
        ("busy", 600, ("busy", "busy", 600)),
        ("no-answer", None, ("no_answer", "rang_out", 408)),
        ("no-answer", 480, ("no_answer", "unavailable", 480)),
        ("failed", 404, ("failed", "invalid_number", 404)),
        ("failed", 503, ("failed", "unreachable", 503)),
        ("failed", 603, ("failed", "declined", 603)),
        ("failed", 403, ("failed", "trunk_error", 403)),
        ("canceled", None, ("failed", "trunk_error", 487)),
    ],
)
async def test_what_a_dial_came_to(
    house: House, outcome: Outcome, sip_status: int | None, expected: tuple[str, str, int]
) -> None:
    house.phone.outcome, house.phone.sip_status = outcome, sip_status
    assert await failure(await house.dial()) == expected
    assert house.phone.dials == 1
    updates = [seen for seen in house.vendor.emulator.seen if "/Calls/CA" in seen.path]
    assert not updates, "there is nothing to hang up"


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ((400, 21211, "Invalid 'To' Phone Number"), ("failed", "invalid_number", None)),
        ((400, 21210, "'From' phone number not verified"), ("failed", "trunk_error", None)),
        ((401, 20003, "Authenticate"), ("failed", "trunk_error", None)),
        ((429, 20429, "Too Many Requests"), ("failed", "trunk_error", None)),
    ],
    ids=["number", "from", "key", "too many"],
)
async def test_twilio_refuses(
    house: House, refusal: tuple[int, int, str], expected: tuple[str, str, int | None]
) -> None:
    house.phone.refuses = refusal
    dial = await house.dial()
    assert await failure(dial) == expected
    assert str(refusal[1]) in str(dial.exception())
    assert house.phone.dials == 1


async def test_an_error_of_twilio_is_no_answer_about_the_dial(house: House) -> None:
    await takes_an_error_for_no_answer_about_the_dial(house, (500, 20500, "Internal Server Error"))
    assert house.phone.dials == 1


async def test_a_phone_that_rings_although_nobody_knew_is_hung_up(house: House) -> None:
    await hangs_up_a_phone_that_rings_although_nobody_knew(house)


async def test_twilio_that_is_away_rang_nobody(house: House) -> None:
    house.changes["telephony.twilio_endpoint"] = "http://127.0.0.1:9"
    assert await failure(await house.dial()) == ("failed", "unreachable", None)


@pytest.mark.parametrize("missing", ["telephony.public_url", "telephony.twilio_auth_token", "telephony.from_number"])
async def test_without_its_settings_nothing_is_dialled(house: House, missing: str) -> None:
    house.changes[missing] = None
    assert await failure(await house.dial()) == ("failed", "trunk_error", None)
    assert house.phone.dials == 0


async def test_a_dial_that_is_taken_back_stops_ringing(house: House) -> None:
    await stops_ringing_when_it_is_taken_back(house)


async def test_a_call_whose_sound_never_comes_is_hung_up(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier_module, "STREAM_SECONDS", 0.1)
    dial = await house.dial()
    far = await house.phone.next()
    far.twiml = "<Response><Connect/></Response>"
    far.talk = far.over.wait  # type: ignore[assignment,method-assign]
    assert await failure(dial) == ("failed", "gateway_lost", None)
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_the_person_hangs_up_and_streams_break(house: House) -> None:
    await ends_by_the_person_and_by_what_breaks(house)


async def test_barge_in_clears_and_marks_tell_what_was_played(house: House) -> None:
    async with house.talking() as (far, call):
        await is_interrupted_and_hears_keys(far, call)


async def test_a_bad_network_breaks_nothing(house: House) -> None:
    network = house.phone.account.network
    network.lost, network.swapped, network.jitter = 0.1, 0.2, 0.03
    async with house.talking() as (far, call):
        for _ in range(60):
            far.far.put_nowait(mulaw(20_000))
        await hears(call)
        await far.hang_up()
        assert await asyncio.wait_for(call.ended(), PATIENCE) == Hangup("caller", None)


async def test_a_wrong_token_gets_no_sound(house: House) -> None:
    house.phone.outcome = "rings"
    dial = await house.dial()
    far = await house.phone.next()
    [url] = re.findall(r'url="([^"]+)"', far.twiml)
    await asyncio.wait_for(far.stream(url, {"token": "guessed"}), PATIENCE)
    assert far.close_code == 4401
    assert not dial.done()
    dial.cancel()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


async def test_a_stream_of_no_call(house: House) -> None:
    house.phone.outcome = "busy"
    await failure(await house.dial())
    far = await house.phone.next()
    url = f"ws://127.0.0.1:{house.port}/hooks/twilio/stream/{uuid7()}"
    await asyncio.wait_for(far.stream(url, {"token": "guessed"}), PATIENCE)
    assert far.close_code == 4404


async def test_the_line_knows_its_calls_after_a_crash_too(house: House) -> None:
    await vendor_knows_its_calls_after_a_crash(house)


async def test_a_call_goes_to_a_colleague_and_stays_there(house: House) -> None:
    async with house.talking(caller_id=OURS) as (far, call):
        handed = await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=20), PATIENCE)  # type: ignore[attr-defined]
        assert handed == HandedOver(True, by=COLLEAGUE)
        await call.hang_up()
        [dialled] = far.dialled
        assert (dialled["number"], dialled["callerId"], dialled["timeout"]) == (COLLEAGUE, OURS, "20")
        late = far.facts("in-progress")
        assert (await far.webhook(far.form["StatusCallback"], late))[0] == 200
        await asyncio.sleep(0.1)
        assert not far.over.is_set(), "they talk on without us"
        await far.hang_up()


@pytest.mark.parametrize(("other", "reason"), [("busy", "busy"), ("rings", "rang_out")], ids=str)
async def test_a_colleague_who_does_not_come(house: House, other: Outcome, reason: str) -> None:
    async with house.talking() as (far, call):
        far.other = other
        handed = await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=20), PATIENCE)  # type: ignore[attr-defined]
        assert handed == HandedOver(False, reason)
        assert far.streams == 2, "the talk goes on"
        for _ in range(20):
            far.far.put_nowait(mulaw(20_000))
        await hears(call)


async def test_its_state_says_what_is_missing(house: House) -> None:
    house.changes["telephony.public_url"] = None
    state = await house.front.state(None)
    assert (state.state, state.missing) == ("missing", ("telephony.public_url",))
    house.changes["telephony.public_url"] = "http://127.0.0.1:9"
    assert (await house.front.state(None)).state == "failing"
    del house.changes["telephony.public_url"]
    assert (await house.front.state(None)).state == "ready"
