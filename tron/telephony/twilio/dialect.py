"""Twilio's words for a media stream: JSON with an `event`; sound is base64 of mu-law at 8 kHz, 20 ms in a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from tron.telephony.media_stream.event_dialect import (
    Body,
    EventDialect,
    Reader,
    keys_of,
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

FORMAT: Final[Mapping[str, Any]] = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}


class TwilioDialect(EventDialect):
    """Implements Dialect. There is no message for keys."""

    title: ClassVar[str] = "Twilio"
    stream_key: ClassVar[str] = "streamSid"

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
        given = {name: part(start, "mediaFormat").get(name) for name in FORMAT}
        if given != FORMAT:
            raise BadStream(BAD_MESSAGE, f"Sound in another format than mu-law at 8 kHz came: {str(given)[:80]}.")
        self._stream_id = text(start, "streamSid")
        token = self.token(text(part(start, "customParameters"), "token"))
        return Started(token, format=WireFormat("PCMU", 8000), vendor_call_id=text(start, "callSid"))


def _sound(body: Body) -> Sound | None:
    media = part(body, "media")
    if media.get("track", "inbound") != "inbound":
        return None
    return sound_of(text(media, "payload"), media.get("chunk"))
