"""The test of the Twilio settings, against an emulator of its API."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.server import closed_port
from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.snapshots import settings_with
from tron.core.vendors import run_probe
from tron.providers.probes.twilio import TwilioProbe


@pytest.fixture
async def twilio() -> AsyncIterator[TwilioEmulator]:
    async with TwilioEmulator() as emulator:
        yield emulator


def settings(address: str, **more: Any) -> Any:
    values = {"twilio_account_sid": SID, "twilio_auth_token": TOKEN, "twilio_endpoint": address, **more}
    return settings_with({f"telephony.{key}": value for key, value in values.items()})


async def test_a_good_account_is_named(twilio):
    result = await run_probe(TwilioProbe(), settings(twilio.url))
    assert (result.state, result.hint) == ("works", None)
    assert result.details == {
        "account": "Surya Broadband",
        "status": "active",
        "trial": False,
        "number": None,
        "trunk": None,
    }
    assert result.latency_ms > 0


async def test_number_and_trunk_are_looked_for(twilio):
    own = settings(twilio.url, from_number="+12025550100", sip_trunk_id=twilio.trunks[0])
    result = await run_probe(TwilioProbe(), own)
    assert (result.details["number"], result.details["trunk"], result.hint) == ("own", "found", None)

    strange = settings(twilio.url, from_number="+12025550199", sip_trunk_id="TK" + "9" * 32)
    result = await run_probe(TwilioProbe(), strange)
    assert (result.state, result.details["number"], result.details["trunk"]) == ("works", "foreign", "missing")
    assert "From number" in (result.hint or "")


async def test_a_trial_account_is_told_of(twilio):
    twilio.kind = "Trial"
    result = await run_probe(TwilioProbe(), settings(twilio.url))
    assert result.state == "works"
    assert "trial" in (result.hint or "")


async def test_a_suspended_account_does_not_work(twilio):
    twilio.status = "suspended"
    result = await run_probe(TwilioProbe(), settings(twilio.url))
    assert (result.state, result.details["status"]) == ("refused", "suspended")


@pytest.mark.parametrize("missing", ["telephony.twilio_account_sid", "telephony.twilio_auth_token"])
async def test_without_sid_or_token_nobody_is_asked(twilio, missing):
    given = settings(twilio.url)
    given.values[missing] = None
    result = await run_probe(TwilioProbe(), given)
    assert result.state == "not_configured"
    assert "console" in (result.hint or "")
    assert twilio.seen == []


@pytest.mark.parametrize("wrong", [{"twilio_auth_token": "0" * 32}, {"twilio_account_sid": "AC" + "9" * 32}])
async def test_a_wrong_key_is_told_from_other_trouble(twilio, wrong):
    result = await run_probe(TwilioProbe(), settings(twilio.url, **wrong))
    assert result.state == "wrong_key"


@pytest.mark.parametrize(("fault", "state"), [("broken", "refused"), ("garbage", "refused"), ("hangup", "unreachable")])
async def test_faults_on_the_way(twilio, fault, state):
    twilio.fault = fault
    result = await run_probe(TwilioProbe(), settings(twilio.url))
    assert result.state == state
    assert result.hint


async def test_nobody_listens_there():
    result = await run_probe(TwilioProbe(), settings(closed_port()))
    assert result.state == "unreachable"


async def test_neither_answer_nor_log_holds_a_secret(twilio, caplog):
    caplog.set_level(logging.DEBUG)
    for fault in (None, "broken", "garbage"):
        twilio.fault = fault
        result = await run_probe(TwilioProbe(), settings(twilio.url))
        assert TOKEN not in repr(result)
        assert SID not in repr(result)
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith(("tron", "twilio")))
    assert TOKEN not in ours
    assert SID not in ours
