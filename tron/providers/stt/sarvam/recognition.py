"""Opens Sarvam's recognition for a call, by the settings."""

from __future__ import annotations

import aiohttp

from tron.core.settings import SettingsSnapshot
from tron.providers.sarvam_errors import ENDPOINT, KEY
from tron.providers.stt.sarvam.sockets import REALTIME, RealtimeSockets, Sockets, V3Sockets
from tron.providers.stt.sarvam.stream import SarvamSTT
from tron.providers.stt.sarvam.translation import SarvamTranslation

MODEL, ENDPOINTING = "ai.stt_model", "ai.stt_endpointing"
BY_REST = "saaras:v3"


class SarvamRecognition:
    """One per process: its calls share connections' overhead, not connections."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    def open(self, settings: SettingsSnapshot, *, language: str) -> SarvamSTT | None:
        """A recogniser for one call, None without a key; needs a running loop.

        The language is detected all the time; `language` (BCP 47) stands for words whose language the vendor does not
        tell. With `ai.stt_endpointing` manual the stream's voice_started and voice_ended must be called.
        """
        key = settings.get_optional(KEY)
        if key is None:
            return None
        return SarvamSTT(self._sockets(key, settings), language=language)

    def translator(self, settings: SettingsSnapshot) -> SarvamTranslation | None:
        """Core's Translator, by recorded sound; None without a key."""
        key = settings.get_optional(KEY)
        if key is None:
            return None
        model = settings.get_str(MODEL)
        # The realtime model has its socket alone.
        return SarvamTranslation(key, settings.get_str(ENDPOINT), BY_REST if model == REALTIME else model)

    async def aclose(self) -> None:
        """When no call is left."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    def _sockets(self, key: str, settings: SettingsSnapshot) -> Sockets:
        endpoint, model, endpointing = (settings.get_str(name) for name in (ENDPOINT, MODEL, ENDPOINTING))
        if model == REALTIME:
            return RealtimeSockets(key, endpoint, endpointing, self._shared)
        return V3Sockets(key, endpoint, endpointing, model)

    def _shared(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession()
        return self._session
