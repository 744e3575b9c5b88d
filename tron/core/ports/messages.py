"""What sends messages: SMS and WhatsApp by some vendor. Senders are stateless; an account is given with each order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol
from uuid import UUID

from pydantic import BaseModel

from tron.core.tools.ports import HttpAnswer, HttpRequest

Channel = Literal["sms", "whatsapp"]
MessageState = Literal["queued", "sent", "delivered", "read", "failed", "unknown", "received"]
"""`unknown`: the order went out and nobody knows what came of it, so nobody sends it again. `received`: it came in."""
RefusedReason = Literal["refused", "unreachable", "invalid_number", "window", "account", "opted_out"]
"""Why a vendor sent nothing: it refused, nothing answers there, the number, WhatsApp's 24 hours, keys or credit, or
that they told the vendor to stop."""
Reach = Callable[[HttpRequest], Awaitable[HttpAnswer]]
"""One request by the rules of core.tools.addresses. Raises ToolTrouble."""


@dataclass(frozen=True, slots=True)
class SenderAccount:
    """One configured sender. `settings` fit its kind's model; `secrets` are never logged."""

    id: UUID
    kind: str
    name: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """What a message's words were registered as: at a DLT (`dlt_id`, `header`) or at WhatsApp (`name`, `language`)."""

    dlt_id: str = ""
    header: str = ""
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message, written down and allowed. `values` are the template's, in its order; `report_url` takes reports."""

    id: UUID
    to: str
    text: str
    category: str = "promotional"
    template: ApprovedTemplate | None = None
    values: tuple[str, ...] = ()
    report_url: str | None = None


class MessageRefused(Exception):
    """Nothing was sent, for sure. The message is a sentence for people, without secrets."""

    def __init__(self, reason: RefusedReason, message: str) -> None:
        super().__init__(message)
        self.reason: RefusedReason = reason


class MessageUnsure(Exception):
    """The order went out, and nobody knows what came of it."""


@dataclass(frozen=True, slots=True)
class MessageHook:
    """One webhook to a sender. `url` is our public address as the vendor called it; header names are lower case."""

    method: Literal["GET", "POST"]
    url: str
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    message_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a message, by the vendor's id or by ours. `opted_out`: they told the vendor to send no more."""

    state: MessageState
    vendor_id: str = ""
    message_id: UUID | None = None
    error: str = ""
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message that came in. `sender` is a number as the vendor writes it; `at` None: just now.

    `opted_out`: the vendor takes it for a wish to be sent nothing any more, whatever its words; without an id it is
    such a wish and no message.
    """

    sender: str
    text: str
    vendor_id: str
    at: datetime | None = None
    opted_out: bool = False


@dataclass(frozen=True, slots=True)
class HookResult:
    """What a proven webhook told, and what the vendor is answered."""

    reports: tuple[Report, ...] = ()
    incoming: tuple[Incoming, ...] = ()
    body: str = ""
    media_type: str = "text/plain"


class MessageSender(Protocol):
    """One kind of sender: a file in providers/messages that registers itself."""

    name: str
    title: str
    channel: Channel
    model: type[BaseModel]
    """Its accounts' settings: fields with title and description; a `SecretStr` is stored encrypted."""
    inherits: Mapping[str, str]
    """Fields that, left empty, come from these settings of Tron."""

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        """The vendor's id of the message. Raises MessageRefused, else MessageUnsure. Never tries twice."""
        ...

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        """What a webhook tells. Raises HookRefused where it does not prove that the vendor sent it."""
        ...
