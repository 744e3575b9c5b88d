"""Time-ordered ids (UUIDv7, RFC 9562), made in Python so that a row's id is known before it is written."""

from __future__ import annotations

import os
import time
from uuid import UUID


def uuid7(unix_ms: int | None = None) -> UUID:
    """A new UUIDv7; `unix_ms` overrides the time (milliseconds since 1970)."""
    ms = time.time_ns() // 1_000_000 if unix_ms is None else unix_ms
    tail = int.from_bytes(os.urandom(10), "big")
    value = (ms & 0xFFFFFFFFFFFF) << 80
    value |= 0x7 << 76 | (tail >> 62 & 0xFFF) << 64
    value |= 0b10 << 62 | (tail & 0x3FFFFFFFFFFFFFFF)
    return UUID(int=value)


def uuid7_floor(unix_ms: int) -> UUID:
    """The smallest UUIDv7 of that millisecond: a bound for partitions and cursors."""
    return UUID(int=(unix_ms & 0xFFFFFFFFFFFF) << 80)
