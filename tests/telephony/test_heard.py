"""Frames of the far side for one listener: as they come, silence where they stay away, the oldest gone where nobody
listens."""

from __future__ import annotations

import asyncio

import pytest

from tron.core.clock import SystemClock
from tron.core.speech import FRAME_BYTES, FRAME_MS
from tron.telephony.heard import KEPT_SECONDS, SILENT_FRAME, Heard


def frame(number: int) -> bytes:
    return number.to_bytes(2, "little") * (FRAME_BYTES // 2)


@pytest.fixture
def heard() -> Heard:
    made = Heard(SystemClock())
    made.stall = 60.0
    return made


async def test_a_frame_is_heard_as_it_comes(heard: Heard) -> None:
    frames = heard.frames()
    for number in (1, 2):
        waiting = asyncio.ensure_future(anext(frames))
        await asyncio.sleep(0)
        assert not waiting.done()
        heard.put(frame(number))
        assert await waiting == frame(number)
    heard.put(frame(3))
    heard.put(frame(4))
    assert [await anext(frames), await anext(frames)] == [frame(3), frame(4)]


async def test_silence_where_sound_stays_away_and_sound_again(heard: Heard) -> None:
    heard.stall = 0.0
    frames = heard.frames()
    assert [await anext(frames), await anext(frames)] == [SILENT_FRAME] * 2
    heard.put(frame(1))
    assert await anext(frames) == frame(1)


async def test_the_end_ends_who_waits(heard: Heard) -> None:
    frames = heard.frames()
    waiting = asyncio.ensure_future(anext(frames, None))
    await asyncio.sleep(0)
    heard.leave()
    assert await waiting is None
    assert [one async for one in heard.frames()] == []


async def test_a_listener_who_goes_leaves_the_next_one_everything(heard: Heard) -> None:
    waiting = asyncio.ensure_future(anext(heard.frames()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    heard.put(frame(1))
    assert await anext(heard.frames()) == frame(1)


async def test_the_last_seconds_are_kept(heard: Heard) -> None:
    kept = int(KEPT_SECONDS * 1000 / FRAME_MS)
    for number in range(kept + 10):
        heard.put(frame(number))
    assert await anext(heard.frames()) == frame(10)
