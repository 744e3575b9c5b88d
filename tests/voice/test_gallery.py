"""Supervisors as one guest: everybody hears the call and the one who speaks; only that one is heard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import numpy as np

from tests.support import finished
from tron.core.ids import uuid7
from tron.core.speech import FRAME_BYTES
from tron.voice.gallery import Gallery


def frame(level: int) -> bytes:
    return np.full(FRAME_BYTES // 2, level, np.int16).tobytes()


class Listener:
    def __init__(self) -> None:
        self.spoken: asyncio.Queue[bytes] = asyncio.Queue()
        self.heard: list[int] = []

    async def frames(self) -> AsyncIterator[bytes]:
        while True:
            yield await self.spoken.get()

    async def send(self, frame: bytes) -> None:
        self.heard.append(int(np.frombuffer(frame, np.int16)[0]))

    async def clear(self) -> None: ...


async def _talk() -> None:
    gallery, speaker, quiet = Gallery(), Listener(), Listener()
    one, two = uuid7(), uuid7()
    gallery.enter(one, speaker)
    gallery.enter(two, quiet)
    frames = gallery.frames()
    gallery.let_speak(one)
    quiet.spoken.put_nowait(frame(7))
    speaker.spoken.put_nowait(frame(100))
    assert await anext(frames) == frame(100)
    await gallery.send(frame(11))
    assert (speaker.heard, quiet.heard) == ([11], [111])
    await gallery.leave(one)
    assert gallery.speaker is None
    await gallery.send(frame(12))
    assert (speaker.heard, quiet.heard) == ([11], [111, 12])
    await gallery.leave(two)
    assert gallery.empty
    gallery.close()
    assert await anext(frames, None) is None


def test_one_speaks_and_everybody_listens() -> None:
    finished(_talk())
