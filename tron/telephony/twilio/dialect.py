"""Twilio's words for a media stream: JSON with an `event`; sound is base64 of mu-law at 8 kHz, 20 ms in a message."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from tron.telephony.media_stream.messages import (
    BAD_MESSAGE,
    BadStream,
    Keys,
    MarkPlayed,
    Message,
    Sound,
    Started,
    Stopped,
    WireFormat,
)

LONGEST_TEXT = 32 * 1024
LONGEST_SOUND = 4000
"""Bytes: half a second, far more than a message of 20 ms holds."""
KEYS = frozenset("0123456789*#ABCD")
FORMAT: Final = {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}
Body = Mapping[str, Any]


class TwilioDialect:
    """Implements Dialect. `known` makes the token of a call out of the one that its stream brings."""

    def __init__(self, known: Callable[[str], str] = lambda token: token) -> None:
        self._known = known
        self._stream_sid = ""
        self._readers: Mapping[str, Callable[[Body], Message | None]] = {
            "start": self._started,
            "media": _sound,
            "dtmf": _keys,
            "mark": _mark,
            "stop": lambda _body: Stopped("caller"),
        }

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            raise BadStream(BAD_MESSAGE, "Twilio's streams have no binary messages.")
        body = _object(message)
        read = self._readers.get(body["event"])
        return read(body) if read is not None else None

    def sound(self, data: bytes) -> str | bytes:
        return self._say("media", media={"payload": base64.b64encode(data).decode()})

    def clear(self) -> str | None:
        return self._say("clear")

    def mark(self, name: str) -> str | None:
        return self._say("mark", mark={"name": name})

    def keys(self, digits: str) -> str | None:
        """Twilio has no message for them: they go into the sound."""
        return None

    def transfer(self, transfer_id: str, to: str, headers: Mapping[str, str]) -> str | None:
        return None

    def hang_up(self) -> str | None:
        """Twilio goes on to the end of its orders when the stream is closed, and there hangs up."""
        return None

    def _say(self, event: str, **values: Any) -> str:
        return json.dumps({"event": event, "streamSid": self._stream_sid, **values}, separators=(",", ":"))

    def _started(self, body: Body) -> Started:
        start = _part(body, "start")
        given = {name: _part(start, "mediaFormat").get(name) for name in FORMAT}
        if given != FORMAT:
            raise BadStream(BAD_MESSAGE, f"Sound in another format than mu-law at 8 kHz came: {str(given)[:80]}.")
        self._stream_sid = _text(start, "streamSid")
        token = self._known(_text(_part(start, "customParameters"), "token"))
        return Started(token, format=WireFormat("PCMU", 8000), vendor_call_id=_text(start, "callSid"))


def _sound(body: Body) -> Sound | None:
    media = _part(body, "media")
    if media.get("track", "inbound") != "inbound":
        return None
    try:
        data = base64.b64decode(_text(media, "payload"), validate=True)
    except (binascii.Error, ValueError):
        raise BadStream(BAD_MESSAGE, "The sound of a message is no base64.") from None
    if not data or len(data) > LONGEST_SOUND:
        raise BadStream(BAD_MESSAGE, f"{len(data)} bytes are no short piece of sound.")
    return Sound(data, _number(media.get("chunk")))


def _keys(body: Body) -> Keys:
    digit = _text(_part(body, "dtmf"), "digit").upper()
    if len(digit) != 1 or digit not in KEYS:
        raise BadStream(BAD_MESSAGE, "This is no key of a telephone.")
    return Keys(digit)


def _mark(body: Body) -> MarkPlayed:
    return MarkPlayed(_text(_part(body, "mark"), "name"))


def _object(message: str) -> Body:
    try:
        body = json.loads(message) if len(message) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("event"), str):
        raise BadStream(BAD_MESSAGE, "A message is a small JSON object with an event.")
    return body


def _part(body: Body, key: str) -> Body:
    value = body.get(key)
    if not isinstance(value, dict):
        raise BadStream(BAD_MESSAGE, f"The message has no {key}.")
    return value


def _text(body: Body, key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadStream(BAD_MESSAGE, f"The message has no {key}.")
    return value


def _number(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
