"""One vendor's words for a media stream. A dialect is made for each connection: vendors name their streams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from tron.telephony.media_stream.messages import Message


class Dialect(Protocol):
    """Reads a vendor's messages and writes Tron's. A writer answers None for what the vendor has no message for."""

    frames: int
    """How many frames of 20 ms the vendor likes in one message of sound."""

    closes: bool
    """Whether the vendor closes a stream, without a message, when the far side hangs up."""

    def parse(self, message: str | bytes) -> Message | None:
        """None for what does not matter here. Raises BadStream."""
        ...

    def sound(self, data: bytes) -> str | bytes:
        """Some frames of sound, in the format of the stream."""
        ...

    def clear(self) -> str | None:
        """Drop what is buffered and not played."""
        ...

    def mark(self, name: str) -> str | None:
        """Tell when everything before this was played."""
        ...

    def keys(self, digits: str) -> str | None: ...

    def transfer(self, transfer_id: str, to: str, headers: Mapping[str, str]) -> str | None:
        """Hand the caller to `to`, without talking to it first (REFER)."""
        ...

    def hang_up(self) -> str | None: ...
