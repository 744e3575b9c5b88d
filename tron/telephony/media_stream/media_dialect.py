"""Twilio's words for a stream, which other vendors took over but for the names of some keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from tron.telephony.media_stream.event_dialect import (
    LONGEST_SOUND,
    Body,
    EventDialect,
    Reader,
    keys_of,
    part,
    payload_of,
    sound_of,
    text,
)
from tron.telephony.media_stream.messages import MarkPlayed, Sound, Started, Stopped


class MediaDialect(EventDialect):
    """Base of such dialects: a subclass reads the start. There is no message for keys."""

    longest: ClassVar[int] = LONGEST_SOUND
    """Bytes of sound in one message."""

    def readers(self) -> Mapping[str, Reader]:
        return {
            "start": self.started,
            "media": self._sound,
            "dtmf": keys_of,
            "mark": lambda body: MarkPlayed(text(part(body, "mark"), "name")),
            "stop": lambda _body: Stopped("caller"),
        }

    def started(self, body: Body) -> Started:
        """The first message. Raises BadStream."""
        raise NotImplementedError

    def sound(self, data: bytes) -> str | bytes:
        return self.say("media", media={"payload": payload_of(data)})

    def clear(self) -> str | None:
        return self.say("clear")

    def mark(self, name: str) -> str | None:
        return self.say("mark", mark={"name": name})

    def _sound(self, body: Body) -> Sound | None:
        media = part(body, "media")
        if media.get("track", "inbound") != "inbound":
            return None
        return sound_of(text(media, "payload"), media.get("chunk"), self.longest)
