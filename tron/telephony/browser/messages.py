"""The browser line's text messages: JSON objects with a `type`. Sound travels in binary messages.

A page sends hello (once, first), decline (instead of hello), keys, hangup, ping; Tron sends ready, clear, keys, ended,
pong, error. Sound: s16le mono at 16 kHz, up to 200 ms in a message.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tron.core.speech import SAMPLE_RATE

KEYS = frozenset("0123456789*#ABCD")
LONGEST_KEYS = 32
LONGEST_TEXT = 4096
LONGEST_SOUND = SAMPLE_RATE * 2 // 5
HELLO = 'Send {"type": "hello", "token": "...", "sample_rate": 16000} first.'

BAD_MESSAGE, REFUSED, GONE, TAKEN_OVER, TRY_LATER = 4400, 4401, 4404, 4409, 1013
"""Close codes."""


class StreamRefused(Exception):
    """Ends a page's connection with an error message and a close code. The call goes on, until it is hung up."""

    def __init__(self, close_code: int, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.close_code = close_code
        self.error: dict[str, Any] = {"code": code, "message": message, "hint": hint, "fields": []}

    def text(self) -> str:
        return encode("error", error=self.error)


@dataclass(frozen=True, slots=True)
class Hello:
    """The first message: who it is, and whether the call is wanted (`declined`: it is not)."""

    token: str
    declined: bool = False


def encode(type_: str, **values: Any) -> str:
    """A message for the page."""
    return json.dumps({"type": type_, **values}, ensure_ascii=False, separators=(",", ":"))


def parse(message: str | bytes) -> Mapping[str, Any]:
    """A page's text message. Raises StreamRefused."""
    if isinstance(message, bytes):
        raise StreamRefused(BAD_MESSAGE, "bad_message", "Sound came before the hello.", HELLO)
    try:
        body = json.loads(message) if len(message) <= LONGEST_TEXT else None
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or not isinstance(body.get("type"), str):
        raise StreamRefused(BAD_MESSAGE, "bad_message", "A text message is a small JSON object with a type.", HELLO)
    return body


def parse_hello(message: str | bytes) -> Hello:
    """The first message. Raises StreamRefused."""
    body = parse(message)
    token = body.get("token")
    if body["type"] not in ("hello", "decline") or not isinstance(token, str):
        raise StreamRefused(BAD_MESSAGE, "bad_message", "The first message was no hello with a token.", HELLO)
    if body["type"] == "decline":
        return Hello(token, declined=True)
    if body.get("sample_rate") != SAMPLE_RATE:
        hint = "Resample to 16000 Hz, mono, signed 16-bit, before sending."
        raise StreamRefused(BAD_MESSAGE, "bad_sample_rate", "The sound of a call has 16000 samples a second.", hint)
    return Hello(token)


def check_sound(message: bytes) -> bytes:
    """The message itself. Raises StreamRefused for what cannot be sound."""
    if len(message) % 2 or len(message) > LONGEST_SOUND:
        hint = "Send whole 16-bit samples, 20 ms (640 bytes) in a message, at most 200 ms."
        raise StreamRefused(BAD_MESSAGE, "bad_sound", "A binary message was not 16-bit sound.", hint)
    return message


def parse_keys(body: Mapping[str, Any]) -> str:
    """The digits of a keys message. Raises StreamRefused."""
    digits = body.get("digits")
    if not isinstance(digits, str) or not 0 < len(digits) <= LONGEST_KEYS or not set(digits) <= KEYS:
        hint = f"Send 1 to {LONGEST_KEYS} of 0-9, *, #, A-D."
        raise StreamRefused(BAD_MESSAGE, "bad_keys", "These are no keys of a telephone.", hint)
    return digits
