"""Voices to listen to before a call: spoken once, kept on disk by content, oldest dropped first."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import tempfile
import wave
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tron.core.errors import Invalid
from tron.core.ports import TextToSpeech
from tron.core.settings import SettingsSnapshot
from tron.core.speech import SAMPLE_RATE
from tron.core.spoken import speakable
from tron.core.vendors import CloudVoices
from tron.core.voices import LANGUAGE_CODES, find_voice, parse_voice_id, stand_in_for

MEDIA_TYPE: Final = "audio/wav"
CACHE_BYTES = 50 * 1024 * 1024
AT_ONCE = 2

SAMPLES: Final[Mapping[str, str]] = {
    "hi-IN": "नमस्ते। मैं आपकी मदद के लिए हूँ। बताइए, आज आपको क्या चाहिए?",
    "en-IN": "Hello. I am here to help you. Tell me, what do you need today?",
    "bn-IN": "নমস্কার। আমি আপনাকে সাহায্য করতে এসেছি। বলুন, আজ আপনার কী দরকার?",
    "kn-IN": "ನಮಸ್ಕಾರ. ನಾನು ನಿಮಗೆ ಸಹಾಯ ಮಾಡಲು ಇದ್ದೇನೆ. ಹೇಳಿ, ಇಂದು ನಿಮಗೆ ಏನು ಬೇಕು?",
    "ml-IN": "നമസ്കാരം. ഞാൻ നിങ്ങളെ സഹായിക്കാൻ ഇവിടെയുണ്ട്. പറയൂ, ഇന്ന് നിങ്ങൾക്ക് എന്താണ് വേണ്ടത്?",
    "mr-IN": "नमस्कार. मी तुमच्या मदतीसाठी आहे. सांगा, आज तुम्हाला काय हवे आहे?",
    "od-IN": "ନମସ୍କାର। ମୁଁ ଆପଣଙ୍କୁ ସାହାଯ୍ୟ କରିବାକୁ ଅଛି। କୁହନ୍ତୁ, ଆଜି ଆପଣଙ୍କର କଣ ଦରକାର?",
    "pa-IN": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ। ਮੈਂ ਤੁਹਾਡੀ ਮਦਦ ਲਈ ਹਾਂ। ਦੱਸੋ, ਅੱਜ ਤੁਹਾਨੂੰ ਕੀ ਚਾਹੀਦਾ ਹੈ?",
    "ta-IN": "வணக்கம். உங்களுக்கு உதவ நான் இருக்கிறேன். சொல்லுங்கள், இன்று உங்களுக்கு என்ன வேண்டும்?",
    "te-IN": "నమస్కారం. నేను మీకు సహాయం చేయడానికి ఉన్నాను. చెప్పండి, ఈ రోజు మీకు ఏమి కావాలి?",
    "gu-IN": "નમસ્તે. હું તમારી મદદ માટે છું. કહો, આજે તમને શું જોઈએ છે?",
}


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """What is to be spoken. `text` None: the language's sample; `language` None: the default one, if spoken."""

    voice_id: str
    text: str | None = None
    language: str | None = None
    speed: float = 1.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A WAV file (16 kHz, mono), and the built-in voice that spoke in place of the one asked for."""

    file: Path
    stand_in: str | None


class PreviewService:
    """Speaks previews. Without a key of the voice's vendor a built-in voice stands in."""

    def __init__(
        self, folder: Path, builtin: TextToSpeech, cloud: CloudVoices, *, cache_bytes: int = CACHE_BYTES
    ) -> None:
        self._folder = folder
        self._builtin = builtin
        self._cloud = cloud
        self._limit = cache_bytes
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._voices: Callable[[], Awaitable[str]] | None = None

    def sounds_by(self, voices: Callable[[], Awaitable[str]]) -> None:
        """`voices` names how the built-in ones sound now; a preview kept under another name is spoken anew."""
        self._voices = voices

    async def speak(self, request: PreviewRequest, settings: SettingsSnapshot) -> Preview:
        """Raises Invalid for a text nobody can speak, and what the engines or VendorTrouble say."""
        language = request.language or _language_of(request.voice_id, settings)
        text = speakable(request.text or SAMPLES[language], language)  # as calls say it
        who = self._speaker(request.voice_id, language, settings)
        if who.speech is self._builtin and self._voices is not None:
            who = replace(who, model=f"{who.model}/{await self._voices()}")
        file = self._folder / f"{_digest(who, text, language, request.speed)}.wav"
        if not await asyncio.to_thread(_touch, file):  # what is kept waits for no seat
            async with self._turns:
                if not await asyncio.to_thread(_touch, file):  # somebody may have had it spoken meanwhile
                    said = await who.speech.synthesize(text, voice=who.name, language=language, speed=request.speed)
                    await asyncio.to_thread(_keep, file, _heard(said.pcm), self._limit)
        return Preview(file, who.stand_in)

    def _speaker(self, voice_id: str, language: str, settings: SettingsSnapshot) -> _Speaker:
        provider, model, name = parse_voice_id(voice_id)
        if provider != "builtin":
            named = model if "~" in voice_id else None
            cloud = self._cloud.voice(named, settings)
            if cloud is not None:
                return _Speaker(cloud, f"{provider}/{named or settings.get_str('ai.tts_model')}", name, None)
        speaking = stand_in_for(voice_id, language)
        _, engine, name = parse_voice_id(speaking)
        return _Speaker(self._builtin, engine, name, speaking if speaking != voice_id else None)


@dataclass(frozen=True, slots=True)
class _Speaker:
    speech: TextToSpeech
    model: str
    name: str
    stand_in: str | None


def _heard(pcm: bytes) -> bytes:
    if not pcm:
        raise Invalid("There is nothing in this text that can be spoken.", hint="Write some words.")
    return pcm


def _language_of(voice_id: str, settings: SettingsSnapshot) -> str:
    voice = find_voice(voice_id)
    spoken = voice.languages if voice else LANGUAGE_CODES
    usual = settings.get_str("defaults.language")
    return usual if usual in spoken else spoken[0]


def _digest(who: _Speaker, text: str, language: str, speed: float) -> str:
    parts = json.dumps([who.model, who.name, language, round(speed, 2), text], ensure_ascii=False)
    return hashlib.sha256(parts.encode()).hexdigest()[:40]


def _touch(file: Path) -> bool:
    """Whether the file is there; it counts as used now."""
    try:
        os.utime(file)
    except OSError:
        return False
    return True


def _keep(file: Path, pcm: bytes, limit: int) -> None:
    """Write it whole or not at all, then drop what was not used for longest; never this one."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        try:
            part.write(_wav(pcm))
            part.flush()
            os.replace(part.name, file)
        except OSError:
            os.unlink(part.name)
            raise
    _trim(file, limit)


def _trim(newest: Path, limit: int) -> None:
    known = []
    for path in newest.parent.glob("*.wav"):
        with suppress(OSError):  # another process may trim too
            stat = path.stat()
            known.append((stat.st_mtime, stat.st_size, path))
    too_much = sum(size for _, size, _ in known) - limit
    for _, size, path in sorted(known):
        if too_much <= 0:
            return
        if path != newest:
            path.unlink(missing_ok=True)
            too_much -= size


def _wav(pcm: bytes) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SAMPLE_RATE)
        sound.writeframes(pcm)
    return buffer.getvalue()
