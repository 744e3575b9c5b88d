"""Calls over Exotel: dialled, answered, talked on, and every way they end."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.emulators.cloud_calls import Outcome
from tests.emulators.exotel import APP_ID
from tests.emulators.exotel_calls import ExotelCall
from tests.telephony.cloud.checks import (
    dials_nothing_where_it_cannot,
    ends_by_the_person_and_by_what_breaks,
    is_interrupted_and_hears_keys,
    ringing,
    state_says_what_is_missing,
    takes_an_error_for_no_answer_about_the_dial,
    vendor_knows_its_calls_after_a_crash,
)
from tests.telephony.cloud.house import COLLEAGUE, NUMBER, OURS, PATIENCE, House, failure
from tests.telephony.cloud.sound import eventually, hears, loudness, says, tone
from tests.telephony.exotel.house import WEBHOOK_TOKEN
from tests.telephony.media_stream.exchange import LOUD
from tron.core.call_engine.sip_outcomes import may_try_another_trunk
from tron.core.ports import HandedOver, Hangup, HasHeaders, Transfers
from tron.telephony.cloud import carrier as carrier_module
from tron.telephony.cloud import line as line_module
from tron.telephony.exotel.orders import exophone
from tron.telephony.exotel.outcomes import event_of
from tron.telephony.exotel.proofs import is_from

pytestmark = pytest.mark.thorough


async def test_a_call_is_dialled_answered_and_heard_both_ways(house: House) -> None:
    async with house.talking(max_seconds=600.0) as (far, call):
        assert house.listener.rang.is_set()
        assert isinstance(call, HasHeaders)
        assert call.vendor_call_id == far.sid
        wanted = ("From", "CallerId", "TimeOut", "TimeLimit", "StreamType")
        assert [far.form[name] for name in wanted] == [NUMBER, OURS, "5", "600", "bidirectional"]
        assert far.rate == 16000
        for _ in range(5):
            far.far.put_nowait(tone(16000, seconds=0.1))
        await hears(call)
        assert await says(call, far, 28) == LOUD * 28
        assert far.small == 1, "whole tenths of a second, and the end of what was said"
    assert await call.ended() == Hangup("agent")
    await eventually(lambda: far.status == "completed" and far.answers == [200] * 3)
    assert house.phone.dials == 1


async def test_sound_in_pieces_of_a_tenth_is_heard_without_holes(house: House) -> None:
    house.phone.network.jitter = 0.04
    async with house.talking() as (far, call):
        for _ in range(12):
            far.far.put_nowait(tone(16000, seconds=0.1))
        await hears(call)
        assert call.audio is not None
        frames = call.audio.frames()
        heard = [await asyncio.wait_for(anext(frames), PATIENCE) for _ in range(45)]
        assert min(map(loudness, heard)) > 3000


def test_numbers_and_addresses_as_exotel_writes_them() -> None:
    assert exophone("+910000012345") == "00000012345"
    assert exophone("+12025550190") == "+12025550190"
    assert is_from("10.1.2.3", ("10.0.0.0/8",))
    assert is_from("::ffff:10.1.2.3", ("10.0.0.0/8",))
    assert not is_from("11.1.2.3", ("10.0.0.0/8", "192.0.2.7"))
    assert not is_from("", ("10.0.0.0/8",))
    assert is_from("anywhere", ())
    assert is_from(None, ("10.0.0.0/8",))


OUTCOMES: list[tuple[Outcome, tuple[str, str, int | None]]] = [
    ("busy", ("busy", "busy", 486)),
    ("no-answer", ("no_answer", "rang_out", 408)),
    ("failed", ("failed", "unreachable", None)),
    ("canceled", ("failed", "unreachable", 487)),
]
REFUSALS: list[tuple[tuple[int, str], tuple[str, str, None]]] = [
    ((400, "Invalid parameter From"), ("failed", "invalid_number", None)),
    ((400, "Invalid number in CallerId"), ("failed", "trunk_error", None)),
    ((401, "Authentication failed"), ("failed", "trunk_error", None)),
    ((403, "Call blocked by DND"), ("failed", "trunk_error", None)),
    ((429, "Too many requests"), ("failed", "trunk_error", None)),
]


async def test_what_a_dial_came_to(house: House) -> None:
    for outcome, expected in OUTCOMES:
        house.phone.outcome = outcome
        assert await failure(await house.dial()) == expected, outcome
    for refusal, refused in REFUSALS:
        house.phone.refuses = refusal  # type: ignore[attr-defined]
        dial = await house.dial()
        assert await failure(dial) == refused
        assert refusal[1] in str(dial.exception())
    await takes_an_error_for_no_answer_about_the_dial(house, (503, "Unavailable"))
    assert house.phone.dials == len(OUTCOMES) + len(REFUSALS) + 1, "each once"
    cancelled = event_of({"CallSid": "a" * 32, "Status": "canceled"})
    assert cancelled is not None
    assert cancelled.failure is not None
    told = cancelled.failure
    assert not may_try_another_trunk(told.sip_status, told.reason, rang=False), "somebody did not want it"
    assert event_of({"CallSid": "a" * 32, "Status": "paused"}) is None
    assert event_of({"CallSid": "../x", "Status": "busy"}) is None


async def test_nothing_is_dialled_where_it_cannot_be(house: House) -> None:
    await dials_nothing_where_it_cannot(house, {"api_key": "x"})


async def test_its_state_says_what_is_missing(house: House) -> None:
    await state_says_what_is_missing(house, "api_token")


async def test_a_dial_that_is_taken_back_is_hung_up_when_it_is_answered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_module, "CLAIMED_SECONDS", 0.1)
    far, dial = await ringing(house)
    dial.cancel()
    await asyncio.wait({dial}, timeout=PATIENCE)
    assert not far.over.is_set(), "Exotel has no request for that"
    await asyncio.wait_for(far.serve(far.form["StreamUrl"], "s1"), PATIENCE)
    assert far.close_code == 4404
    assert house.phone.dials == 1


async def test_a_call_whose_sound_never_comes(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier_module, "STREAM_SECONDS", 0.1)

    async def nothing(call: ExotelCall, _url: str, _stream: str) -> None:
        await call.over.wait()

    monkeypatch.setattr(ExotelCall, "serve", nothing)
    assert await failure(await house.dial()) == ("failed", "gateway_lost", None)


async def test_the_person_hangs_up_and_streams_break(house: House) -> None:
    await ends_by_the_person_and_by_what_breaks(house, '{"event": "media", "media": {"payload": "AA=="}}')


async def test_barge_in_marks_keys_and_no_transfer(house: House) -> None:
    network = house.phone.network
    network.lost, network.swapped = 0.1, 0.2
    async with house.talking() as (far, call):
        await is_interrupted_and_hears_keys(far, call)
        heard = len(far.heard)
        await call.send_keys("5")
        await eventually(lambda: len(far.heard) > heard)
        assert isinstance(call, Transfers)
        assert await call.transfer(COLLEAGUE, announce="", wait=5) == HandedOver(False, "trunk_error")
        await says(call, far, 5)


async def test_a_flow_runs_before_the_call_is_ours(house: House) -> None:
    assert house.trunk is not None
    house.phone.applet = f"{house.hook('incoming')}?token={WEBHOOK_TOKEN}"  # type: ignore[attr-defined]
    trunk = replace(house.trunk, settings={**house.trunk.settings, "app_id": APP_ID})
    async with house.talking(trunk=trunk) as (far, call):
        assert "StreamUrl" not in far.form
        assert far.form["Url"].endswith(f"/exoml/start_voice/{APP_ID}")
        await says(call, far, 10)
    over = await far.ask_applet(house.phone.applet)  # type: ignore[attr-defined]
    assert over is None, "the call is over"


async def test_the_vendor_knows_its_calls_after_a_crash(house: House) -> None:
    await vendor_knows_its_calls_after_a_crash(house, hangs_up=False)
