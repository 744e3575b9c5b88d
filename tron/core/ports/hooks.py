"""What a vendor tells by calling Tron's own address: webhooks, each with a proof of its own instead of a token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable
from uuid import UUID

HOOKS = "/hooks"
"""Below it the vendors' addresses: /hooks/<line>/<what>, and /hooks/<line>/<what>/<call id> for those of one call."""


@dataclass(frozen=True, slots=True)
class HookRequest:
    """One webhook: the form it came with (of a GET: its query). Header names are lower case.

    `address` is who is connected; None where that was looked at before.
    """

    what: str
    call_id: UUID | None = None
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    method: str = "POST"
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    address: str | None = None


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What the vendor is answered. `tell` is for the worker that owns the call, as the first message at its door;
    what the worker says to it is the body then. `call_id` names the call where the address did not."""

    body: str = ""
    media_type: str = "text/plain"
    tell: str | None = field(default=None, repr=False)
    status: int = 200
    call_id: UUID | None = None


class HookRefused(Exception):
    """The request does not prove that it comes from the vendor. Nothing was done."""


@runtime_checkable
class TakesHooks(Protocol):
    """A line whose vendor calls back, and whose streams come by Tron's public address."""

    name: str

    async def hook(self, request: HookRequest) -> HookAnswer:
        """Asked in the process that serves the API. Raises HookRefused."""
        ...

    def answered(self, request: HookRequest, answer: HookAnswer) -> None:
        """What the vendor gets; `tell` is done. It may ask the same once more."""
        ...

    def undone(self, request: HookRequest) -> None:
        """It came to nothing: the vendor may send the same request again."""
        ...

    def promised(self, offer: Mapping[str, Any], query: Mapping[str, str], beginning: Sequence[str | bytes]) -> bool:
        """Whether a stream is the one that a call which came in was promised: by the query of its address and its first
        messages."""
        ...
