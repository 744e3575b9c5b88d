"""Sarvam's Bulbul voices by livekit-plugins-sarvam, outside of a call: whole utterances."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import aiohttp
from livekit.agents import APIConnectionError, APIConnectOptions, APIStatusError, APITimeoutError
from livekit.plugins import sarvam

from tron.core.errors import Invalid
from tron.core.settings import SettingsSnapshot
from tron.core.speech import SAMPLE_RATE, SpokenUtterance
from tron.core.vendors import VendorTrouble
from tron.providers.vendor_errors import not_this, timed_out, unreachable, vendor_error

KEY, ENDPOINT, MODEL = "ai.sarvam_api_key", "ai.sarvam_endpoint", "ai.tts_model"
SPOKEN_WITHIN = 10.0


@dataclass(frozen=True)
class SarvamVoice:
    """Core's TextToSpeech: 16 kHz mono, without word times. Raises VendorTrouble, and Invalid for a strange voice."""

    api_key: str
    endpoint: str
    model: str

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        """The whole utterance, asked for once."""
        pcm = b"".join([part async for part in self.stream(text, voice=voice, language=language, speed=speed)])
        return SpokenUtterance(uuid4().hex, pcm, (), language)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        """PCM as the plug-in decodes it."""
        async with aiohttp.ClientSession() as session:
            speaking = self._plugin(session, voice, language, speed)
            once = APIConnectOptions(max_retry=0, timeout=SPOKEN_WITHIN)
            try:
                async with speaking.synthesize(text, conn_options=once) as pieces:
                    async for piece in pieces:
                        yield piece.frame.data.tobytes()
            except APITimeoutError as error:
                raise timed_out("Sarvam") from error
            except APIStatusError as error:
                raise self._meaning(error) from error
            except APIConnectionError as error:
                raise self._broken(error) from error

    def _plugin(self, session: aiohttp.ClientSession, voice: str, language: str, speed: float) -> sarvam.TTS:
        try:
            return sarvam.TTS(
                target_language_code=language,
                model=self.model,
                speaker=voice,
                pace=speed,
                speech_sample_rate=SAMPLE_RATE,
                output_audio_codec="wav",
                api_key=self.api_key,
                base_url=f"{self.endpoint}/text-to-speech",
                http_session=session,
            )
        except ValueError as error:
            message = f"Sarvam's {self.model} has no voice {voice}."
            raise Invalid(message, hint="Choose another voice, or the voice's own model.") from error

    def _meaning(self, error: APIStatusError) -> VendorTrouble:
        if error.status_code in (401, 403):
            hint = "Test the Sarvam key on the Settings page."
            return VendorTrouble("wrong_key", "Sarvam does not know this API key.", hint=hint)
        return vendor_error("Sarvam", error.status_code)

    def _broken(self, error: APIConnectionError) -> VendorTrouble:
        if isinstance(error.__cause__, aiohttp.ClientConnectionError):
            return unreachable("Sarvam", f"Nothing answers at {self.endpoint}.")
        return not_this("Sarvam", self.endpoint)


class SarvamVoices:
    """Core's CloudVoices."""

    def voice(self, model: str | None, settings: SettingsSnapshot) -> SarvamVoice | None:
        key = settings.get_optional(KEY)
        if key is None:
            return None
        return SarvamVoice(key, settings.get_str(ENDPOINT), model or settings.get_str(MODEL))
