"""The English transcript after a call: translate mode over REST, against the emulator."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import APIConnectOptions
from livekit.plugins import sarvam as plugin

from tests.emulators.sarvam import SarvamEmulator
from tests.providers.stt._sound import utterance
from tests.snapshots import settings_with
from tron.core.ports import SpokenPart
from tron.core.speech import SAMPLE_RATE
from tron.core.vendors import VendorTrouble
from tron.providers.stt.sarvam import SarvamRecognition, SarvamTranslation
from tron.providers.stt.sarvam.translation import pieces

FIRST, SECOND = utterance(1, 5), utterance(2, 4)


@pytest.fixture
async def sarvam() -> AsyncIterator[SarvamEmulator]:
    async with SarvamEmulator(english={FIRST.text: "I would like to know", SECOND.text: "thank you"}) as emulator:
        for one in (FIRST, SECOND):
            emulator.catalogue.add(one)
        yield emulator


def settings(address: str, **more: Any) -> Any:
    return settings_with({"ai.sarvam_api_key": "sk_test_of_sarvam", "ai.sarvam_endpoint": address, **more})


def translator(address: str, **more: Any) -> SarvamTranslation:
    found = SarvamRecognition().translator(settings(address, **more))
    assert found is not None
    return found


def spoken(one: Any) -> SpokenPart:
    return SpokenPart(one.text, "hi-IN", one.pcm)


def test_without_a_key_nobody_translates():
    assert SarvamRecognition().translator(settings_with()) is None


@pytest.mark.parametrize(("chosen", "asked"), [("saaras:v3-realtime", "saaras:v3"), ("saaras:v4", "saaras:v4")])
async def test_each_line_has_its_english(sarvam, chosen, asked):
    parts = [spoken(FIRST), SpokenPart("Sure, one moment.", "en-IN"), spoken(SECOND), SpokenPart("ठीक", "hi-IN")]
    english = await translator(sarvam.url, **{"ai.stt_model": chosen}).english(parts)
    assert english == ["I would like to know", "Sure, one moment.", "thank you", ""]
    bodies = [request.body for request in sarvam.seen]
    assert len(bodies) == 2
    for body in bodies:
        for name, value in (("language_code", "unknown"), ("model", asked), ("mode", "translate")):
            assert f'name="{name}"\r\n\r\n{value}\r\n'.encode() in body


async def test_the_request_is_the_plug_ins_own(sarvam, monkeypatch):
    """What the plug-in sends in the same mode, compared field by field."""
    monkeypatch.setattr("livekit.plugins.sarvam.stt.SARVAM_STT_BASE_URL", f"{sarvam.url}/speech-to-text")
    import aiohttp

    async with aiohttp.ClientSession() as session:
        theirs = plugin.STT(
            api_key=sarvam.key, model="saaras:v3", mode="translate", language="unknown", http_session=session
        )
        frame = rtc.AudioFrame(FIRST.pcm, SAMPLE_RATE, 1, len(FIRST.pcm) // 2)
        event = await theirs.recognize([frame], conn_options=APIConnectOptions(max_retry=0, timeout=5))
    assert event.alternatives[0].text == "I would like to know"
    assert await translator(sarvam.url).translate(FIRST.pcm) == "I would like to know"
    fields = [_fields(request.body) for request in sarvam.seen]
    assert fields[0] == fields[1]


async def test_long_sound_goes_in_parts_that_are_cut_in_silence(sarvam):
    silence = bytes(20 * SAMPLE_RATE * 2)
    sound = FIRST.pcm + silence + SECOND.pcm + silence
    assert await translator(sarvam.url).translate(sound) == "I would like to know thank you"
    assert len(sarvam.seen) == 2


def test_cuts_lose_nothing_and_fall_where_it_is_quiet():
    sound = (np.random.default_rng(1).normal(0, 2000, 70 * SAMPLE_RATE)).astype("<i2")
    quiet = slice(25 * SAMPLE_RATE, 25 * SAMPLE_RATE + SAMPLE_RATE // 2)
    sound[quiet] = 0
    parts = list(pieces(sound.tobytes()))
    assert b"".join(parts) == sound.tobytes()
    assert max(map(len, parts)) <= 29 * SAMPLE_RATE * 2
    assert quiet.start < len(parts[0]) // 2 < quiet.stop


async def test_one_failure_is_made_good_and_one_line_may_stay_empty(sarvam):
    sarvam.order("broken", where="stt", times=1)
    assert await translator(sarvam.url).english([spoken(FIRST)]) == ["I would like to know"]
    sarvam.order("broken", where="stt", times=2)
    english = await translator(sarvam.url).english([spoken(FIRST), spoken(SECOND), spoken(SECOND)])
    assert english.count("") <= 1
    assert len(english) == 3


@pytest.mark.parametrize(
    ("fault", "state"),
    [("forbidden", "wrong_key"), ("busy", "refused"), ("broken", "refused"), ("malformed", "refused")],
)
async def test_what_stays_is_told(sarvam, fault, state, monkeypatch):
    monkeypatch.setattr("tests.emulators.server.RETRY_AFTER", "0.05")
    sarvam.fault = fault
    with pytest.raises(VendorTrouble) as error:
        await translator(sarvam.url).english([spoken(FIRST), spoken(SECOND)])
    assert error.value.state == state


async def test_a_pause_that_is_asked_for_is_kept(sarvam, monkeypatch):
    monkeypatch.setattr("tests.emulators.server.RETRY_AFTER", "0.2")
    sarvam.order("busy", where="stt")
    began = asyncio.get_running_loop().time()
    assert await translator(sarvam.url).english([spoken(FIRST)]) == ["I would like to know"]
    assert asyncio.get_running_loop().time() - began >= 0.2


def _fields(body: bytes) -> dict[bytes, bytes]:
    boundary = body.partition(b"\r\n")[0]
    parts = [part for part in body.split(boundary) if b"name=" in part]
    found = {}
    for part in parts:
        head, _, value = part.partition(b"\r\n\r\n")
        found[head.partition(b'name="')[2].partition(b'"')[0]] = value
    return found
