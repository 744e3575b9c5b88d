"""The plug-in's two kinds of socket, opened with everything said explicitly: its defaults have drifted.

Each lives for one connection and never comes back by itself. Raw messages are shown to `told` before the plug-in
reads them: it keeps empty finals and the settings of the session to itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from livekit.agents import APIConnectOptions, stt
from livekit.plugins import sarvam
from livekit.plugins.sarvam import stt as plugin_v3
from livekit.plugins.sarvam import stt_streaming as plugin_realtime

from tron.core.speech import SAMPLE_RATE

REALTIME = plugin_realtime.REALTIME_MODEL
ONCE = APIConnectOptions(max_retry=0, timeout=3.0)
Told = Callable[[dict[str, Any]], None]


class Sockets(Protocol):
    """One kind of socket."""

    model: str
    endpoint: str
    endpointing: str
    partials: bool

    @property
    def continuous(self) -> bool:
        """Whether it wants all sound, not only voices."""
        ...

    def open(self, told: Told) -> stt.RecognizeStream:
        """A new connection, under way; sound may be pushed at once."""
        ...

    def switch(self, live: stt.RecognizeStream | None, language: str | None) -> bool:
        """Another language from now on (None: detected). False: `live` must be opened anew for it."""
        ...

    def empty_final(self, message: dict[str, Any]) -> bool:
        """Whether this is the vendor's word that it heard nothing."""
        ...

    def rate(self, message: dict[str, Any]) -> int | None:
        """The sample rate that the vendor works with, where it tells."""
        ...


class _RealtimeStream(sarvam.RealtimeSpeechStream):
    told: Told

    async def _handle_message(self, data: dict[str, Any]) -> None:
        self.told(data)
        await super()._handle_message(data)


class _V3Stream(plugin_v3.SpeechStream):
    told: Told

    async def _handle_message(self, data: dict[str, Any]) -> None:
        self.told(data)
        await super()._handle_message(data)


@dataclass
class RealtimeSockets:
    """`saaras:v3-realtime`: has partial words and changes its language without a new connection."""

    api_key: str
    endpoint: str
    endpointing: str
    session: Callable[[], aiohttp.ClientSession]
    language: str = "auto"
    model: str = REALTIME
    partials: bool = True

    @property
    def continuous(self) -> bool:
        return self.endpointing == "vad"

    def open(self, told: Told) -> stt.RecognizeStream:
        owner = sarvam.STTRealtime(
            language=self.language,
            mode="transcribe",
            endpointing=self.endpointing,
            sample_rate=SAMPLE_RATE,
            encoding="linear16",
            stream_type="balanced",
            api_key=self.api_key,
            base_url=f"{as_ws(self.endpoint)}/speech-to-text-realtime/ws",
            http_session=self.session(),
        )
        stream = _RealtimeStream(stt=owner, opts=owner._opts, conn_options=ONCE, http_session=self.session())
        stream.told = told
        return stream

    def switch(self, live: stt.RecognizeStream | None, language: str | None) -> bool:
        # Odia has another code here than in all other of Sarvam's interfaces.
        self.language = "auto" if language is None else language.replace("od-IN", "or-IN")
        if isinstance(live, _RealtimeStream):
            live.update_options(language=self.language)
        return True

    def empty_final(self, message: dict[str, Any]) -> bool:
        return message.get("event") == "transcript.final" and not str(message.get("text") or "").strip()

    def rate(self, message: dict[str, Any]) -> int | None:
        config = message.get("config")
        if message.get("event") != "session.begin" or not isinstance(config, dict):
            return None
        rate = config.get("sample_rate")
        return int(rate) if isinstance(rate, int | str) and str(rate).isdigit() else None


@dataclass
class V3Sockets:
    """`saaras:v3` and `saaras:v4`: final words alone. A flush ends a turn sooner than the server's own detector."""

    api_key: str
    endpoint: str
    endpointing: str
    model: str
    language: str = "unknown"
    partials: bool = False
    continuous: bool = True

    def open(self, told: Told) -> stt.RecognizeStream:
        options = {"language": self.language, "model": self.model, "mode": "transcribe", "flush_signal": True}
        owner = sarvam.STT(api_key=self.api_key, sample_rate=SAMPLE_RATE, **options)  # type: ignore[arg-type]
        opts = plugin_v3.SarvamSTTOptions(
            api_key=self.api_key,
            sample_rate=SAMPLE_RATE,
            # STT.stream() takes no address: it would always ask Sarvam's own.
            base_url=f"{self.endpoint}/speech-to-text",
            streaming_url=f"{as_ws(self.endpoint)}/speech-to-text/ws",
            **options,  # type: ignore[arg-type]
        )
        stream = _V3Stream(
            stt=owner, opts=opts, conn_options=ONCE, api_key=self.api_key, http_session=aiohttp.ClientSession()
        )
        stream.told = told
        return stream

    def switch(self, live: stt.RecognizeStream | None, language: str | None) -> bool:
        self.language = language or "unknown"
        return live is None

    def empty_final(self, message: dict[str, Any]) -> bool:
        data = message.get("data")
        return message.get("type") == "data" and isinstance(data, dict) and not data.get("transcript")

    def rate(self, message: dict[str, Any]) -> int | None:
        return None


def as_ws(endpoint: str) -> str:
    """https://... as wss://..., http://... as ws://..."""
    return f"ws{endpoint.removeprefix('http')}" if endpoint.startswith("http") else endpoint
