"""Sound of one media stream, as the session hears and speaks it."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tron.core.clock import Clock
from tron.telephony.heard import Framer, Heard, RateGuard, TooFast
from tron.telephony.media_stream.codecs import Codec
from tron.telephony.media_stream.link import Link
from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, Sound, WireFormat
from tron.telephony.media_stream.playback import Playback
from tron.telephony.media_stream.reorder import Reorder


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
        self.playback = Playback(self._mark)

    # ------------------------------------------------------------ the session's side

    def frames(self) -> AsyncIterator[bytes]:
        return self._heard.frames()

    async def send(self, frame: bytes) -> None:
        if self._link is not None:
            self._link.send_sound(self._link.dialect.sound(self._codec.encode(frame)))
            self.playback.frame()

    async def clear(self) -> None:
        if self._link is not None:
            self._link.clear()
            self.playback.cleared()

    # ------------------------------------------------------------ the stream's side

    def connect(self, link: Link, wire: WireFormat) -> None:
        """The stream is there, and this is how its sound is written."""
        self._link, self._codec = link, Codec(wire)
        self._guard = RateGuard(self._clock.monotonic)

    def take(self, sound: Sound) -> list[bytes]:
        """The frames that this makes. Raises BadStream for what is no sound, or comes faster than time."""
        pcm = b"".join(self._codec.decode(part.data) for part in self._reorder.push(sound))
        try:
            self._guard.add(len(pcm))
        except TooFast:
            raise BadStream(BAD_MESSAGE, "Sound came faster than it can be spoken.") from None
        return self._framer.cut(pcm)

    def hear(self, frame: bytes) -> None:
        """One frame for the session."""
        self._heard.put(frame)

    def leave(self) -> None:
        """The stream is gone for good."""
        self._link = None
        self._heard.leave()
        self.playback.over()

    def _mark(self, name: str) -> bool:
        return self._link is not None and self._link.say(self._link.dialect.mark(name))
