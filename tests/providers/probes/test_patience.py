"""A vendor that does not answer: each test gives up after five seconds, and asks only once."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.emulators.openai_compatible import OpenAIEmulator
from tests.emulators.sarvam import SarvamEmulator
from tests.emulators.server import Emulator
from tests.emulators.twilio import SID, TOKEN, TwilioEmulator
from tests.snapshots import settings_with
from tron.core.vendors import VENDOR_PATIENCE, Probe, run_probe
from tron.providers.probes.livekit import LiveKitProbe
from tron.providers.probes.models import LanguageModelServers
from tron.providers.probes.sarvam import SarvamProbe
from tron.providers.probes.twilio import TwilioProbe


def all_at(emulator: Emulator) -> object:
    return settings_with(
        {
            "telephony.twilio_account_sid": SID,
            "telephony.twilio_auth_token": TOKEN,
            "telephony.twilio_endpoint": emulator.url,
            "ai.sarvam_api_key": "sk_test_of_sarvam",
            "ai.sarvam_endpoint": emulator.url,
            "ai.ollama_endpoint": emulator.url,
            "livekit.url": emulator.url.replace("http", "ws"),
            "livekit.api_key": "devkey",
            "livekit.api_secret": "s" * 32,
        }
    )


@pytest.mark.slow
async def test_silence_ends_every_test_in_five_seconds():
    async def one(emulator: Emulator, probe: Probe) -> None:
        async with emulator:
            emulator.fault = "stall"
            began = time.monotonic()
            result = await run_probe(probe, all_at(emulator))
            took = time.monotonic() - began
        assert result.state == "timed_out", (probe.title, result)
        assert result.hint
        assert VENDOR_PATIENCE - 0.5 < took < VENDOR_PATIENCE + 1.5, probe.title
        assert len(emulator.seen) == 1, probe.title

    await asyncio.gather(
        one(TwilioEmulator(), TwilioProbe()),
        one(SarvamEmulator(), SarvamProbe()),
        one(OpenAIEmulator(), LanguageModelServers().probe("ollama", None)),
        one(OpenAIEmulator(), LiveKitProbe()),
    )


@pytest.mark.slow
async def test_a_model_that_still_loads_is_told_from_a_server_that_is_gone():
    async with OpenAIEmulator(slow_models={"qwen2.5:7b"}) as emulator:
        result = await run_probe(LanguageModelServers().probe("ollama", "qwen2.5:7b"), all_at(emulator))
    assert result.state == "timed_out"
    assert "loading" in (result.hint or "")
    assert result.details["models"]


async def test_a_test_that_is_given_up_leaves_nothing_behind():
    async with TwilioEmulator() as emulator:
        emulator.fault = "stall"
        before = asyncio.all_tasks()
        asking = asyncio.create_task(run_probe(TwilioProbe(), all_at(emulator)))
        while not emulator.seen:
            await asyncio.sleep(0.01)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        await asyncio.sleep(0)
        left = [task for task in asyncio.all_tasks() - before if "RequestHandler" not in repr(task)]
        assert left == []
