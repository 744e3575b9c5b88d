"""What the far side of a media stream tells, whatever its vendor's words for it are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

BAD_MESSAGE, REFUSED, GONE, TAKEN = 4400, 4401, 4404, 4409
"""Close codes."""


class BadStream(Exception):
    """Ends a stream with a close code and a reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True, slots=True)
class WireFormat:
    """How sound is written on the wire: 16-bit samples, or G.711; one channel."""

    encoding: Literal["L16", "PCMU", "PCMA"] = "L16"
    rate: Literal[8000, 16000] = 16000


@dataclass(frozen=True, slots=True)
class Started:
    """The first message of a stream. `answered` False: the network plays something before the answer."""

    token: str = field(repr=False)
    call_id: str | None = None
    answered: bool = True
    format: WireFormat = WireFormat()
    vendor_call_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answered:
    """A stream that began early is a call now."""

    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound as the wire has it. `sequence` counts the sound's messages, where the vendor does."""

    data: bytes = field(repr=False)
    sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """DTMF digits of the far side."""

    digits: str


@dataclass(frozen=True, slots=True)
class MarkPlayed:
    """Everything that was sent before this mark was played, or dropped by `clear`."""

    name: str


@dataclass(frozen=True, slots=True)
class TransferState:
    """How far a transfer is. `sip_status` tells why it failed."""

    id: str
    state: Literal["trying", "ringing", "done", "failed"]
    sip_status: int | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The last message: who ended the call."""

    by: Literal["caller", "agent", "network"] = "caller"
    sip_status: int | None = None
    reason: str = ""


Message = Started | Answered | Sound | Keys | MarkPlayed | TransferState | Stopped
