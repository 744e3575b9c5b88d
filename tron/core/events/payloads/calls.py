"""A call from its queueing to its end."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from tron.core.caller_ids import Category
from tron.core.events.payload import Payload


class CallQueued(Payload):
    """Somebody wants it, on this line, and by this trunk where one was named.

    `line_named` false: nobody named the line, it followed from the agent's trunk or the default.
    """

    type = "call.queued"
    eligible_at: str | None = None
    retry_count: int = 0
    asked_line: str | None = None
    asked_trunk_id: UUID | None = None
    line_named: bool = True


class CallStarted(Payload):
    """The claim: this call is being dialled (or, inbound, has reached Tron)."""

    type = "call.started"
    line: str
    direction: str
    phone_number: str | None = None
    agent_id: str | None = None
    exempt: bool = False
    ring: bool = False


class CallTrunkChanged(Payload):
    """A trunk could not connect and nobody's phone rang: the same claim goes by another one."""

    type = "call.trunk_changed"
    before: str
    after: str
    sip_status: int | None = None


class CallTrunkRefused(Payload):
    """A trunk could not connect, and the gate refused the next one. `reason`: `blocked:` and the rule."""

    type = "call.trunk_refused"
    trunk: str
    reason: str


class CallCallerIdException(Payload):
    """It shows an Indian number one of ours that is not of its category's series: an owner allowed that."""

    type = "call.caller_id_exception"
    number: str
    category: Category


class CallAnswered(Payload):
    type = "call.answered"
    line_call_id: str | None = None
    fidelity: Literal["audio", "text"] = "audio"


class CallAnsweredBy(Payload):
    """Who picked up, as far as it is known by now; a later one replaces it. `what`: which announcement."""

    type = "call.answered_by"
    kind: Literal["human", "machine", "screening", "fax", "announcement"]
    cause: str
    what: str = ""
    at: float = 0.0


class CallEnded(Payload):
    """An answered call is over."""

    type = "call.ended"
    status: str
    reason: str | None = None
    sip_status: int | None = None
    duration_seconds: int | None = None
    outcome: str | None = None


class CallFailed(Payload):
    """The call never connected, or its owner was lost."""

    type = "call.failed"
    status: str
    reason: str | None = None
    sip_status: int | None = None
    message: str | None = None


class HangupRequested(Payload):
    type = "call.hangup_requested"
    by: str


class OptedOut(Payload):
    type = "call.opted_out"
    words: str | None = None


class CallbackScheduled(Payload):
    """The caller is to be called again then (ISO 8601). `kept` False: it could not be written down."""

    type = "callback.scheduled"
    due_at: str
    kept: bool = True
