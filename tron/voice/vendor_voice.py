"""A vendor's voice as a call uses it: skipped while the vendor is known to be down, given text as it is to be said."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from tron.core.circuits import Circuits, vendor_of
from tron.core.closing import closing
from tron.core.errors import Invalid
from tron.core.speech import SpokenUtterance
from tron.core.spoken import speakable
from tron.core.usage import SpeechMeter
from tron.core.vendors import VendorTrouble
from tron.voice.failures import Skipped, reason_of
from tron.voice.speech_cache import CachedSpeech

SLOW = 1.0
"""Seconds without a sound after which being given up counts against the vendor: earlier it was the caller."""


class VendorVoice:
    """A TextToSpeech. `name` is the circuit's; `voice_for` gives the vendor's voice for a language.

    The transcript keeps the text as it was written; the vendor gets numbers and signs in words. `meter` is told the
    characters that the vendor was asked for: what the cache knows costs nothing.
    """

    def __init__(
        self,
        speech: CachedSpeech,
        *,
        name: str,
        voice_for: Callable[[str], str],
        circuits: Circuits | None = None,
        meter: SpeechMeter | None = None,
    ) -> None:
        self.name = name
        self._speech = speech
        self._voice_for = voice_for
        self._circuits = circuits
        self._meter = meter

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        said = speakable(text, language)
        return await self._speech.synthesize(said, voice=self._voice_for(language), language=language, speed=speed)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        """Raises Skipped at once while the vendor is down."""
        if self._circuits is not None and not self._circuits.allows(self.name):
            raise Skipped(self.name)
        asked, silent = time.monotonic(), True
        said = speakable(text, language)
        pieces = self._speech.stream(
            said, voice=self._voice_for(language), language=language, speed=speed, spoke=self._spoke
        )
        try:
            async with closing(pieces):
                async for piece in pieces:
                    if silent and piece:
                        silent = False
                        self._well(time.monotonic() - asked)
                    yield piece
        except (asyncio.CancelledError, GeneratorExit):
            if silent and time.monotonic() - asked >= SLOW:
                self._ill("stalled")
            raise
        except Exception as error:
            if not _asked_wrongly(error):
                self._ill(reason_of(error))
            raise

    def _spoke(self, characters: int) -> None:
        if self._meter is not None:
            self._meter.spoke(vendor_of(self.name), characters)

    def _well(self, seconds: float) -> None:
        if self._circuits is not None:
            self._circuits.succeeded(self.name, seconds)

    def _ill(self, reason: str) -> None:
        if self._circuits is not None:
            self._circuits.failed(self.name, reason)


def _asked_wrongly(error: Exception) -> bool:
    """Whether one agent's voice or language was the trouble: the vendor's other voices still speak."""
    return isinstance(error, Invalid) or (isinstance(error, VendorTrouble) and bool(error.details.get("asked_wrongly")))
