"""Speech that was spoken before: what is said in every call, or was rendered ahead, need not wait for a voice.

Key: voice, language, speed, text. One cache per process, bounded in bytes; the least recently used goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

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
        self._spoken_by = ""

    def spoken_by(self, voices: str) -> None:
        """`voices` names those that speak now; what others said is dropped."""
        if voices != self._spoken_by:
            self._spoken_by = voices
            self._kept.clear()
            self._size = 0

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        return await self._voice.synthesize(text, voice=voice, language=language, speed=speed)

    async def stream(
        self,
        text: str,
        *,
        voice: str,
        language: str,
        speed: float = 1.0,
        spoke: Callable[[int], None] | None = None,
    ) -> AsyncIterator[bytes]:
        """`spoke` is told the characters that the voice was asked for, as soon as it begins to speak."""
        key = (voice, language, speed, text)
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            for start in range(0, len(found), CHUNK_BYTES):
                yield found[start : start + CHUNK_BYTES]
            return
        parts: list[bytes] = []
        async for part in self._voice.stream(text, voice=voice, language=language, speed=speed):
            if part and not parts and spoke is not None:
                spoke(len(text))
            parts.append(part)
            yield part
        self._keep(key, b"".join(parts))

    def _keep(self, key: Key, pcm: bytes) -> None:
        if not pcm or len(pcm) > self._limit:
            return
        self._size += len(pcm) - len(self._kept.pop(key, b""))
        self._kept[key] = pcm
        while self._size > self._limit:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)
