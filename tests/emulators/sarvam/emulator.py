"""The server: keys, models and languages are checked before a socket opens; 403 for a wrong key, 400 for the rest."""

from __future__ import annotations

import asyncio
import base64
import json
import wave
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web
from livekit.plugins.sarvam.stt import SAARAS_V3_LANGUAGES
from livekit.plugins.sarvam.stt_streaming import SUPPORTED_LANGUAGES

from tests.emulators.sarvam import rules
from tests.emulators.sarvam.ears import Ear, Ended, understood
from tests.emulators.sarvam.listening import Listening
from tests.emulators.sarvam.realtime import Realtime
from tests.emulators.sarvam.rules import Delays, error
from tests.emulators.sarvam.socket_v3 import SocketV3
from tests.emulators.sarvam.speaking import Speaking
from tests.emulators.sarvam.speech import Speech, encoded, from_wav, resampled
from tests.emulators.server import FAULTS, SLOW_SECONDS, Emulator, Fault
from tron.core.ports import SpeechToText, TextToSpeech
from tron.core.speech import SAMPLE_RATE
from tron.providers.stt.practice import PracticeCatalogue

LONGEST_FILE = 30.5


@dataclass
class SarvamEmulator(Emulator):
    """Takes `key`. `credit` False: the account is empty.

    It hears what `catalogue` (and the files of `folder`, read again for each socket) holds, and by `whisper` the
    rest. `voice` speaks; without one a tone sounds as long as the text. `english` are the translations it knows.
    What was asked of it: `seen`, and in the sockets `configs`, `texts`; `dropped` bytes belonged to no utterance.
    """

    key: str = "sk_test_of_sarvam"
    credit: bool = True
    delays: Delays = field(default_factory=Delays.none)
    catalogue: PracticeCatalogue = field(default_factory=PracticeCatalogue)
    folder: Path | None = None
    whisper: SpeechToText | None = None
    voice: TextToSpeech | None = None
    english: dict[str, str] = field(default_factory=dict)
    configs: list[dict[str, Any]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    dropped: int = 0
    sockets: set[web.WebSocketResponse] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.speech = Speech(self.voice)

    @property
    def kinds(self) -> tuple[Fault, ...]:
        return FAULTS

    def part(self, path: str) -> str:
        return "stt" if path.startswith("/speech-to-text") else "tts"

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/text-to-speech", self._speak),
            web.get("/text-to-speech/ws", self._speaking),
            web.get("/text-to-speech/ws/v2", self._speaking),
            web.post("/speech-to-text", self._transcribe),
            web.get("/speech-to-text/ws", self._listening),
            web.get("/speech-to-text-realtime/ws", self._realtime),
        ]

    def known_utterances(self) -> PracticeCatalogue:
        if self.folder is not None:
            self.catalogue.load(self.folder)
        return self.catalogue

    async def drop_sockets(self) -> None:
        """Close what is open, as a server does that is restarted."""
        for socket in tuple(self.sockets):
            await socket.close(code=1012, message=b"service restart")

    # ------------------------------------------------------------ sockets

    async def _realtime(self, request: web.Request) -> web.StreamResponse:
        asked = request.query
        if asked.get("model") != rules.REALTIME:
            return self._refused(request) or error(400, "invalid_request_error", f"model must be {rules.REALTIME}")
        if asked.get("language_code") not in SUPPORTED_LANGUAGES:
            return self._refused(request) or error(400, "invalid_request_error", "language_code is not supported")
        return await self._open(request, Realtime)

    async def _listening(self, request: web.Request) -> web.StreamResponse:
        asked = request.query
        if asked.get("model") not in rules.SOCKET_MODELS:
            wanted = f"model must be one of {rules.SOCKET_MODELS}"
            return self._refused(request) or error(400, "invalid_request_error", wanted)
        if asked.get("language-code") not in SAARAS_V3_LANGUAGES or asked.get("mode") not in rules.MODES:
            return self._refused(request) or error(400, "invalid_request_error", "language or mode is not supported")
        return await self._open(request, SocketV3)

    async def _speaking(self, request: web.Request) -> web.StreamResponse:
        if request.query.get("model") not in rules.SPEAKERS:
            return self._refused(request) or error(400, "invalid_request_error", "Unknown model")
        return await self._open(request, Speaking)

    async def _open(self, request: web.Request, kind: type[Listening] | type[Speaking]) -> web.StreamResponse:
        if (refused := self._refused(request)) is not None:
            return refused
        await asyncio.sleep(self.delays.connect)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.add(socket)
        try:
            await kind(self, request, socket, dict(request.query)).run()
        except ConnectionError:
            pass  # the client went away in the middle of an answer
        finally:
            self.sockets.discard(socket)
        return socket

    # ------------------------------------------------------------ requests

    async def _speak(self, request: web.Request) -> web.StreamResponse:
        if (refused := self._refused(request)) is not None:
            return refused
        asked = json.loads(await request.read())
        if (why := rules.wrong_speech(asked)) is not None:
            return error(400, "invalid_request_error", why)
        if not self.credit:
            return error(429, "insufficient_quota_error", "No credits available.")
        fault = self.take("tts")
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        rate = int(asked.get("speech_sample_rate", 22050))
        rate = 8000 if fault == "wrong_rate" else rate
        pcm = await self.speech.pcm(
            asked["text"],
            speaker=asked.get("speaker") or rules.USUAL.get(asked["model"], "shubh"),
            language=asked["target_language_code"],
            pace=float(asked.get("pace", 1.0)),
            rate=rate,
        )
        await asyncio.sleep(self.delays.first_sound)
        sound = base64.b64encode(encoded(pcm, rate, asked.get("output_audio_codec", "wav"))).decode()
        body = json.dumps({"request_id": "20261123_emulated", "audios": [sound]}).encode()
        return await _answer(request, body, fault)

    async def _transcribe(self, request: web.Request) -> web.StreamResponse:
        if (refused := self._refused(request)) is not None:
            return refused
        form = _fields(await request.read())
        model, mode = form.get("model", b"").decode(), form.get("mode", b"transcribe").decode()
        if model not in rules.SOCKET_MODELS or mode not in rules.MODES:
            return error(400, "invalid_request_error", "Unknown model or mode")
        try:
            pcm, rate = from_wav(form["file"])
        except (wave.Error, EOFError, KeyError):
            return error(400, "invalid_request_error", "Failed to read the file")
        if len(pcm) / 2 / rate > LONGEST_FILE:
            return error(400, "invalid_request_error", "Audio duration exceeds the maximum limit of 30 seconds")
        fault = self.take("stt")
        if fault == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        text, language = await self._heard(resampled(pcm, rate, SAMPLE_RATE))
        if mode == "translate":
            text = self.english.get(text, text)
        await asyncio.sleep(self.delays.final)
        answer = {"request_id": "20261123_emulated", "transcript": text, "language_code": language}
        return await _answer(request, json.dumps({**answer, "language_probability": 0.93}).encode(), fault)

    async def _heard(self, pcm: bytes) -> tuple[str, str]:
        """All utterances of a file."""
        ear = Ear(self.known_utterances(), silence=0.6)
        ended = [one for one in [*ear.feed(pcm), *ear.flush()] if isinstance(one, Ended)]
        heard = [await understood(one, self.whisper) for one in ended]
        words = [(text, language) for text, language in heard if text]
        return " ".join(text for text, _ in words), words[0][1] if words else "en-IN"

    def _refused(self, request: web.Request) -> web.Response | None:
        if request.headers.get("api-subscription-key") == self.key:
            return None
        return error(403, "invalid_api_key_error", "Invalid API key")


def _fields(body: bytes) -> dict[str, bytes]:
    """A multipart form that was read already."""
    boundary = body.partition(b"\r\n")[0]
    found = {}
    for part in body.split(boundary + b"\r\n")[1:]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = head.partition(b'name="')[2].partition(b'"')[0].decode()
        found[name] = value.partition(b"\r\n" + boundary)[0].removesuffix(b"\r\n")
    return found


async def _answer(request: web.Request, body: bytes, fault: str | None) -> web.StreamResponse:
    if fault not in ("malformed", "stall_midway", "cut_midway"):
        return web.Response(body=body, content_type="application/json")
    if fault == "malformed":
        return web.Response(body=body[: len(body) // 2], content_type="application/json")
    answer = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": str(len(body))})
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    if fault == "stall_midway":
        await asyncio.sleep(60)
    assert request.transport is not None
    request.transport.abort()
    return answer
