"""Exotel's words for a stream (AgentStream): JSON with an `event`; sound is base64 of 16-bit samples, little-endian."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from tron.telephony.media_stream.event_dialect import (
    Body,
    EventDialect,
    Reader,
    keys_of,
    number,
    part,
    payload_of,
    sound_of,
    text,
)
from tron.telephony.media_stream.messages import (
    BAD_MESSAGE,
    BadStream,
    MarkPlayed,
    Sound,
    Started,
    Stopped,
    WireFormat,
)

RATE: Final = 16_000
"""What a stream's address asks for."""
FORMATS: Final[Mapping[int, WireFormat]] = {8000: WireFormat("L16", 8000), RATE: WireFormat("L16", RATE)}
LONGEST_LINEAR = 16_000
"""Bytes: half a second at 16 kHz, where a message holds a tenth."""


class ExotelDialect(EventDialect):
    """Implements Dialect. There is no message for keys."""

    title: ClassVar[str] = "Exotel"
    stream_key: ClassVar[str] = "stream_sid"
    frames = 5
    """Exotel plays messages of less than 3200 bytes with gaps, and counts in 320s."""

    def readers(self) -> Mapping[str, Reader]:
        return {
            "start": self._started,
            "media": _sound,
            "dtmf": keys_of,
            "mark": lambda body: MarkPlayed(text(part(body, "mark"), "name")),
            "stop": lambda _body: Stopped("caller"),
        }

    def sound(self, data: bytes) -> str | bytes:
        return self.say("media", media={"payload": payload_of(data)})

    def clear(self) -> str | None:
        return self.say("clear")

    def mark(self, name: str) -> str | None:
        return self.say("mark", mark={"name": name})

    def _started(self, body: Body) -> Started:
        start = part(body, "start")
        given = part(start, "media_format")
        rate, encoding = number(given.get("sample_rate")) or 0, str(given.get("encoding")).lower()
        if rate not in FORMATS or "law" in encoding:
            raise BadStream(BAD_MESSAGE, f"Sound that is not 16 bits at 8 or 16 kHz came: {str(given)[:80]}.")
        self._stream_id = text(start, "stream_sid")
        return Started(self.token(), format=FORMATS[rate], vendor_call_id=text(start, "call_sid"))


def _sound(body: Body) -> Sound:
    media = part(body, "media")
    return sound_of(text(media, "payload"), media.get("chunk"), LONGEST_LINEAR)
