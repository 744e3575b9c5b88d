"""Frames on the engines' socket: two lengths (big-endian u32), a small JSON header, a binary body.

Client to server: `{"id", "op", ...}`; `{"op": "cancel", "id"}` ends a request early.
Server to client, each with the request's id: `{"type": "piece", ...}` any number of times, then one `done` or `error`.
"""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MAX_HEADER = 1 << 20
MAX_BODY = 32 << 20
_LENGTHS = struct.Struct(">II")


class ProtocolError(Exception):
    """The other side sent something that is no frame: the connection is of no use any more."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: `header` is a JSON object, `body` sound, text or nothing."""

    header: Mapping[str, Any]
    body: bytes = b""


def pack(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    """The bytes of one frame. Raises ValueError when it is over the limits."""
    head = json.dumps(header, separators=(",", ":")).encode()
    if len(head) > MAX_HEADER or len(body) > MAX_BODY:
        raise ValueError("frame too large")
    return _LENGTHS.pack(len(head), len(body)) + head + body


async def read_frame(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; None when the other side is gone, even in the middle of a frame. Raises ProtocolError."""
    try:
        head_length, body_length = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
        if head_length > MAX_HEADER or body_length > MAX_BODY:
            raise ProtocolError("frame too large")
        head = await reader.readexactly(head_length)
        body = await reader.readexactly(body_length)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return Frame(_header(head), body)


def _header(raw: bytes) -> Mapping[str, Any]:
    try:
        header = json.loads(raw)
    except ValueError as error:
        raise ProtocolError("header is not JSON") from error
    if not isinstance(header, dict):
        raise ProtocolError("header is not an object")
    return header
