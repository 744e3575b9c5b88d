"""The built-in engines speak and hear for the emulated Sarvam: real speech all the way round."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.emulators.sarvam import SarvamEmulator
from tests.providers.stt._caller import Caller
from tests.snapshots import settings_with
from tron.core.speech import SpokenUtterance
from tron.providers.engines import EngineClient
from tron.providers.stt.practice import PracticeCatalogue
from tron.providers.stt.sarvam import SarvamRecognition
from tron.providers.tts.sarvam import SarvamVoices

pytestmark = pytest.mark.slow
ENGLISH = "I would like to track the parcel that I ordered on Monday."
HINDI = "नमस्ते, कैसे हैं आप?"


def settings(emulator: SarvamEmulator) -> Any:
    return settings_with({"ai.sarvam_api_key": emulator.key, "ai.sarvam_endpoint": emulator.url})


async def test_what_bulbul_says_can_be_understood(client: EngineClient):
    async with SarvamEmulator(voice=client) as emulator:
        # Spoken ahead: on a busy machine the engines may take longer than a call waits.
        await emulator.speech.pcm(ENGLISH, speaker="rahul", language="en-IN", pace=1.0)
        await emulator.speech.pcm(HINDI, speaker="soham", language="hi-IN", pace=1.0)
        voices = SarvamVoices()
        voice = voices.voice(None, settings(emulator))
        assert voice is not None
        sound = b"".join([piece async for piece in voice.stream(ENGLISH, voice="rahul", language="en-IN")])
        assert "parcel" in (await client.transcribe(sound)).text.casefold()
        hindi = b"".join([piece async for piece in voice.stream(HINDI, voice="soham", language="hi-IN")])
        assert len(hindi) > 16_000
        await voices.aclose()


async def test_whisper_hears_what_is_in_no_catalogue(client: EngineClient):
    said = await client.synthesize(ENGLISH, voice="joe", language="en-IN")
    async with SarvamEmulator(whisper=client) as emulator:
        assert "parcel" in (await _heard(emulator, said)).casefold()


@pytest.mark.parametrize(("language", "text"), [("hi-IN", "मुझे अपना पार्सल चाहिए"), ("ta-IN", "எனக்கு உதவி வேண்டும்")])
async def test_what_another_process_synthesised_is_known_by_its_sound(client, tmp_path: Path, language, text):
    said = await client.synthesize(text, language=language)
    theirs = PracticeCatalogue()
    theirs.add(said)
    async with SarvamEmulator(folder=tmp_path) as emulator:
        theirs.save(tmp_path)
        assert await _heard(emulator, said) == said.text


async def _heard(emulator: SarvamEmulator, said: SpokenUtterance) -> str:
    recognition = SarvamRecognition()
    recogniser = recognition.open(settings(emulator), language="en-IN")
    assert recogniser is not None
    async with Caller(recogniser, haste=4) as caller:
        await caller.say(said)
        [text] = await caller.hears(1, within=8)
    await recognition.aclose()
    return text
