"""What the dialects of cloud vendors share: JSON objects with an `event`, sound as base64 in them."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tron.telephony.media_stream.messages import BAD_MESSAGE, BadStream, Keys, Message, Sound

LONGEST_TEXT = 32 * 1024
LONGEST_SOUND = 4000
"""Bytes: half a second of mu-law, far more than a message of 20 ms holds."""
KEYS = frozenset("0123456789*#ABCD")
Body = Mapping[str, Any]
Reader = Callable[[Body], Message | None]


class EventDialect:
    """Base of dialects. A subclass fills `readers`, writes sound, clear and mark, and names its streams' key.

    `known` makes the token of a call out of the one that its stream brings; `token` stood in the stream's address.
    """

    frames = 1
    closes = False
    title: ClassVar[str]
    stream_key: ClassVar[str]

    def __init__(self, known: Callable[[str], str] = lambda token: token, token: str | None = None) -> None:
        self._known = known
        self._token = token
        self._stream_id = ""
        self._readers: Mapping[str, Reader] = self.readers()

    def readers(self) -> Mapping[str, Reader]:
        """What each event means."""
        raise NotImplementedError

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            raise BadStream(BAD_MESSAGE, f"{self.title}'s streams have no binary messages.")
        body = _object(message)
        read = self._readers.get(body["event"])
        return read(body) if read is not None else None

    def sound(self, data: bytes) -> str | bytes:
        raise NotImplementedError

    def clear(self) -> str | None:
        raise NotImplementedError

    def mark(self, name: str) -> str | None:
        raise NotImplementedError

    def keys(self, digits: str) -> str | None:
        """Without a message for them they go into the sound."""
        return None

    def transfer(self, transfer_id: str, to: str, headers: Mapping[str, str]) -> str | None:
        """Ordered by the vendor's REST API, where it can be done."""
        return None

    def hang_up(self) -> str | None:
        """When the stream is closed, the vendor goes on to the end of its orders, and there hangs up."""
        return None

    def say(self, event: str, **values: Any) -> str:
        """One message about this stream."""
        return json.dumps({"event": event, self.stream_key: self._stream_id, **values}, separators=(",", ":"))

    def token(self, given: str | None = None) -> str:
        """The call's token: of the stream's address, else the one given. Raises BadStream."""
        token = self._token or given
        if not token:
            raise BadStream(BAD_MESSAGE, "The stream brings no token.")
        return self._known(token)


def sound_of(payload: str, sequence: object, longest: int = LONGEST_SOUND) -> Sound:
    """Raises BadStream."""
    try:
        data = base64.b64decode(payload, validate=True)
    except (binascii.Error, ValueError):
        raise BadStream(BAD_MESSAGE, "The sound of a message is no base64.") from None
    if not data or len(data) > longest:
        raise BadStream(BAD_MESSAGE, f"{len(data)} bytes are no short piece of sound.")
    return Sound(data, number(sequence))


def payload_of(data: bytes) -> str:
    """Sound as these vendors write it."""
    return base64.b64encode(data).decode()


def keys_of(body: Body) -> Keys:
    """A key that was pressed. Raises BadStream."""
    digit = text(part(body, "dtmf"), "digit").upper()
    if len(digit) != 1 or digit not in KEYS:
        raise BadStream(BAD_MESSAGE, "This is no key of a telephone.")
    return Keys(digit)


def part(body: Body, key: str) -> Body:
    """Raises BadStream."""
    value = body.get(key)
    if not isinstance(value, dict):
        raise BadStream(BAD_MESSAGE, f"The message has no {key}.")
    return value


def text(body: Body, key: str) -> str:
    """Raises BadStream."""
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadStream(BAD_MESSAGE, f"The message has no {key}.")
    return value


def number(value: object) -> int | None:
    """A count, written as a number or as text; None for anything else."""
    digits = str(value)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _object(message: str) -> Body:
    try:
        body = json.loads(message) if len(message) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("event"), str):
        raise BadStream(BAD_MESSAGE, "A message is a small JSON object with an event.")
    return body
