"""Who places the calls whose sound comes over a stream: a vendor's REST API, or the SIP gateway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

from tron.core.ports import Hangup, Trunk
from tron.telephony.media_stream.messages import TransferState


@dataclass(frozen=True, slots=True)
class Door:
    """Where this call's stream comes to: the worker's socket on this machine, and its public address if it has one."""

    path: str
    socket: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """A call to be placed, or taken. The stream proves itself by `token`."""

    call_id: UUID
    token: str = field(repr=False)
    door: Door
    to: str | None = None
    caller_id: str | None = None
    ring_timeout: float = 45.0
    max_seconds: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    offer: Mapping[str, Any] = field(default_factory=dict)
    trunk: Trunk | None = None


@dataclass(frozen=True, slots=True)
class Handing:
    """The far side of this call is to be joined with `to`. When nobody answers within `wait` seconds, its sound comes
    back in a stream that proves itself by `token`."""

    call_id: UUID
    id: str
    to: str
    wait: float
    token: str = field(repr=False)


class Progress(Protocol):
    """Told by the carrier how a call goes. All return at once, and may be called at any time."""

    def ringing(self) -> None:
        """The far phone rings."""
        ...

    def failed(self, why: Exception) -> None:
        """It will not be answered: a DialFailed, or anything else when nobody knows what came of the dial."""
        ...

    def over(self, hangup: Hangup) -> None:
        """The carrier says that the call is over, whatever the stream says."""
        ...

    def handing(self, state: TransferState) -> None:
        """How far a transfer is that the carrier was ordered."""
        ...

    @property
    def rang(self) -> bool: ...


class Carrier(Protocol):
    """Places calls, once each."""

    async def dial(self, order: Order, progress: Progress) -> None:
        """Send the order; what comes of it is told to `progress`.

        Raises DialFailed when nothing was dialled, anything else when nobody knows.
        """
        ...

    async def answer(self, order: Order, progress: Progress) -> None:
        """Take the call that `order.offer` names. Raises DialFailed when it is gone."""
        ...

    async def hang_up(self, call_id: UUID) -> None:
        """End it, ringing or not. What cannot be reached now is hung up as soon as it can. Raises nothing."""
        ...

    async def exists(self, call_id: UUID) -> bool | None:
        """None when the carrier cannot be asked."""
        ...


@runtime_checkable
class HandsOver(Protocol):
    """A Carrier that sends the far side of a live call elsewhere itself, and lets its stream end meanwhile."""

    async def hand_over(self, handing: Handing) -> bool:
        """What comes of it is told to the call's Progress. False: it was not ordered, and the call is as it was."""
        ...
