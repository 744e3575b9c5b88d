"""What becomes of a call to a number."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from tron.telephony.sandbox.people import Person

SILENT_PERSON = Person("silent")


class Talker(Protocol):
    """Somebody on the phone, in frames of 20 ms; `frames` ends once they are `gone`."""

    gone: bool

    async def send(self, frame: bytes) -> None: ...

    def frames(self) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Fate:
    """`person` answers, or `refused` is the callee's SIP status; neither: it rings until somebody gives up.

    `rings`: seconds of ringing before that; None: the phone is never reached. `sounds` is the PCM of what the person
    says. `publishes` False: the phone's sound never comes. `breaks`: the API's connection is cut while it rings;
    `given_up`: a proxy before the API waits no longer, and answers 504 in words of its own.
    `headers` are those of the answer. `early` is the sound before it (183). `comes_back`: the carrier sends the call to
    an inbound trunk here, and joins both.
    """

    person: Person | Talker | None = None
    refused: int | None = None
    rings: float | None = 0.2
    sounds: Mapping[str, bytes] = field(default_factory=dict)
    publishes: bool = True
    breaks: bool = False
    given_up: bool = False
    early: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    comes_back: bool = False


def answers(person: Person | Talker = SILENT_PERSON, sounds: Mapping[str, bytes] | None = None, **more: object) -> Fate:
    return Fate(person, sounds=sounds or {}, **more)  # type: ignore[arg-type]


def refuses(sip_status: int, *, after: float = 0.0) -> Fate:
    """Without ringing, at once or so many seconds later."""
    return Fate(refused=sip_status, rings=after)


def comes_back() -> Fate:
    """Answered once whoever it comes in to answers it."""
    return Fate(comes_back=True, rings=math.inf)


def rings_out(**more: object) -> Fate:
    return Fate(rings=math.inf, **more)  # type: ignore[arg-type]


def nobody_there() -> Fate:
    """Nothing answers at that address, with no status at all."""
    return Fate(rings=None)
