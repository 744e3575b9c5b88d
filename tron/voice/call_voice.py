"""Who speaks in a call: the agent's voice, the one that takes over when it fails, and what is said ahead."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from tron.core.circuits import Circuits
from tron.core.database.tables import Agent
from tron.core.ports import Abilities, TextToSpeech
from tron.core.scripts.courtesies import courtesies
from tron.core.settings import SettingsSnapshot
from tron.core.usage import SpeechMeter
from tron.core.vendors import CloudVoices
from tron.core.voices import parse_voice_id, stand_in_for
from tron.voice.failures import Skipped
from tron.voice.patience import Filler, Fillers
from tron.voice.speech_cache import CachedSpeech
from tron.voice.vendor_voice import VendorVoice

log = logging.getLogger(__name__)

BUILTIN = "builtin"
NO_KEY = "There is no Sarvam key: a built-in voice speaks."
AHEAD_SECONDS = 20.0
MOST_CACHES = 8
MOST_FILLERS = 32

_Manner = tuple[str, str, str, float]


@dataclass(frozen=True, slots=True)
class Cast:
    """`voice` speaks; `spare` takes over, None where it is the built-in one already. `stand_in`: what really speaks."""

    voice: VendorVoice
    spare: VendorVoice | None
    vendor: str
    stand_in: str | None


class Voices:
    """All that can speak in a process; caches are shared by its calls."""

    def __init__(
        self,
        builtin: TextToSpeech,
        *,
        cloud: CloudVoices | None = None,
        abilities: Abilities | None = None,
        circuits: Circuits | None = None,
    ) -> None:
        self._builtin = CachedSpeech(builtin)
        self._cloud = cloud
        self._abilities = abilities
        self._circuits = circuits
        self._caches: dict[TextToSpeech, CachedSpeech] = {}
        self._fillers: dict[_Manner, Fillers] = {}
        self._making: set[asyncio.Task[None]] = set()

    async def cast(self, agent: Agent, settings: SettingsSnapshot, meter: SpeechMeter | None = None) -> Cast:
        """Who speaks for this agent. A fallback voice of a vendor is spoken by the built-in one most like it."""
        if self._abilities is not None:
            self._builtin.spoken_by(await self._abilities.voices())
        voice = self._vendors(agent.voice_id, settings, meter)
        if voice is not None:
            # Whatever fails at the vendor fails for its other voices too: a built-in one takes over.
            spare = self._built_in(settings.get_optional("ai.fallback_voice") or agent.voice_id, meter)
            return Cast(voice, spare, parse_voice_id(agent.voice_id)[0], None)
        speaking = stand_in_for(agent.voice_id, agent.language)
        stand_in = speaking if speaking != agent.voice_id else None
        return Cast(self._built_in(agent.voice_id, meter), None, BUILTIN, stand_in)

    def fillers(self, cast: Cast, agent: Agent, language: str | None = None) -> Fillers:
        """Shared by the calls of this voice; they are made once, in the background. `language` None: the agent's."""
        language = language or agent.language
        key = (agent.voice_id, cast.vendor, language, agent.voice_speed)
        found = self._fillers.get(key)
        if found is None:
            while len(self._fillers) >= MOST_FILLERS:
                del self._fillers[next(iter(self._fillers))]
            found = self._fillers[key] = Fillers()
            task = asyncio.create_task(self._make(key, cast, language, agent.voice_speed), name="fillers")
            self._making.add(task)
            task.add_done_callback(self._making.discard)
        return found

    async def aclose(self) -> None:
        for task in tuple(self._making):
            task.cancel()
        await asyncio.gather(*self._making, return_exceptions=True)

    async def _make(self, key: _Manner, cast: Cast, language: str, speed: float) -> None:
        words, made = courtesies(language), self._fillers[key]
        own = True
        for text in (*words.fillers, words.trouble_goodbye):
            pcm, by_own = await _sound(cast, text, language, speed)
            own = own and by_own
            if pcm and text == words.trouble_goodbye:
                made.goodbye = Filler(text, pcm)
            elif pcm:
                made.waiting.append(Filler(text, pcm))
        if not own and self._fillers.get(key) is made:
            del self._fillers[key]  # the next call tries again, in the agent's own voice

    def _built_in(self, voice_id: str, meter: SpeechMeter | None) -> VendorVoice:
        """Has a voice for each language; alone it is never skipped, so it has no circuit."""
        return VendorVoice(
            self._builtin,
            name=f"tts/{BUILTIN}",
            voice_for=lambda language: parse_voice_id(stand_in_for(voice_id, language))[2],
            meter=meter,
        )

    def _vendors(self, voice_id: str, settings: SettingsSnapshot, meter: SpeechMeter | None) -> VendorVoice | None:
        provider, model, name = parse_voice_id(voice_id)
        if provider == BUILTIN or self._cloud is None:
            return None
        speech = self._cloud.voice(model if "~" in voice_id else None, settings)
        if speech is None:
            return None
        return VendorVoice(
            self._cached(speech),
            name=f"tts/{provider}",
            voice_for=lambda _language: name,
            circuits=self._circuits,
            meter=meter,
        )

    def _cached(self, speech: TextToSpeech) -> CachedSpeech:
        found = self._caches.get(speech)
        if found is None:
            while len(self._caches) >= MOST_CACHES:
                del self._caches[next(iter(self._caches))]
            found = self._caches[speech] = CachedSpeech(speech)
        return found


async def speak_ahead(cast: Cast, texts: Sequence[str], language: str, speed: float) -> None:
    """Renders `texts` while it rings, with the voice that will speak. Raises nothing."""
    for text in texts:
        await _sound(cast, text, language, speed)


async def spoken(cast: Cast, text: str, language: str, speed: float) -> bytes:
    """16 kHz mono s16le of what is played to somebody as a whole; empty where no voice could. Raises nothing."""
    return (await _sound(cast, text, language, speed))[0]


async def _sound(cast: Cast, text: str, language: str, speed: float) -> tuple[bytes, bool]:
    """By the agent's voice or its spare, and whether it was its own; it stays in their cache. Empty: neither could."""
    for voice in (cast.voice, cast.spare):
        if voice is None:
            continue
        try:
            async with asyncio.timeout(AHEAD_SECONDS):
                parts = [part async for part in voice.stream(text, voice="", language=language, speed=speed)]
        except Exception as error:  # noqa: BLE001 - whatever a vendor raises: the call itself tries again, and tells
            level = logging.DEBUG if isinstance(error, Skipped) else logging.WARNING
            log.log(level, "speech could not be rendered ahead (%s)", type(error).__name__)
        else:
            return b"".join(parts), voice is cast.voice
    return b"", False
