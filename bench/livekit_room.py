"""What the LiveKit line adds to a room: a caller's clicks come back through an echo in the session's place, by the
line's own sound and by a bare participant that only passes frames on. Both in the same run, over the real server.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import numpy as np
from livekit import api, rtc

from bench.far_end import SETTLED, Clicks, FarEnd
from bench.report import load, percentile, table
from tests.emulators.livekit import KEY, PROGRAM, SECRET, livekit_server
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.speech import FRAME_MS, SAMPLE_RATE
from tron.telephony.livekit.audio import QUEUE_MS, RoomAudio

EVERY = 25
"""Frames from one click to the next: an echo over WebRTC takes longer than over a line."""
PASSES = 3


async def measure(seconds: float) -> str:
    """The table; where there is no LiveKit server it says so."""
    if not PROGRAM.exists():
        return "No LiveKit server was built here (it needs Go)."
    rows = []
    async with livekit_server() as server:
        for calls in (1, 4):
            bare, line = Waits(), Waits()
            for _ in range(PASSES):
                bare.add(await _together(server.url, calls, seconds, _BareEcho))
                line.add(await _together(server.url, calls, seconds, _LineEcho))
            ratio = f"{line.p50 / bare.p50:.2f}"
            rows.append(["bare participant", str(calls), *bare.row, "1", f"{load():.1f}"])
            rows.append(["LiveKit line", str(calls), *line.row, ratio, f"{load():.1f}"])
    head = ("echo", "calls", "there and back p50, ms", "p95, ms", "clicks lost", "of bare", "load")
    return table(head, rows)


class Waits:
    """All clicks of one kind of echo."""

    def __init__(self) -> None:
        self.all: list[float] = []
        self.lost = 0

    def add(self, echoes: list[Clicks]) -> None:
        self.all += [wait for one in echoes for wait in one.waits]
        self.lost += sum(one.lost for one in echoes)

    @property
    def p50(self) -> float:
        return percentile(self.all, 0.5)

    @property
    def row(self) -> tuple[str, str, str]:
        return f"{self.p50:.1f}", f"{percentile(self.all, 0.95):.1f}", str(self.lost)


class _BareEcho:
    """A participant that passes on what it hears."""

    def __init__(self) -> None:
        self._source = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=QUEUE_MS)

    async def publish(self, room: rtc.Room) -> None:
        track = rtc.LocalAudioTrack.create_audio_track("echo", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await room.local_participant.publish_track(track, options)

    async def run(self, track: rtc.Track) -> None:
        async for frame in frames_of(track):
            await self._source.capture_frame(frame)

    async def close(self) -> None:
        await self._source.aclose()


class _LineEcho:
    """The line's sound, with an echo where the session is."""

    def __init__(self) -> None:
        self._audio = RoomAudio(SystemClock())
        self._audio.answered()

    async def publish(self, room: rtc.Room) -> None:
        await self._audio.publish(room)

    async def run(self, track: rtc.Track) -> None:
        self._audio.listen(track)
        async for frame in self._audio.frames():
            await self._audio.send(frame)

    async def close(self) -> None:
        await self._audio.close()


Echo = type[_BareEcho] | type[_LineEcho]


async def _together(url: str, calls: int, seconds: float, echo: Echo) -> list[Clicks]:
    return await asyncio.gather(*(_call(url, seconds, echo()) for _ in range(calls)))


async def _call(url: str, seconds: float, echo: _BareEcho | _LineEcho) -> Clicks:
    """One room with a caller and the other side."""
    name, echoes = f"bench-{uuid7()}", Clicks(EVERY)
    async with AsyncExitStack() as stack:
        caller = await stack.enter_async_context(joined(url, name, "caller"))
        other = await stack.enter_async_context(joined(url, name, "other"))
        source = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=QUEUE_MS)
        theirs, ours = first_track(caller), first_track(other)
        track = rtc.LocalAudioTrack.create_audio_track("caller", source)
        await caller.local_participant.publish_track(track)
        await echo.publish(other)
        tasks = [
            asyncio.create_task(speak(source, echoes)),
            asyncio.create_task(echo.run(await ours)),
            asyncio.create_task(listen(await theirs, echoes)),
        ]
        await asyncio.sleep(SETTLED * FRAME_MS / 1000 + seconds)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await echo.close()
        await source.aclose()
    return echoes


@asynccontextmanager
async def joined(url: str, name: str, identity: str) -> AsyncIterator[rtc.Room]:
    grants = api.VideoGrants(room_join=True, room=name)
    token = api.AccessToken(KEY, SECRET).with_identity(identity).with_grants(grants).to_jwt()
    room = rtc.Room()
    await room.connect(url, token)
    yield room
    with suppress(Exception):
        await room.disconnect()


def first_track(room: rtc.Room) -> asyncio.Future[rtc.Track]:
    found: asyncio.Future[rtc.Track] = asyncio.get_running_loop().create_future()

    def subscribed(track: rtc.Track, *_others: object) -> None:
        if not found.done():
            found.set_result(track)

    room.on("track_subscribed", subscribed)
    return found


async def frames_of(track: rtc.Track) -> AsyncIterator[rtc.AudioFrame]:
    stream = rtc.AudioStream.from_track(track=track, sample_rate=SAMPLE_RATE, num_channels=1, frame_size_ms=FRAME_MS)
    try:
        async for event in stream:
            yield event.frame
    finally:
        await stream.aclose()


async def speak(source: rtc.AudioSource, far: FarEnd) -> None:
    """What the far end says, each frame at its time. In halves: a source without a queue takes 10 ms at a time."""
    number, due = 0, time.monotonic()
    while True:
        number += 1
        samples = far.frame(number).astype("<i2")
        for half in np.split(samples, 2):
            await source.capture_frame(rtc.AudioFrame(half.tobytes(), SAMPLE_RATE, 1, len(half)))
        due += FRAME_MS / 1000
        await asyncio.sleep(max(due - time.monotonic(), 0))


async def listen(track: rtc.Track, far: FarEnd) -> None:
    async for frame in frames_of(track):
        far.hear(np.frombuffer(frame.data, dtype="<i2"), SAMPLE_RATE)
