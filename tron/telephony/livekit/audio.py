"""Sound of one room: the phone's track in frames, and our own track with a short queue."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable

from livekit import rtc

from tron.core.clock import Clock
from tron.core.speech import FRAME_MS, SAMPLE_RATE
from tron.telephony.heard import Framer, Heard

QUEUE_MS = 100
"""What LiveKit holds beyond the session's own clock: it evens out late frames, and is all that a barge-in must drop."""
QUIET = 300
"""Of 32767: not louder is the silence with which LiveKit fills a track on which nobody sends anything yet."""


class RoomAudio:
    """Implements LineAudio. The phone's track may come later, and again.

    Until `answered` its sound is early media, for `early` alone: the call begins with what is said after it. It begins
    with the first frame that can be heard: the track is there before the far side is reached.
    """

    def __init__(self, clock: Clock) -> None:
        self._heard = Heard(clock)
        self._framer = Framer()
        self._source = rtc.AudioSource(SAMPLE_RATE, 1, queue_size_ms=QUEUE_MS)
        self._stream: rtc.AudioStream | None = None
        self._reading: asyncio.Task[None] | None = None
        self._closed = False
        self._answered = False
        self._early_heard = False
        self.early: Callable[[bytes], None] | None = None

    async def publish(self, room: rtc.Room) -> None:
        """Our side's sound into the room."""
        track = rtc.LocalAudioTrack.create_audio_track("agent", self._source)
        options = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
        await room.local_participant.publish_track(track, options)

    def listen(self, track: rtc.Track) -> None:
        """The phone's sound is there; an older track of it is over."""
        if self._closed:
            return
        if self._reading is not None:
            self._reading.cancel()
        self._reading = asyncio.create_task(self._read(track), name="phone's sound")

    def answered(self) -> None:
        """From now on the phone's sound is the call's."""
        self._answered = True

    async def frames(self) -> AsyncIterator[bytes]:
        async for frame in self._heard.frames():
            yield frame

    async def send(self, frame: bytes) -> None:
        if not self._closed:
            await self._source.capture_frame(rtc.AudioFrame(frame, SAMPLE_RATE, 1, len(frame) // 2))

    async def clear(self) -> None:
        if not self._closed:
            self._source.clear_queue()

    async def drained(self, seconds: float) -> None:
        """Until what was sent is played, at most so long."""
        try:
            async with asyncio.timeout(seconds):
                await self._source.wait_for_playout()
        except TimeoutError:
            return

    def leave(self) -> None:
        """No more sound, either way."""
        self._heard.leave()

    async def close(self) -> None:
        """Lets go of LiveKit's own parts; may be called twice."""
        self.leave()
        if self._closed:
            return
        self._closed = True
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        await self._source.aclose()

    async def _read(self, track: rtc.Track) -> None:
        stream = rtc.AudioStream.from_track(
            track=track, sample_rate=SAMPLE_RATE, num_channels=1, frame_size_ms=FRAME_MS
        )
        try:
            async for event in stream:
                for frame in self._framer.cut(bytes(event.frame.data)):
                    if self._answered:
                        self._heard.put(frame)
                    elif self.early is not None:
                        self._hear_early(frame, self.early)
        finally:
            await stream.aclose()

    def _hear_early(self, frame: bytes, early: Callable[[bytes], None]) -> None:
        samples = memoryview(frame).cast("h")
        self._early_heard = self._early_heard or max(samples) > QUIET or min(samples) < -QUIET
        if self._early_heard:
            early(frame)
