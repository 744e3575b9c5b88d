"""Bulbul over its socket: config, text, flush; sound in pieces, then the event that all is said."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.emulators.sarvam.listening import REFUSED
from tests.emulators.sarvam.rules import Delays, wrong_speech
from tests.emulators.sarvam.speech import encoded
from tests.emulators.server import SLOW_SECONDS, Fault

if TYPE_CHECKING:
    from tests.emulators.sarvam.emulator import SarvamEmulator

PIECE_SECONDS = 0.2
END = None


@dataclass
class Speaking:
    """One socket; one utterance at a time, from its config to its flush."""

    emulator: SarvamEmulator
    request: web.Request
    socket: web.WebSocketResponse
    asked: Mapping[str, str]
    config: dict[str, Any] = field(default_factory=dict)
    _text: str = ""
    _began: float = 0.0
    _first: bool = True
    _fault: Fault | None = None
    _queue: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    @property
    def delays(self) -> Delays:
        return self.emulator.delays

    async def run(self) -> None:
        speaker = asyncio.create_task(self._speak_all())
        try:
            while await self._next():
                pass
        finally:
            speaker.cancel()
            await asyncio.gather(speaker, return_exceptions=True)

    async def _next(self) -> bool:
        try:
            message = await self.socket.receive(timeout=self.delays.idle)
        except TimeoutError:
            await self.socket.close(code=1000, message=b"idle")
            return False
        if message.type is not WSMsgType.TEXT:
            return False
        told = json.loads(message.data)
        match told.get("type"):
            case "config":
                return await self._configure(told["data"])
            case "text":
                await self._add(str(told["data"]["text"]))
            case "flush":
                await self._flush()
        return True

    async def _configure(self, config: dict[str, Any]) -> bool:
        self.emulator.configs.append(config)
        self.config, self._text, self._first = config, "", True
        self._fault = self.emulator.take("tts")
        if self._fault in REFUSED:
            status, _ = REFUSED[self._fault]
            return await self._refuse(status, f"Emulated {self._fault}")
        if config.get("model") != self.asked.get("model"):
            return await self._refuse(400, f"This socket speaks {self.asked.get('model')}")
        if (why := wrong_speech(config)) is not None:
            return await self._refuse(400, why)
        if not self.emulator.credit:
            return await self._refuse(429, "No credits available.")
        return True

    async def _refuse(self, status: int, why: str) -> bool:
        data = {"message": f"{status}: {why}", "code": status, "request_id": "20261123_x"}
        await self._send({"type": "error", "data": data})
        return True

    async def _add(self, text: str) -> None:
        self.emulator.texts.append(text)
        if not self._text and self._queue.empty():
            self._began = time.monotonic()
        self._text += text if not self._text else f" {text}"
        if len(self._text) >= int(self.config.get("min_buffer_size", 50)):
            self._queue.put_nowait(self._text)
            self._text = ""

    async def _flush(self) -> None:
        if self._text.strip():
            self._queue.put_nowait(self._text)
        self._text = ""
        self._queue.put_nowait(END)

    async def _speak_all(self) -> None:
        while True:
            text = await self._queue.get()
            if self._fault in ("stall", "garbage") or self._fault in REFUSED:
                continue
            if text is END:
                await self._send({"type": "event", "data": {"event_type": "final", "request_id": "20261123_emulated"}})
            else:
                await self._speak(text)

    async def _speak(self, text: str) -> None:
        asked = self.config
        rate = int(asked.get("speech_sample_rate", 22050))
        wrong = 8000 if rate != 8000 else 16000
        pcm = await self.emulator.speech.pcm(
            text,
            speaker=str(asked.get("speaker")),
            language=str(asked["target_language_code"]),
            pace=float(asked.get("pace", 1.0)),
            rate=wrong if self._fault == "wrong_rate" else rate,
        )
        size = int(rate * PIECE_SECONDS) * 2
        pieces = [pcm[at : at + size] for at in range(0, len(pcm), size)]
        for number, piece in enumerate(pieces):
            await self._wait_for_first()
            if self._fault in ("hangup", "cut_midway", "stall_midway") and number == max(len(pieces) // 2, 1):
                return await self._break()
            await self._piece(encoded(piece, rate, str(asked.get("output_audio_codec", "mp3"))))

    async def _wait_for_first(self) -> None:
        if self._first:
            self._first = False
            late = SLOW_SECONDS if self._fault == "slow" else 0.0
            await asyncio.sleep(max(self._began + self.delays.first_sound + late - time.monotonic(), 0))

    async def _piece(self, sound: bytes) -> None:
        if self._fault == "malformed":
            await self.socket.send_str('{"type": "audio", "data": {"aud')
            return
        data = {"content_type": "audio", "audio": base64.b64encode(sound).decode(), "request_id": "20261123_emulated"}
        await self._send({"type": "audio", "data": data})

    async def _break(self) -> None:
        if self._fault == "stall_midway":
            self._fault = "stall"
        elif self._fault == "cut_midway":
            await self.socket.close(code=1000)
        else:
            assert self.request.transport is not None
            self.request.transport.abort()

    async def _send(self, message: Mapping[str, Any]) -> None:
        if not self.socket.closed:
            await self.socket.send_str(json.dumps(message))
