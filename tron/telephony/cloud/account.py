"""One account at a vendor: what Tron orders there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from tron.core.ports import DialFailed
from tron.telephony.media_stream.carrier import Handing, Order

CallState = Literal["ordered", "ringing", "answered", "over", "failed"]
LIVE: frozenset[CallState] = frozenset({"ordered", "ringing", "answered"})


class Unsure(Exception):
    """The order to dial went out, and nobody knows what came of it."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a vendor tells of a call. `also` are other names that it has for it; `failure`: why nobody answered."""

    vendor_call_id: str
    state: CallState
    failure: DialFailed | None = None
    also: frozenset[str] = frozenset()


class Account(Protocol):
    """Its numbers, its money."""

    @property
    def public_url(self) -> str:
        """Where its vendor reaches Tron."""
        ...

    @property
    def proof(self) -> str:
        """The secret that proves its webhooks."""
        ...

    async def dial(self, order: Order) -> str:
        """The vendor's id of the new call. Raises DialFailed where nothing rings for sure, anything else where nobody
        knows."""
        ...

    async def end(self, vendor_call_id: str) -> bool:
        """Hang up, ringing or not. False where the vendor could not be asked; a call that is over already is fine."""
        ...

    async def lives(self, vendor_call_id: str) -> bool | None:
        """Whether the call still rings or talks; None where the vendor could not be asked."""
        ...


@runtime_checkable
class Redirects(Protocol):
    """An Account whose live calls can be sent elsewhere."""

    async def redirect(self, vendor_call_id: str, handing: Handing, caller_id: str | None) -> bool:
        """False where the vendor did not take the order: then the call goes on as it was.

        `caller_id` is the number of ours that the far side knows.
        """
        ...


@runtime_checkable
class Known(Protocol):
    """An Account that can be looked at without a call."""

    async def known(self) -> bool | None:
        """Whether its vendor knows it; None where the vendor could not be asked."""
        ...
