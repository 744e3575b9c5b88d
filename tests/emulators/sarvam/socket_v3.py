"""`saaras:v3` over its socket: sound as base64 in JSON, final words alone, a flush ends an utterance at once."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from typing import Any

from tests.emulators.sarvam.ears import Ended
from tests.emulators.sarvam.listening import Listening
from tron.core.speech import SAMPLE_RATE


@dataclass
class SocketV3(Listening):
    """With `flush_signal=true` a `flush` is obeyed, else ignored; the server's own detector works all the time."""

    async def received(self, message: dict[str, Any]) -> bool:
        if message.get("type") == "end_of_stream":
            await self.hear(self.ear.flush())
            return False
        if message.get("type") == "flush":
            if self.asked.get("flush_signal") == "true":
                await self.hear(self.ear.flush())
        elif "audio" in message:
            await self.sound(base64.b64decode(message["audio"]["data"]))
        return True

    async def began(self) -> None:
        await self._signal("START_SPEECH")

    async def partial(self, text: str, language: str) -> None:
        """This model has none."""

    async def over(self, number: int) -> None:
        await self._signal("END_SPEECH")

    async def final(self, text: str, language: str, ended: Ended, number: int) -> None:
        if not text:
            return
        asked = self.asked.get("language-code", "unknown")
        data = {
            "request_id": "20261123_emulated",
            "transcript": text,
            "language_code": language if asked == "unknown" else asked,
            "language_probability": 0.93,
            "speech_start": None,
            "speech_end": None,
            "metrics": {"audio_duration": len(ended.pcm) / 2 / SAMPLE_RATE, "processing_latency": self.delays.final},
        }
        await self.send({"type": "data", "data": data})

    async def refuse(self, status: int, message: str) -> None:
        await self.send({"type": "error", "data": {"error": message, "code": status}})

    async def done(self) -> None:
        await self.socket.close(code=1000)

    async def _signal(self, kind: str) -> None:
        if self.asked.get("vad_signals") == "true":
            await self.send({"type": "events", "data": {"signal_type": kind, "occured_at": time.time()}})
