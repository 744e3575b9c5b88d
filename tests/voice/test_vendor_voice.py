"""A vendor's voice in a call: numbers in words, and nobody asked who is known to be down."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from livekit import rtc

from tests.emulators.sarvam import SarvamEmulator
from tests.support import VirtualClock
from tests.voice.fakes import FakeVoice
from tron.core.circuits import Circuits
from tron.core.cost import Usage
from tron.core.errors import Invalid
from tron.core.speech import SAMPLE_RATE
from tron.core.usage import SpeechMeter
from tron.core.vendors import VendorTrouble
from tron.providers.tts.sarvam import SarvamVoice
from tron.voice import vendor_voice
from tron.voice.failures import Skipped
from tron.voice.parts import VoiceOptions
from tron.voice.speaker import Speaker, Utterance
from tron.voice.speech_cache import CachedSpeech
from tron.voice.vendor_voice import VendorVoice

NAME = "tts/somebody"


def speaking(voice: FakeVoice, circuits: Circuits) -> VendorVoice:
    return VendorVoice(CachedSpeech(voice), name=NAME, voice_for=lambda language: f"v-{language}", circuits=circuits)


async def spoken(voice: VendorVoice, text: str, language: str = "en-IN") -> bytes:
    return b"".join([part async for part in voice.stream(text, voice="", language=language)])


@pytest.fixture
def circuits() -> Circuits:
    return Circuits(VirtualClock())


async def test_the_voice_gets_words_where_the_text_has_figures(circuits: Circuits) -> None:
    inner = FakeVoice()
    assert await spoken(speaking(inner, circuits), "It costs ₹499.")
    assert inner.asked == ["It costs four hundred and ninety-nine rupees."]
    assert circuits.state(NAME) == "well"


async def test_one_that_is_down_is_not_asked(circuits: Circuits) -> None:
    circuits.failed(NAME, "wrong_key")
    inner = FakeVoice()
    with pytest.raises(Skipped):
        await spoken(speaking(inner, circuits), "Hello")
    assert inner.asked == []


async def test_failures_count_against_the_vendor(circuits: Circuits) -> None:
    class Refuses(FakeVoice):
        async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0):
            raise VendorTrouble("wrong_key", "No.", hint="Key.")
            yield b""

    with pytest.raises(VendorTrouble):
        await spoken(speaking(Refuses(), circuits), "Hello")
    assert circuits.report()[0]["reason"] == "wrong_key"


async def test_given_up_after_a_while_counts_and_an_interruption_does_not(
    circuits: Circuits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vendor_voice, "SLOW", 0.1)
    voice = speaking(FakeVoice("stall"), circuits)
    for seconds, failures in ((0.02, []), (0.2, ["stalled"])):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(seconds):
                await spoken(voice, f"Hello {seconds}")
        assert [row["reason"] for row in circuits.report()] == failures


@pytest.fixture
async def sarvam() -> AsyncIterator[SarvamEmulator]:
    async with SarvamEmulator() as emulator:
        yield emulator


@pytest.mark.parametrize(
    ("model", "voice", "by_socket"),
    [("bulbul:v3", "anushka", True), ("bulbul:v5", "anybody", True), ("bulbul:v5", "anybody", False)],
)
async def test_one_agents_wrong_voice_takes_sarvam_from_nobody(
    circuits: Circuits, sarvam: SarvamEmulator, model: str, voice: str, by_socket: bool
) -> None:
    speech = SarvamVoice(sarvam.key, sarvam.url, model)
    if not by_socket:
        speech.kept.no_sockets(sarvam.url)
    wrong = VendorVoice(CachedSpeech(speech), name=NAME, voice_for=lambda _: voice, circuits=circuits)
    for _ in range(3):
        with pytest.raises((Invalid, VendorTrouble)):
            await spoken(wrong, "Hello")
    assert circuits.report() == []
    await speech.kept.aclose()


async def test_sound_at_a_wrong_rate_is_not_kept_and_only_its_missing_length_is_said_again(
    circuits: Circuits, sarvam: SarvamEmulator
) -> None:
    """The socket's sound is half as long as it should be: HTTP says the second half, at the right rate."""
    speech = SarvamVoice(sarvam.key, sarvam.url, "bulbul:v3")
    voice = VendorVoice(CachedSpeech(speech), name=NAME, voice_for=lambda _: "shreya", circuits=circuits)
    failures: list[dict[str, object]] = []
    spare = FakeVoice()
    speaker = Speaker(voice, spare, VoiceOptions(language="en-IN"), lambda row: failures.append(dict(row)))
    text = "Your order of one fan and two lamps comes on the third day of the month, before noon, to your house."
    sarvam.order("wrong_rate", where="tts")
    utterance = Utterance(text=text)
    frames: list[rtc.AudioFrame] = [frame async for frame in speaker.say(text, utterance)]
    assert (utterance.complete, utterance.failed) == (True, False)
    assert [row["reason"] for row in failures] == ["refused"]
    again = json.loads(sarvam.seen[-1].body)["text"]
    assert text.endswith(again)
    assert 0.2 * len(text) < len(again) < 0.8 * len(text)
    whole = await spoken(voice, text)
    assert len(whole) / 2 / SAMPLE_RATE == pytest.approx(0.06 * len(text), rel=0.05)
    assert circuits.state(NAME) == "well"
    assert (bool(frames), spare.asked) == (True, [])
    await speech.kept.aclose()


async def test_characters_are_counted_when_the_vendor_is_asked(circuits: Circuits) -> None:
    meter, cache = SpeechMeter(), CachedSpeech(FakeVoice())
    voice = VendorVoice(cache, name="tts/sarvam", voice_for=lambda _: "v", circuits=circuits, meter=meter)
    for _ in range(2):
        await spoken(voice, "It costs ₹5.")
    assert meter.usages() == [Usage("tts", "sarvam", len("It costs five rupees.") / 1000)]
    broken = VendorVoice(CachedSpeech(FakeVoice("error")), name="tts/builtin", voice_for=lambda _: "v", meter=meter)
    with pytest.raises(Exception):  # noqa: B017 - whatever the voice raises
        await spoken(broken, "Hello")
    assert len(meter.usages()) == 1
