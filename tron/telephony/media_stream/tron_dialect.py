"""Tron's own words, spoken by its SIP gateway: JSON objects with a `type`; sound is binary, s16le mono at 16 kHz."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, cast, get_args

from tron.core.speech import FRAME_BYTES
from tron.telephony.media_stream.messages import (
    BAD_MESSAGE,
    Answered,
    BadStream,
    Keys,
    MarkPlayed,
    Message,
    Sound,
    Started,
    Stopped,
    TransferState,
)

LONGEST_SOUND = 10 * FRAME_BYTES
LONGEST_TEXT = 16 * 1024
MOST_HEADERS = 50
KEYS = frozenset("0123456789*#ABCD")
Ender = Literal["caller", "agent", "network"]
TransferStep = Literal["trying", "ringing", "done", "failed"]


class TronDialect:
    """Implements Dialect."""

    frames = 1
    closes = False

    def parse(self, message: str | bytes) -> Message | None:
        if isinstance(message, bytes):
            return _sound(message)
        body = _object(message)
        read = READERS.get(body.get("type", ""))
        return read(body) if read is not None else None

    def sound(self, data: bytes) -> str | bytes:
        return data

    def clear(self) -> str | None:
        return _encode("clear")

    def mark(self, name: str) -> str | None:
        return _encode("mark", name=name)

    def keys(self, digits: str) -> str | None:
        return _encode("keys", digits=digits, how=None)

    def transfer(self, transfer_id: str, to: str, headers: Mapping[str, str]) -> str | None:
        return _encode("transfer", id=transfer_id, to=to, headers=dict(headers))

    def hang_up(self) -> str | None:
        return _encode("hang_up")


def _encode(type_: str, **values: Any) -> str:
    return json.dumps({"type": type_, **values}, ensure_ascii=False, separators=(",", ":"))


def _object(message: str) -> Mapping[str, Any]:
    try:
        body = json.loads(message) if len(message) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise BadStream(BAD_MESSAGE, "A text message is a small JSON object with a type.")
    return body


def _sound(data: bytes) -> Sound:
    if not data or len(data) % FRAME_BYTES or len(data) > LONGEST_SOUND:
        raise BadStream(BAD_MESSAGE, f"{len(data)} bytes are no frames of 16 kHz 16-bit sound (640 bytes each).")
    return Sound(data)


def _started(body: Mapping[str, Any]) -> Started:
    if body.get("phase") not in ("early", "answered"):
        raise BadStream(BAD_MESSAGE, "A start says whether its phase is early or answered.")
    return Started(
        _text(body, "token"),
        call_id=_text(body, "call_id"),
        answered=body["phase"] == "answered",
        vendor_call_id=_optional(body, "sip_call_id"),
        headers=_headers(body),
    )


def _answered(body: Mapping[str, Any]) -> Answered:
    return Answered(_headers(body))


def _keys(body: Mapping[str, Any]) -> Keys:
    digits = _text(body, "digits").upper()
    if not set(digits) <= KEYS:
        raise BadStream(BAD_MESSAGE, "These are no keys of a telephone.")
    return Keys(digits)


def _mark(body: Mapping[str, Any]) -> MarkPlayed:
    return MarkPlayed(_text(body, "name"))


def _transfer(body: Mapping[str, Any]) -> TransferState:
    state = body.get("state")
    if state not in get_args(TransferStep):
        raise BadStream(BAD_MESSAGE, "A transfer is trying, ringing, done or failed.")
    return TransferState(_text(body, "id"), cast(TransferStep, state), _status(body))


def _stopped(body: Mapping[str, Any]) -> Stopped:
    by = body.get("by")
    ender = cast(Ender, by) if by in get_args(Ender) else "network"
    return Stopped(ender, _status(body), str(body.get("reason") or "")[:200])


READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Message]]] = {
    "start": _started,
    "answered": _answered,
    "keys": _keys,
    "mark": _mark,
    "transfer": _transfer,
    "stop": _stopped,
}


def _text(body: Mapping[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str) or not value:
        raise BadStream(BAD_MESSAGE, f"The message has no {key}.")
    return value


def _optional(body: Mapping[str, Any], key: str) -> str | None:
    value = body.get(key)
    return value if isinstance(value, str) and value else None


def _status(body: Mapping[str, Any]) -> int | None:
    value = body.get("sip_status")
    return value if isinstance(value, int) and 100 <= value < 700 else None


def _headers(body: Mapping[str, Any]) -> Mapping[str, str]:
    headers = body.get("headers") or {}
    if not isinstance(headers, dict) or len(headers) > MOST_HEADERS:
        raise BadStream(BAD_MESSAGE, "Headers are a small object of texts.")
    return {str(name): str(value) for name, value in headers.items()}
