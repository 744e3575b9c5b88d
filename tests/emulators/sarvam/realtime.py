"""`saaras:v3-realtime`: binary sound in, partial and final words out; turns told by the client or by the server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.emulators.sarvam.ears import Ended
from tests.emulators.sarvam.listening import Listening
from tests.emulators.sarvam.speech import resampled
from tron.core.speech import SAMPLE_RATE


@dataclass
class Realtime(Listening):
    """Manual: sound outside of speech_start and speech_end belongs to no utterance and is dropped."""

    speaking: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.config = {
            key: self.asked.get(key)
            for key in ("language_code", "stream_type", "endpointing", "encoding", "model", "mode")
        }
        self.rate = int(self.asked.get("sample_rate", 16000))
        if self.emulator.take("stt", ("wrong_rate",)):
            self.rate = 8000

    @property
    def manual(self) -> bool:
        return self.config["endpointing"] == "manual"

    async def opened(self) -> None:
        config = {**self.config, "sample_rate": self.rate}
        await self.send({"event": "session.begin", "session_id": "s1", "request_id": "r1", "config": config})

    async def sound(self, pcm: bytes) -> None:
        if self.manual and not self.speaking:
            self.emulator.dropped += len(pcm)
            return
        await super().sound(resampled(pcm, self.rate, SAMPLE_RATE))

    async def received(self, message: dict[str, Any]) -> bool:
        match message.get("event"):
            case "speech_start":
                self.speaking = True
            case "speech_end":
                self.speaking = False
                await self.hear(self.ear.flush())
            case "ping":
                await self.send({"event": "pong"})
            case "config.update":
                changed = {key: value for key, value in message.items() if key != "event"}
                self.config.update(changed)
                await self.send({"event": "config.updated", "applied": [f"{k}={v}" for k, v in changed.items()]})
            case "end":
                await self.hear(self.ear.flush() if self.speaking or not self.manual else [])
                return False
        return True

    async def began(self) -> None:
        if not self.manual:
            await self.send({"event": "vad.speech_start", "utterance_idx": self.number})

    async def partial(self, text: str, language: str) -> None:
        language = self._told(language)
        message = {"event": "transcript.partial", "text": text, "utterance_idx": self.number, "language": language}
        await self.send(message)

    async def over(self, number: int) -> None:
        if not self.manual:
            await self.send({"event": "vad.speech_end", "utterance_idx": number})

    async def final(self, text: str, language: str, ended: Ended, number: int) -> None:
        message = {"event": "transcript.final", "text": text, "utterance_idx": number}
        await self.send({**message, "language": self._told(language), "language_confidence": 0.93})

    async def refuse(self, status: int, message: str) -> None:
        error = {"event": "error", "code": "refused", "message": message, "status_code": status, "is_fatal": True}
        await self.send(error)

    async def done(self) -> None:
        await self.send({"event": "session.end", "audio_duration_s": self.seconds})
        await self.socket.close(code=1000)

    async def idle(self) -> None:
        await self.socket.close(code=1008, message=b"Session timed out")

    def _told(self, language: str) -> str:
        """A language that was asked for is taken for granted; Odia has another code here than elsewhere."""
        asked = str(self.config["language_code"])
        return (language if asked == "auto" else asked).replace("od-IN", "or-IN")
