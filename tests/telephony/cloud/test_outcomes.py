"""What stands in a call that went wrong at a vendor, one call after the other over a trunk with a single place."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from tests.emulators.exotel_calls import ExotelCall
from tests.emulators.plivo_calls import PlivoCall
from tests.emulators.twilio_calls import TwilioCall
from tests.phones import NUMBERS
from tests.talks import has_status
from tests.telephony.cloud.house import Vendor
from tests.telephony.cloud.office import Office
from tron.core.database.engine import Database
from tron.telephony.cloud import carrier as carrier_module
from tron.telephony.media_stream import call as call_module
from tron.telephony.media_stream import line as line_module

pytestmark = pytest.mark.slow

PATIENCE = 20.0
BUSY = ("busy", "busy", 486)
RANG_OUT = ("no_answer", "rang_out", 408)
UNREACHABLE = ("failed", "unreachable", 503)
DECLINED = ("failed", "declined", 603)
UNAVAILABLE = ("no_answer", "unavailable", 480)
INVALID = ("failed", "invalid_number", 404)
Row = tuple[Mapping[str, Any], tuple[str, str, int | None]]
"""How the vendor's phone is steered, and status, reason and SIP status of the call."""
ROWS: Mapping[str, Sequence[Row]] = {
    "twilio": [
        ({"outcome": "busy"}, BUSY),
        ({"outcome": "no-answer"}, RANG_OUT),
        ({"outcome": "no-answer", "sip_status": 480}, UNAVAILABLE),
        ({"outcome": "failed", "sip_status": 603}, DECLINED),
        ({"outcome": "failed", "sip_status": 404}, INVALID),
        ({"outcome": "failed", "sip_status": 503}, UNREACHABLE),
        ({"refuses": (401, 20003, "Authenticate")}, ("failed", "trunk_error", None)),
    ],
    "plivo": [
        ({"outcome": "busy"}, BUSY),
        ({"outcome": "no-answer"}, RANG_OUT),
        ({"outcome": "failed", "code": 2010}, UNAVAILABLE),
        ({"outcome": "busy", "code": 3020}, DECLINED),
        ({"outcome": "failed"}, INVALID),
        ({"outcome": "failed", "code": 3090}, UNREACHABLE),
        ({"refuses": (401, "authentication failed")}, ("failed", "trunk_error", None)),
    ],
    # Exotel tells no more than these, in words.
    "exotel": [
        ({"outcome": "busy"}, BUSY),
        ({"outcome": "no-answer"}, RANG_OUT),
        ({"outcome": "failed"}, ("failed", "unreachable", None)),
        ({"refuses": (400, "Invalid parameter From")}, ("failed", "invalid_number", None)),
        ({"refuses": (401, "Authentication failed")}, ("failed", "trunk_error", None)),
    ],
}
USUAL: Mapping[str, Any] = {"outcome": "answers", "sip_status": None, "code": None, "refuses": None}
KINDS: Mapping[str, type[Any]] = {"twilio": TwilioCall, "plivo": PlivoCall, "exotel": ExotelCall}
OTHER_SOUND = {"audio/x-mulaw": "audio/opus", "audio/x-raw": "audio/x-mulaw"}


def steer(phone: Any, **wanted: Any) -> None:
    """The calls that are dialled from now on."""
    for name, value in {**USUAL, **wanted}.items():
        if hasattr(phone, name):
            setattr(phone, name, value)


@pytest.fixture
def office(database: Database, tmp_path: Path, cloud_app: FastAPI, vendor: Vendor) -> Office:
    return Office(database, tmp_path, vendor, cloud_app, stays=True, max_calls=1)


async def ended(at: Office, call_id: UUID) -> tuple[str, str | None, int | None]:
    call = await has_status(at.database, call_id, seconds=PATIENCE)
    assert (call.error_message is None) == (call.status == "completed")
    return call.status, call.reason, call.sip_status


async def is_talked_in(at: Office, number: str) -> None:
    """The trunk's only place is free: a call is answered, and the person hangs up."""
    steer(at.vendor.phone)
    call_id = await at.call(number)
    far = await at.vendor.phone.next(PATIENCE)
    await has_status(at.database, call_id, "in_progress", seconds=PATIENCE)
    await far.hang_up()
    assert (await ended(at, call_id))[:2] == ("completed", "caller_hung_up")


async def test_whoever_does_not_answer_stands_in_the_call(office: Office) -> None:
    async with office.opened() as at:
        phone, rows = at.vendor.phone, ROWS[at.name]
        for number, (wanted, expected) in zip(NUMBERS, rows, strict=False):
            steer(phone, **wanted)
            assert await ended(at, await at.call(number)) == expected, wanted
        phone.made = asyncio.Queue()
        await is_talked_in(at, NUMBERS[40])
        assert phone.dials == len(rows) + 1, "each was dialled once"


async def test_a_stream_that_breaks_stands_in_the_call(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_module, "QUIET_SECONDS", 1.0)
    monkeypatch.setattr(call_module, "LOST_SECONDS", 0.2)
    ways: Mapping[str, Callable[[Any], Any]] = {
        "cut": lambda far: far.breaks_off.set(),
        "stops": lambda far: setattr(far, "stalls", True),
        "no message": lambda far: far.raw("garbage"),
        "no base64": lambda far: far.raw('{"event": "media", "media": {"payload": "%"}}'),
    }
    if office.name == "exotel":  # half a sample; mu-law has none
        ways = {**ways, "odd": lambda far: far.raw('{"event": "media", "media": {"payload": "AAAA"}}')}
    async with office.opened() as at:
        phone = at.vendor.phone
        for number, (way, breaks) in zip(NUMBERS, ways.items(), strict=False):
            call_id = await at.call(number)
            far = await phone.next(PATIENCE)
            far.lingers = 0.5
            await asyncio.wait_for(far.talks.wait(), PATIENCE)
            await has_status(at.database, call_id, "in_progress", seconds=PATIENCE)
            if (done := breaks(far)) is not None:
                await done
            assert (await ended(at, call_id))[:2] == ("failed", "gateway_lost"), way
            await asyncio.wait_for(far.over.wait(), PATIENCE)
        await is_talked_in(at, NUMBERS[40])
        assert phone.dials == len(ways) + 1, "each was dialled once"


async def test_a_stream_of_other_sound_is_no_answer(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrier_module, "STREAM_SECONDS", 0.5)

    def other(call: Any) -> Any:
        written = json.dumps(usual(call))
        for name, instead in OTHER_SOUND.items():
            written = written.replace(name, instead)
        return json.loads(written)

    kind = KINDS[office.name]
    usual = kind.opening
    async with office.opened() as at:
        monkeypatch.setattr(kind, "opening", other)
        call_id = await at.call(NUMBERS[0])
        far = await at.vendor.phone.next(PATIENCE)
        assert await ended(at, call_id) == ("failed", "gateway_lost", None)
        await asyncio.wait_for(far.over.wait(), PATIENCE)
        assert far.close_code == 4400
        monkeypatch.setattr(kind, "opening", usual)
        await is_talked_in(at, NUMBERS[40])
