"""A vendor's voice in a call: numbers in words, and nobody asked who is known to be down."""

from __future__ import annotations

import asyncio

import pytest

from tests.support import VirtualClock
from tests.voice.fakes import FakeVoice
from tron.core.circuits import Circuits
from tron.core.vendors import VendorTrouble
from tron.voice import vendor_voice
from tron.voice.failures import Skipped
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
