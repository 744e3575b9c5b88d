"""The line's side of a call: how it reaches a phone, and what can be done with a connected one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Trunk:
    """One configured way out of a line: an account, a trunk at a carrier. `secrets` is never logged."""

    id: UUID
    line: str
    name: str
    settings: Mapping[str, Any]
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class DialRequest:
    """One attempt, already claimed and allowed. `to` is E.164 or None where nobody has a number (terminal, browser)."""

    call_id: UUID
    to: str | None
    language: str
    caller_id: str | None = None
    ring_timeout: float = 45.0
    options: Mapping[str, Any] = field(default_factory=dict)
    trunk: Trunk | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """SIP headers to send (`X-...`), where the line can."""
    max_seconds: float | None = None
    """How long the call may last at most, for lines that can hold that limit by themselves."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """A call that came in, already written down and claimed. `offer` is what the line told when it announced it."""

    call_id: UUID
    caller: str | None
    called: str | None
    language: str
    offer: Mapping[str, Any] = field(default_factory=dict)
    trunk: Trunk | None = None


class DialFailed(Exception):
    """The line could not connect: carries the row of design.md's table (status, reason, SIP code)."""

    def __init__(self, status: str, reason: str, sip_status: int | None, message: str = "") -> None:
        super().__init__(message or f"{status}/{reason}")
        self.status = status
        self.reason = reason
        self.sip_status = sip_status


@dataclass(frozen=True, slots=True)
class Hangup:
    """Why the far side's connection ended. `by` is who ended it."""

    by: Literal["caller", "agent", "network"]
    sip_status: int | None = 200


@runtime_checkable
class LineAudio(Protocol):
    """Sound both ways, 20 ms frames of 16 kHz mono s16le PCM (640 bytes). The session paces what it sends."""

    def frames(self) -> AsyncIterator[bytes]:
        """Frames from the far side in real time, silence included; ends when the far side is gone."""
        ...

    async def send(self, frame: bytes) -> None:
        """One frame to the far side, called every 20 ms while the agent speaks; never blocks for long."""
        ...

    async def clear(self) -> None:
        """Drop what the far side has buffered but not played (barge-in). May be called twice."""
        ...


@dataclass(frozen=True, slots=True)
class FarTurn:
    """What the far side of a text line did. `text` None is silence until `after`; `key` is one DTMF digit.

    `after` is seconds since the end of the agent's speech; negative means that many seconds before its end
    would have come (the person talks over the agent).
    """

    text: str | None
    after: float = 0.0
    key: str | None = None
    hangs_up: bool = False


@runtime_checkable
class LineText(Protocol):
    """A text-fidelity far side: words with timed stand-ins for sound, no frames."""

    async def hear(self, text: str, seconds: float) -> FarTurn:
        """The agent says `text`, which would take `seconds` to play; answers what the far side does next."""
        ...

    async def wait(self, timeout: float) -> FarTurn:
        """The agent says nothing and listens up to `timeout` seconds."""
        ...


class LineCall(Protocol):
    """One connected call on a line. Exactly one of `audio` and `text` is set."""

    line_call_id: str
    answered_by: str | None
    audio: LineAudio | None
    text: LineText | None

    async def hang_up(self) -> None:
        """End it from our side; idempotent."""
        ...

    async def ended(self) -> Hangup:
        """Waits until the connection is over, whoever ended it."""
        ...

    def keys(self) -> AsyncIterator[str]:
        """DTMF digits from the far side, as they come."""
        ...

    async def send_keys(self, digits: str) -> None:
        """Send DTMF digits to the far side."""
        ...


@runtime_checkable
class Keyless(Protocol):
    """A LineCall whose far side has no use for keys: `send_keys` does nothing."""

    keyless: bool


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What a transfer came to. `answered`: `by` took the call over. Else `reason` as in design.md's table.

    `may_ring`: the line waited long enough and knows of no end; that phone may ring on.
    """

    answered: bool
    reason: str = ""
    by: str = ""
    may_ring: bool = False


@runtime_checkable
class Transfers(Protocol):
    """A LineCall that can be handed to another number."""

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        """Rings `to` (E.164) for at most `wait` seconds and joins both. `announce` is said to whoever answers first.

        The far side stays connected; when nobody answers the talk goes on. Raises nothing.
        """
        ...


@runtime_checkable
class Messages(Protocol):
    """A Line whose numbers are no real ones, and which delivers messages to them too: they never leave the machine."""

    async def send_message(self, message_id: UUID, to: str, text: str, *, channel: str = "sms") -> str | None:
        """None when the message is there, else a sentence that says why not. Raises nothing."""
        ...


class RingListener(Protocol):
    """Told what happens before the answer."""

    async def ringing(self) -> None: ...


@runtime_checkable
class HearsEarly(Protocol):
    """A RingListener that hears what the network plays before the answer (183: ring-back, announcements)."""

    def early(self, frame: bytes) -> None:
        """One frame of early media (16 kHz mono s16le, 20 ms), as it comes; returns at once."""
        ...


class Line(Protocol):
    """How a call's audio reaches a phone. `rings_phone` False: nobody's phone rings, the gate logs it as exempt."""

    name: str
    title: str
    rings_phone: bool

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        """Rings and returns when answered. Raises DialFailed. Never retries by itself."""
        ...

    async def exists(self, call_id: UUID) -> bool | None:
        """Whether the line still knows this call; None when it cannot tell. Asked by the reconciler."""
        ...


@runtime_checkable
class Answers(Protocol):
    """A Line on which calls come in. A line without it is never asked to take one: `dial` would ring the caller."""

    async def answer(self, request: AnswerRequest) -> LineCall:
        """Take the offered call. Raises DialFailed where the caller is gone. Never dials."""
        ...


@runtime_checkable
class TurnsAway(Protocol):
    """A Line that can let go of a call that came in and that nobody here will answer."""

    async def turn_away(self, request: AnswerRequest, sip_status: int) -> None:
        """The caller hears it at once: `sip_status`, or a hang-up where the line cannot choose. Raises nothing."""
        ...


@runtime_checkable
class HoldsCallers(Protocol):
    """A Line whose callers only workers of one machine can answer: they are asked one after the other."""

    async def pass_on(self, offer: Mapping[str, Any]) -> None:
        """The worker that was promised this caller does not take them: the next one is asked. Raises nothing."""
        ...


@runtime_checkable
class HasHeaders(Protocol):
    """A LineCall that knows the SIP headers (`X-...`) and the vendor's own id of its call."""

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def vendor_call_id(self) -> str | None: ...
