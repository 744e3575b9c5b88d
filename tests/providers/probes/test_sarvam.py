"""The test of the Sarvam settings, against an emulator of its API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.emulators.sarvam import SarvamEmulator
from tests.emulators.server import closed_port
from tests.snapshots import settings_with
from tron.core.vendors import run_probe
from tron.providers.probes.sarvam import SarvamProbe


@pytest.fixture
async def sarvam() -> AsyncIterator[SarvamEmulator]:
    async with SarvamEmulator() as emulator:
        yield emulator


def settings(address: str, key: str | None = "sk_test_of_sarvam", **more: Any) -> Any:
    return settings_with({"ai.sarvam_api_key": key, "ai.sarvam_endpoint": address, **more})


async def test_it_speaks_one_syllable_with_the_model_of_the_settings(sarvam):
    result = await run_probe(SarvamProbe(), settings(sarvam.url))
    assert (result.state, result.details) == ("works", {"model": "bulbul:v3"})
    [asked] = sarvam.seen
    body = json.loads(asked.body)
    assert body["model"] == "bulbul:v3"
    assert len(body["text"]) <= 3


@pytest.mark.parametrize(
    ("model", "speaker"), [("bulbul:v3", "shreya"), ("bulbul:v4-flash", "aayan_hi_conversational")]
)
async def test_the_syllable_is_said_by_a_speaker_of_the_model_in_its_language(sarvam, model, speaker):
    result = await run_probe(SarvamProbe(), settings(sarvam.url, **{"ai.tts_model": model}))
    assert result.state == "works"
    assert json.loads(sarvam.seen[0].body)["speaker"] == speaker


async def test_without_a_key_nobody_is_asked(sarvam):
    result = await run_probe(SarvamProbe(), settings(sarvam.url, None))
    assert result.state == "not_configured"
    assert sarvam.seen == []


async def test_what_sarvam_says_is_told_apart(sarvam):
    wrong = await run_probe(SarvamProbe(), settings(sarvam.url, "sk_another"))
    model = await run_probe(SarvamProbe(), settings(sarvam.url, **{"ai.tts_model": "bulbul:v9"}))
    sarvam.credit = False
    empty = await run_probe(SarvamProbe(), settings(sarvam.url))
    assert [wrong.state, model.state, empty.state] == ["wrong_key", "model_not_found", "refused"]
    assert "credit" in empty.message
    assert "bulbul:v9" in model.message


@pytest.mark.parametrize(
    ("fault", "state"),
    [("broken", "refused"), ("garbage", "refused"), ("busy", "refused"), ("hangup", "unreachable")],
)
async def test_faults_on_the_way(sarvam, fault, state):
    sarvam.fault = fault
    result = await run_probe(SarvamProbe(), settings(sarvam.url))
    assert result.state == state
    assert "sk_test" not in repr(result)


async def test_nobody_listens_there():
    assert (await run_probe(SarvamProbe(), settings(closed_port()))).state == "unreachable"
