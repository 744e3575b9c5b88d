"""The engines as core's speech and language ports. Safe to share by all calls of one event loop."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np

from tron.core.chat import Piece, Row, TokenUse, ToolSpec
from tron.core.ports import Transcript
from tron.core.speech import SAMPLE_RATE, SpokenUtterance, SpokenWord
from tron.providers.engines.errors import EngineRefused, EngineUnavailable
from tron.providers.engines.link import Link, LinkLost
from tron.providers.engines.protocol import MAX_BODY, Frame
from tron.providers.engines.status import EngineStatus
from tron.providers.engines.text import MAX_CHARACTERS, clean, speakable
from tron.providers.engines.tool_calls import ToolCalls, offered

_RETRY_EVERY = 0.1


class EngineClient:
    """Implements SpeechToText, TextToSpeech and LanguageModel.

    Connects when first asked and again after a crash; a request waits up to `patience` seconds for the process to
    come (back) and for its engine to load. Raises EngineUnavailable, EngineRefused.
    """

    def __init__(self, socket_path: Path | str | None = None, *, patience: float = 30.0) -> None:
        self._path = Path(socket_path) if socket_path is not None else None
        self._patience = patience
        self._link: Link | None = None
        self._connecting = asyncio.Lock()

    async def connect(self, socket_path: Path | str) -> None:
        """Talk to the process behind this socket from now on. Does not wait for it: requests do."""
        await self.close()
        self._path = Path(socket_path)

    async def close(self) -> None:
        """Hang up; requests under way raise EngineUnavailable."""
        link, self._link = self._link, None
        if link:
            await link.close()

    async def status(self) -> dict[str, EngineStatus]:
        """Each engine's state by its name (espeak, piper, embedding, whisper, llm), now."""
        frames = await self._whole({"op": "status"})
        return _statuses(frames[0])

    async def watch(self) -> AsyncGenerator[dict[str, EngineStatus], None]:
        """The states, now and after each change; ends with EngineUnavailable when the process does."""
        async with aclosing(self._request({"op": "watch"})) as frames:
            async for frame in frames:
                yield _statuses(frame)

    async def transcribe(self, pcm: bytes, language: str = "en-IN") -> Transcript:
        """The words in 16 kHz mono s16le PCM, "" for silence. Heard as English where no model hears `language`."""
        if len(pcm) > MAX_BODY:
            raise EngineRefused("whisper", "That is too much sound for one request.")
        seconds = len(pcm) / 2 / SAMPLE_RATE
        if len(pcm) < 2:
            return Transcript("", "en-IN", seconds)
        frames = await self._whole({"op": "transcribe", "language": language}, pcm)
        text = " ".join(str(frame.header["text"]) for frame in frames).strip()
        heard = next((str(frame.header["language"]) for frame in frames), "en")
        return Transcript(text, f"{heard}-IN", seconds)

    async def synthesize(
        self, text: str, *, voice: str | None = None, language: str, speed: float = 1.0
    ) -> SpokenUtterance:
        """The whole utterance with its words. `voice` is a built-in voice's name; unknown or None: the language's.

        No sound and no words for text without anything to say. `speed` is held to 0.5-2.0.
        """
        spoken = _speakable(text)
        if not spoken:
            return SpokenUtterance(uuid4().hex, b"", (), language)
        header = {"op": "speak", "voice": voice, "language": language, "speed": speed, "words": True}
        frames = await self._whole(header, spoken.encode())
        pcm = b"".join(frame.body for frame in frames)
        words = [SpokenWord(*word) for frame in frames for word in frame.header.get("words", ())]
        return SpokenUtterance(uuid4().hex, pcm, _within(words, len(pcm) / 2 / SAMPLE_RATE), language)

    async def stream(
        self, text: str, *, voice: str | None = None, language: str, speed: float = 1.0
    ) -> AsyncGenerator[bytes, None]:
        """PCM as it is made, in pieces of any even length; close it to stop. As `synthesize` otherwise."""
        spoken = _speakable(text)
        if not spoken:
            return
        header = {"op": "speak", "voice": voice, "language": language, "speed": speed}
        async with aclosing(self._request(header, spoken.encode())) as frames:
            async for frame in frames:
                if frame.body:
                    yield frame.body

    async def reply(
        self,
        messages: Sequence[Row],
        *,
        temperature: float = 0.7,
        max_tokens: int = 128,
        tools: Sequence[ToolSpec] = (),
    ) -> AsyncGenerator[Piece, None]:
        """The model's answer in pieces. Look at `status()["llm"].facts["free_talk"]` before relying on it."""
        rows = [{**row, "content": clean(str(row.get("content") or ""))} for row in messages]
        asked = {"messages": rows, "temperature": temperature, "max_tokens": max_tokens, "tools": offered(tools)}
        calls, used = ToolCalls(), None
        async with aclosing(self._request({"op": "reply"}, json.dumps(asked).encode())) as frames:
            async for frame in frames:
                calls.add(frame.header.get("calls", ()))
                used = frame.header.get("used", used)
                yield str(frame.header.get("text", ""))
        for call in calls.whole():
            yield call
        if used is not None:
            yield TokenUse(int(used.get("prompt_tokens", 0)), int(used.get("completion_tokens", 0)))

    async def embed(self, texts: Sequence[str], model: Mapping[str, Any] | None = None) -> list[list[float]]:
        """A vector of length 1 for each text: what it means, in English.

        `model` names a downloaded one by `model` and `revision`, and says `question`. EngineRefused: it is not here.
        """
        if not texts:
            return []
        frames = await self._whole({**(model or {}), "op": "embed"}, json.dumps(list(texts)).encode())
        rows = [np.frombuffer(frame.body, "<f4").reshape(frame.header["count"], -1) for frame in frames]
        return [[float(number) for number in row] for part in rows for row in part]

    async def _whole(self, header: Mapping[str, Any], body: bytes = b"") -> list[Frame]:
        """All pieces. Asked once more when the process went away meanwhile: requests have no effects."""
        try:
            return [frame async for frame in self._request(header, body)]
        except EngineUnavailable as error:
            if not isinstance(error.__cause__, LinkLost):
                raise
            return [frame async for frame in self._request(header, body)]

    async def _request(self, header: Mapping[str, Any], body: bytes = b"") -> AsyncGenerator[Frame, None]:
        link = await self._connected()
        try:
            async with aclosing(link.request({**header, "wait": self._patience}, body)) as frames:
                async for frame in frames:
                    match frame.header["type"]:
                        case "piece":
                            yield frame
                        case "error":
                            raise _error(frame, str(header["op"]))
        except LinkLost as lost:
            raise EngineUnavailable("engines", "The built-in engines have stopped.", _RESTART) from lost

    async def _connected(self) -> Link:
        if self._path is None:
            raise EngineUnavailable("engines", "The built-in engines were not started.")
        deadline = time.monotonic() + self._patience
        async with self._connecting:
            while self._link is None or self._link.lost:
                try:
                    self._link = await Link.open(self._path)
                except OSError as error:
                    if time.monotonic() > deadline:
                        raise EngineUnavailable("engines", "The built-in engines do not run.", _RESTART) from error
                    await asyncio.sleep(_RETRY_EVERY)
            return self._link


_RESTART = "They start again by themselves; if this stays, see `tron doctor`."
_ENGINE_OF = {"transcribe": "whisper", "reply": "llm", "speak": "voice", "embed": "embedding"}


def _speakable(text: str) -> str:
    if len(text) > MAX_CHARACTERS:
        raise EngineRefused("voice", f"More than {MAX_CHARACTERS} characters to speak.")
    return speakable(text)


def _within(words: list[SpokenWord], duration: float) -> tuple[SpokenWord, ...]:
    """Held inside the sound: the resampler's last samples may round down."""
    return tuple(SpokenWord(w.text, min(w.start, duration), min(w.end, duration)) for w in words)


def _statuses(frame: Frame) -> dict[str, EngineStatus]:
    return {row["name"]: EngineStatus.from_json(row) for row in frame.header["engines"]}


def _error(frame: Frame, op: str) -> EngineUnavailable | EngineRefused:
    if frame.header["code"] == "refused":
        return EngineRefused(_ENGINE_OF.get(op, "engines"), str(frame.header["message"]))
    status = EngineStatus.from_json(frame.header["status"])
    why = {"loading": "is still loading", "missing": "is not installed"}.get(status.state, f"failed: {status.detail}")
    return EngineUnavailable(status.name, f"{status.title} {why}.", status.hint or None)
