"""Plivo's words for an audio stream: JSON with an `event`; sound is base64 of mu-law at 8 kHz or L16 at 16 kHz."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from tron.telephony.media_stream.event_dialect import (
    KEYS,
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

FORMATS: Final[Mapping[tuple[str, int], WireFormat]] = {
    ("audio/x-mulaw", 8000): WireFormat("PCMU", 8000),
    ("audio/x-l16", 8000): WireFormat("L16", 8000),
    ("audio/x-l16", 16000): WireFormat("L16", 16000),
}
LONGEST_LINEAR = 16_000
"""Bytes: half a second of 16-bit samples at 16 kHz."""


class PlivoDialect(EventDialect):
    """Implements Dialect."""

    title: ClassVar[str] = "Plivo"
    stream_key: ClassVar[str] = "streamId"
    closes = True
    _wire = ("audio/x-mulaw", 8000)

    def readers(self) -> Mapping[str, Reader]:
        return {
            "start": self._started,
            "media": _sound,
            "dtmf": keys_of,
            "playedStream": lambda body: MarkPlayed(text(body, "name")),
            "stop": lambda _body: Stopped("caller"),
        }

    def sound(self, data: bytes) -> str | bytes:
        encoding, rate = self._wire
        media = {"contentType": encoding, "sampleRate": rate, "payload": payload_of(data)}
        return self.say("playAudio", media=media)

    def clear(self) -> str | None:
        return self.say("clearAudio")

    def mark(self, name: str) -> str | None:
        return self.say("checkpoint", name=name)

    def keys(self, digits: str) -> str | None:
        """Pauses among them are sent as silence, so those go into the sound as a whole."""
        return self.say("sendDTMF", dtmf=digits.upper()) if digits and set(digits.upper()) <= KEYS else None

    def _started(self, body: Body) -> Started:
        start = part(body, "start")
        given = part(start, "mediaFormat")
        self._wire = (str(given.get("encoding")), number(given.get("sampleRate")) or 0)
        if self._wire not in FORMATS:
            raise BadStream(BAD_MESSAGE, f"Sound in a format that was not ordered came: {str(given)[:80]}.")
        self._stream_id = text(start, "streamId")
        return Started(self.token(), format=FORMATS[self._wire], vendor_call_id=text(start, "callId"))


def _sound(body: Body) -> Sound | None:
    media = part(body, "media")
    if media.get("track", "inbound") != "inbound":
        return None
    return sound_of(text(media, "payload"), media.get("chunk"), LONGEST_LINEAR)
