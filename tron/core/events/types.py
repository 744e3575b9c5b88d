"""Every event type with the shape of its payload. Times inside payloads are seconds since the answer."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

log = logging.getLogger(__name__)

StandInCode = Literal["no_key", "no_vendor", "english_only", "prepared_lines"]


class Payload(BaseModel):
    """Base of all payloads; `type` is the event's name on the wire."""

    model_config = ConfigDict(extra="allow")
    type: ClassVar[str]


class CallQueued(Payload):
    type = "call.queued"
    eligible_at: str | None = None
    retry_count: int = 0


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


class CallTranscript(Payload):
    """A piece of the talk. `final` False: a partial that a later one replaces."""

    type = "call.transcript"
    role: Literal["agent", "caller", "supervisor"]
    text: str
    final: bool = True
    start: float = 0.0
    end: float = 0.0
    interrupted: bool = False


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


class TurnLatency(Payload):
    """One turn's parts in milliseconds; None where the turn had no such part. `total_ms` is voice to voice.

    `start`: when the reply began.
    """

    type = "turn.latency"
    turn: int
    start: float | None = None
    end_of_turn_ms: int | None = None
    stt_ms: int | None = None
    llm_first_token_ms: int | None = None
    tts_first_byte_ms: int | None = None
    total_ms: int | None = None


class SpeechInterrupted(Payload):
    type = "speech.interrupted"
    heard: str
    at: float = 0.0


class Backchannel(Payload):
    """The caller acknowledged ("haan", "ok"); the agent went on."""

    type = "backchannel"
    text: str
    at: float = 0.0


class KeysPressed(Payload):
    type = "keys.pressed"
    keys: str


class CallOnHold(Payload):
    """The far side asked to wait: silence is waited out for longer."""

    type = "call.on_hold"
    at: float = 0.0


class CallOffHold(Payload):
    """They are there again, or were waited for long enough. `seconds` on hold."""

    type = "call.off_hold"
    seconds: float = 0.0


class KeysSent(Payload):
    """The agent pressed keys; a w is a pause."""

    type = "keys.sent"
    keys: str


class VoiceStandIn(Payload):
    """The chosen voice or model cannot be had; this one speaks or answers instead. `code` says `why` for the pages."""

    type = "engine.stand_in"
    component: Literal["stt", "tts", "llm"]
    wanted: str
    used: str
    why: str
    code: StandInCode | None = None


class OptedOut(Payload):
    type = "call.opted_out"
    words: str | None = None


class VendorFailed(Payload):
    """A part of the call failed. `fallback`: something else took over."""

    type = "vendor.failed"
    kind: Literal["stt", "tts", "llm"]
    reason: str
    fallback: bool = False


class ToolCalled(Payload):
    """The model uses a tool. `arguments` is JSON as text, cut where long; never a header or a secret."""

    type = "tool.called"
    name: str
    arguments: str = "{}"


class ToolFinished(Payload):
    """It answered. `ok` False: with a refusal; `status` is an HTTP status where there was one."""

    type = "tool.finished"
    name: str
    seconds: float
    ok: bool
    status: int | None = None


class ToolFailed(Payload):
    """It did not run, or did not answer; `code` as in core/tools/trouble.py."""

    type = "tool.failed"
    name: str
    seconds: float
    ok: bool = False
    status: int | None = None
    code: str
    message: str


class FillerSpoken(Payload):
    """Words that bridged a wait."""

    type = "filler.spoken"
    text: str
    at: float = 0.0


class Silence(Payload):
    """Nobody spoke; `count` silences in a row so far."""

    type = "silence"
    count: int


class FlowStarted(Payload):
    """From here on the call walks this version of the flow, from `node` on ("": its start). A talk that is begun anew
    tells it anew."""

    type = "flow.started"
    flow_id: str | None = None
    version: int | None = None
    name: str = ""
    node: str = ""


class FlowNodeEntered(Payload):
    """The node of the event's `node` runs. Subflows: `outer node/inner node`."""

    type = "flow.node_entered"
    label: str = ""


class FlowNodeLeft(Payload):
    """It is done. `handle`: the way it took, None where the talk ended or went elsewhere. `inputs`: what came in while
    it ran, enough to walk the same way again. `set`: variables that changed."""

    type = "flow.node_left"
    handle: str | None = None
    inputs: list[dict[str, Any]] = []
    set: dict[str, Any] = {}


class FlowAsked(Payload):
    """The model was asked about the caller's words."""

    type = "flow.asked"
    questions: list[str]
    answered: bool


class FlowVariableMissing(Payload):
    """A text was spoken without these values: they have none."""

    type = "flow.variable_missing"
    names: list[str]


class FlowLoop(Payload):
    """These nodes went round without the caller doing anything: the flow was led out, or the call ended."""

    type = "flow.loop"
    nodes: list[str]


class FlowDeadEnd(Payload):
    """Nothing is connected to this way out: the call ended politely."""

    type = "flow.dead_end"
    handle: str


class FlowCannotRun(Payload):
    """The flow leads to a node, or a subflow, that is not there or cannot be read."""

    type = "flow.cannot_run"


class FlowNodeFailed(Payload):
    """A defect: the node broke, the call went on by its fallback or ended politely."""

    type = "flow.node_failed"


class FlowUnclear(Payload):
    """What was heard was too uncertain: the caller was asked to repeat it."""

    type = "flow.unclear"
    confidence: float | None = None


class FlowOutcome(Payload):
    type = "flow.outcome"
    outcome: str


class FlowUnavailable(Payload):
    """The call has a flow and talks freely: it was never published, or cannot be loaded."""

    type = "flow.unavailable"
    flow_id: str
    version: int | None = None
    reason: Literal["never_published", "cannot_load"]


class AboutMessage(BaseModel):
    """Of a message: `to` is masked, `message_id` its row's id, where it has one."""

    to: str
    channel: Literal["sms", "whatsapp"] = "sms"
    template: str = ""
    message_id: str | None = None


class MessageSent(AboutMessage, Payload):
    """A message is on its way."""

    type = "message.sent"
    text: str


class MessageFailed(AboutMessage, Payload):
    """It was not sent, or the vendor said later that it did not arrive."""

    type = "message.failed"
    problem: str


class MessageDelivered(AboutMessage, Payload):
    """It is on the phone, as the vendor says."""

    type = "message.delivered"


class MessageRead(AboutMessage, Payload):
    """It was read; only WhatsApp tells."""

    type = "message.read"


class MessageUnknown(AboutMessage, Payload):
    """Whoever sent it went away in the middle: the vendor may have it, and it is not sent again."""

    type = "message.unknown"


class MessageReceived(AboutMessage, Payload):
    """The person answered. `opted_out`: they want no more messages and calls."""

    type = "message.received"
    text: str
    opted_out: bool = False


class TransferStarted(Payload):
    """Somebody is rung who is to take the call over: a masked number, or a name."""

    type = "transfer.started"
    to: str
    mode: Literal["cold", "warm", "conference"] = "cold"


class TransferPickedUp(Payload):
    """They picked up, and hear this brief while the caller waits."""

    type = "transfer.picked_up"
    to: str
    by: str = ""
    brief: str = ""


class TransferAnswered(Payload):
    """They took the call: the agent leaves, or is silent from now on, or stays in a talk of three (conference)."""

    type = "transfer.answered"
    to: str
    by: str = ""
    mode: Literal["cold", "warm", "conference"] = "cold"


class TransferEnded(Payload):
    """Who was brought into the call is no longer in it, after so many seconds."""

    type = "transfer.ended"
    to: str
    seconds: float


class TransferFailed(Payload):
    """They did not; `reason` as in the table of how calls end, or not_supported by the line.

    Who picked up and did not take the call: declined, hung_up, not_accepted, machine. taken_over: a supervisor speaks
    with the caller, nobody is rung for them meanwhile.
    """

    type = "transfer.failed"
    to: str
    reason: str


class WebhookFinished(Payload):
    """A flow's webhook answered, or did not. Never holds the body; `problem` is a sentence."""

    type = "webhook.finished"
    ok: bool
    status: int | None = None
    host: str = ""
    problem: str = ""
    tries: int = 1


class CallbackScheduled(Payload):
    """The caller is to be called again then (ISO 8601). `kept` False: it could not be written down."""

    type = "callback.scheduled"
    due_at: str
    kept: bool = True


class GuardrailBlocked(Payload):
    """The model was about to say what it may not; a refusal was said instead. Never holds the words.

    `topic` is the owner's phrase where `kind` is topic.
    """

    type = "guardrail.blocked"
    kind: Literal["topic", "prompt", "tool", "secret", "role", "human"]
    topic: str | None = None


class KnowledgeUsed(Payload):
    """The model was given a passage of this document for its answer. `score`, from 0 to 1: how well it fits."""

    type = "knowledge.used"
    document_id: str
    title: str
    score: float


class DisclosureSaid(Payload):
    """The caller has heard the agent's required disclosure of this place in the list (from 0)."""

    type = "disclosure.said"
    index: int


class DisclosureMissed(Payload):
    """The call is over, and this one was never heard whole."""

    type = "disclosure.missed"
    index: int


class TranscriptTranslated(Payload):
    """The English was written, by these vendors. `left`: lines that stay without, `reason`: why."""

    type = "transcript.translated"
    by: list[str]
    lines: int
    left: int = 0
    reason: str | None = None


class TranscriptNotTranslated(Payload):
    type = "transcript.not_translated"
    reason: str


class AgentStatus(Payload):
    """A worker's state; it lives in `system_events` on the stream `worker:<id>`."""

    type = "agent.status"
    worker: str
    name: str
    state: Literal["ready", "draining", "gone"]
    calls: int = 0


class AgentMuted(Payload):
    """Somebody silenced the agent, or let it be heard again."""

    type = "call.agent_muted"
    muted: bool
    by: str


class CallSupervision(Payload):
    """Somebody supervises a call: what they asked for. `seat` is theirs; `text` what is whispered or said."""

    type = "call.supervision"
    action: Literal["listen", "whisper", "say", "take_over", "hand_back"]
    by: str
    seat: str | None = None
    text: str | None = None


class CallSupervisor(Payload):
    """What came of it. `order`: the sequence of the take-over that this is about; `why` a seat was left or handed back:
    asked, left, connection_lost, never_came, replaced, call_over."""

    type = "call.supervisor"
    state: Literal["joined", "took_over", "handed_back", "left"]
    by: str
    seat: str
    at: float = 0.0
    why: str | None = None
    order: int | None = None


class HangupRequested(Payload):
    type = "call.hangup_requested"
    by: str


EVENT_TYPES: Mapping[str, type[Payload]] = {cls.type: cls for cls in Payload.__subclasses__()}


def validated(type_: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The payload checked against its type, ready for JSON. Unknown types pass as they are.

    A payload of another shape is logged and kept: losing a call's story would be worse than an odd row in it.
    """
    model = EVENT_TYPES.get(type_)
    if model is None:
        return dict(payload)
    try:
        return model.model_validate(dict(payload)).model_dump(mode="json")
    except ValidationError as error:
        log.error("event %s has another shape: %s", type_, error.errors(include_input=False, include_url=False))
        return dict(payload)
