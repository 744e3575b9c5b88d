"""Sound of one media stream, as the session hears and speaks it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from tron.core.clock import Clock
from tron.core.speech import FRAME_MS
from tron.telephony.heard import STALL_SECONDS, Framer, Heard, RateGuard, TooFast
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.link import Link
from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, Sound, WireFormat
from tron.telephony.media_stream.playback import Playback
from tron.telephony.media_stream.reorder import Reorder

LAST_FRAMES_SECONDS = 2.5 * FRAME_MS / 1000
"""After so long without another frame, those that wait for a message of their size go by themselves."""


class StreamAudio:
    """Implements LineAudio. Silent and deaf until a stream is there (`connect`) and after it is gone."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._codec = Codec(WireFormat())
        self._link: Link | None = None
        self._reorder = Reorder()
        self._framer = Framer()
        self._heard = Heard(clock)
        self._guard = RateGuard(clock.monotonic)
        self._waiting: list[bytes] = []
        self._last_frames: asyncio.TimerHandle | None = None
        self.playback = Playback(self._mark)

    # ------------------------------------------------------------ the session's side

    def frames(self) -> AsyncIterator[bytes]:
        return self._heard.frames()

    async def send(self, frame: bytes) -> None:
        if self._link is None:
            return
        self._waiting.append(self._codec.encode(frame))
        if len(self._waiting) >= self._link.dialect.frames:
            self._flush()
        elif self._last_frames is None:
            self._last_frames = asyncio.get_running_loop().call_later(LAST_FRAMES_SECONDS, self._flush)
        self.playback.frame()

    async def clear(self) -> None:
        if self._link is not None:
            self._forget_waiting()
            self._link.clear()
            self.playback.cleared()

    # ------------------------------------------------------------ the stream's side

    def connect(self, link: Link, wire: WireFormat) -> None:
        """The stream is there, and this is how its sound is written."""
        self._link, self._codec = link, Codec(wire)
        self._guard = RateGuard(self._clock.monotonic)
        self._reorder = Reorder()

    def disconnect(self) -> None:
        """The stream is gone, and another one may come."""
        self._link = None
        self._forget_waiting()
        self.playback.cleared()

    def take(self, sound: Sound) -> list[bytes]:
        """The frames that this makes. Raises BadStream for what is no sound, or comes faster than time."""
        pcm = b"".join(self._codec.decode(part.data) for part in self._reorder.push(sound))
        try:
            self._guard.add(len(pcm))
        except TooFast:
            raise BadStream(BAD_MESSAGE, "Sound came faster than it can be spoken.") from None
        frames = self._framer.cut(pcm)
        # A vendor that sends several frames at once sends them as far apart.
        self._heard.stall = max(self._heard.stall, STALL_SECONDS + (len(frames) - 1) * FRAME_MS / 1000)
        return frames

    def hear(self, frame: bytes) -> None:
        """One frame for the session."""
        self._heard.put(frame)

    def leave(self) -> None:
        """The stream is gone for good."""
        self._flush()
        self._link = None
        self._heard.leave()
        self.playback.over()

    def _flush(self) -> None:
        sound = b"".join(self._waiting)
        self._forget_waiting()
        if self._link is not None and sound:
            self._link.send_sound(self._link.dialect.sound(sound))

    def _forget_waiting(self) -> None:
        self._waiting.clear()
        if self._last_frames is not None:
            self._last_frames.cancel()
            self._last_frames = None

    def _mark(self, name: str) -> bool:
        self._flush()
        return self._link is not None and self._link.say(self._link.dialect.mark(name))
