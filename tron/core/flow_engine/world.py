"""What a flow can do besides talking, as a Protocol: the call's services on a call, the simulator's elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from tron.core.flow_engine.questions import Answers, Asking
from tron.core.ports.colleagues import Invitation
from tron.core.ports.messages import Channel

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True, slots=True)
class WebhookCall:
    """One request, its {{names}} filled in; headers still hold {{secret:NAME}}.

    `key` is the same for every try, another for every other visit of its talk. The idempotency key is made of it and of
    the call. `repeats`: it was sent before, and words into the goodbye led back to it.
    """

    method: Method
    url: str
    headers: Mapping[str, str]
    body: str | None
    seconds: float
    key: str
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class WebhookAnswer:
    """`ok`: a status below 400. `data` is the JSON or the text; `problem` a sentence where nothing came back.

    `again`: a talk that broke off before this one sent the same request; this was its answer, and it is sent once.
    """

    ok: bool
    status: int | None = None
    data: Any = None
    problem: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class TransferResult:
    """`answered`: somebody took over and the agent leaves. Else `reason` as in design.md's table.

    `joined`: they are in the call, which goes on through Tron.
    """

    answered: bool
    reason: str = ""
    by: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """Approved words: `names` are those in braces in its text."""

    name: str
    text: str
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MessageOrder:
    """One message. `shown` is `text` without what is sensitive; `values` are the template's, in its order."""

    channel: Channel
    to: str
    text: str
    shown: str = ""
    template: str = ""
    values: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MessageResult:
    """`sent`: the carrier took it. Else `problem` says why. `message_id` is its row's, where it has one.

    `again`: a talk that broke off before this one gave the same order; this is what came of it, and it is given once.
    """

    sent: bool
    problem: str = ""
    message_id: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the knowledge base."""

    title: str
    text: str
    score: float
    document_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What the knowledge base has on a question. `has_documents` False: there is none, nothing is to be said of it."""

    passages: Sequence[Passage] = field(default_factory=tuple)
    has_documents: bool = False


class World(Protocol):
    """Methods raise nothing: their results say what failed. CallOver alone may come through."""

    def now(self) -> datetime:
        """The present moment, in the zone that the business keeps."""
        ...

    async def ask(self, asking: Asking) -> Answers | None:
        """The model's answers; None where there is no model, it failed, or took longer than two seconds."""
        ...

    async def webhook(self, call: WebhookCall) -> WebhookAnswer: ...

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult: ...

    async def invite(self, invitation: Invitation) -> TransferResult:
        """Brings somebody into the call, who is told first what it is about."""
        ...

    async def together(self) -> str:
        """Waits while the caller talks with whom was brought in; who hung up: `caller` or `colleague`."""
        ...

    async def message_template(self, channel: Channel, name: str) -> MessageTemplate | None:
        """The approved template of this name and channel; None where there is none."""
        ...

    async def send_message(self, order: MessageOrder) -> MessageResult: ...

    async def schedule_callback(self, due_at: datetime, note: str) -> bool: ...

    async def opt_out(self, words: str) -> None:
        """Keeps the wish never to be called again."""
        ...

    async def find(self, query: str) -> Found:
        """Looks into the agent's knowledge base."""
        ...

    def prepared(self, words: str) -> str | None:
        """What the agent's prepared lines answer to these words; None without lines of its own."""
        ...

    def urgent(self, words: str) -> str | None:
        """What must be said at once to these words because somebody is in danger; None nearly always."""
        ...
