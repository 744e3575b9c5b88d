"""The cache speaks what was rendered, renders once, and stays within its bytes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tron.core.speech import SpokenUtterance
from tron.voice.speech_cache import CachedSpeech


class CountingVoice:
    def __init__(self, size: int = 1000) -> None:
        self.rendered: list[str] = []
        self._size = size

    async def synthesize(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> SpokenUtterance:
        raise AssertionError

    async def stream(self, text: str, *, voice: str, language: str, speed: float = 1.0) -> AsyncIterator[bytes]:
        self.rendered.append(text)
        for _ in range(4):
            await asyncio.sleep(0)
            yield text[:1].encode() * (self._size // 4)


async def said(cache: CachedSpeech, text: str, voice: str = "joe") -> bytes:
    return b"".join([part async for part in cache.stream(text, voice=voice, language="en-IN")])


async def test_what_streamed_through_is_kept_for_the_same_voice_only() -> None:
    voice = CountingVoice()
    cache = CachedSpeech(voice)
    await said(cache, "hello")
    await said(cache, "hello")
    await said(cache, "hello", voice="emma")
    assert voice.rendered == ["hello", "hello"]


async def test_speech_that_was_cut_off_is_not_kept() -> None:
    voice = CountingVoice()
    cache = CachedSpeech(voice)
    stream = cache.stream("hello", voice="joe", language="en-IN")
    await anext(stream)
    await stream.aclose()
    assert await said(cache, "hello") == b"h" * 1000
    assert voice.rendered == ["hello", "hello"]


async def test_the_least_recently_used_goes_first() -> None:
    voice = CountingVoice()
    cache = CachedSpeech(voice, limit_bytes=2500)
    for text in ("a", "b", "a", "c", "a", "b"):
        await said(cache, text)
    assert voice.rendered == ["a", "b", "c", "b"]


async def test_what_other_voices_said_is_dropped() -> None:
    voice = CountingVoice()
    cache = CachedSpeech(voice, limit_bytes=2500)
    for voices in ("joe", "joe", "joe,priyamvada", "joe,priyamvada"):
        cache.spoken_by(voices)
        await said(cache, "a")
    assert voice.rendered == ["a", "a"]
    await said(cache, "b")
    await said(cache, "a")
    assert voice.rendered == ["a", "a", "b"]
