"""Speech that is rendered before it is needed: the graph is known, so its words need not wait for a voice.

Key: voice, language, speed, text. One cache per process, bounded in bytes; the least recently used goes first.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator

from tron.core.ports import TextToSpeech
from tron.core.speech import SpokenUtterance

Key = tuple[str, str, float, str]
CHUNK_BYTES = 6_400  # 200 ms, so that playback starts before the rest is handed over


class CachedSpeech:
    """A TextToSpeech in front of another one. What is not in the cache streams through and is kept when complete."""

    def __init__(self, voice: TextToSpeech, *, limit_bytes: int = 32 * 1024 * 1024) -> None:
        self._voice = voice
        self._limit = limit_bytes
        self._size = 0
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._rendering: dict[Key, asyncio.Task[None]] = {}
        self._spoken_by = ""

    def spoken_by(self, voices: str) -> None:
        """`voices` names those that speak now; what others said is dropped."""
        if voices != self._spoken_by:
            self._spoken_by = voices
            self._kept.clear()
            self._size = 0

    async def prepare(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> None:
        """Render `text` now; returns when it is in the cache. The same text is rendered once at a time."""
        key = (voice, language, speed, text)
        if key in self._kept:
            return
        task = self._rendering.get(key)
        if task is None:
            task = self._rendering[key] = asyncio.create_task(self._render(key), name="render-speech")
            task.add_done_callback(lambda _: self._rendering.pop(key, None))
        await asyncio.shield(task)

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return await self._voice.synthesize(text, voice=voice, language=language, speed=speed)

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        key = (voice, language, speed, text)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            for start in range(0, len(found), CHUNK_BYTES):
                yield found[start : start + CHUNK_BYTES]
            return
        parts: list[bytes] = []
        async for part in self._voice.stream(text, voice=voice, language=language, speed=speed):
            parts.append(part)
            yield part
        self._keep(key, b"".join(parts))

    async def _render(self, key: Key) -> None:
        voice, language, speed, text = key
        parts = [part async for part in self._voice.stream(text, voice=voice, language=language, speed=speed)]
        self._keep(key, b"".join(parts))

    def _keep(self, key: Key, pcm: bytes) -> None:
        if not pcm or len(pcm) > self._limit:
            return
        self._size += len(pcm) - len(self._kept.pop(key, b""))
        self._kept[key] = pcm
        while self._size > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)
