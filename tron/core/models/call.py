"""Calls as the API takes and shows them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from tron.core.models.page import ListQuery, Page, Search, Shown
from tron.core.ports.recordings import RecordingTrouble

CallStatus = Literal["queued", "ringing", "in_progress", "completed", "failed", "no_answer", "busy", "cancelled"]
Direction = Literal["outbound", "inbound"]
Fidelity = Literal["audio", "text"]
EnglishState = Literal["wanted", "running", "done", "failed"]
CallSort = Literal[
    "created_at",
    "-created_at",
    "duration_seconds",
    "-duration_seconds",
    "talk_time_seconds",
    "-talk_time_seconds",
]

MAX_KEYS, MAX_BYTES, MAX_DEPTH = 50, 10_000, 5


def _check_metadata(value: dict[str, Any]) -> dict[str, Any]:
    if len(value) > MAX_KEYS:
        raise ValueError(f"At most {MAX_KEYS} keys.")
    for text, depth in _texts(value, 1):
        if depth > MAX_DEPTH:
            raise ValueError(f"Nested at most {MAX_DEPTH} levels deep.")
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            raise ValueError("Must not hold NUL characters or halves of a surrogate pair.")
    if len(json.dumps(value, ensure_ascii=False, allow_nan=False).encode()) > MAX_BYTES:
        raise ValueError("At most 10 kB as JSON.")
    return value


def _texts(value: Any, depth: int) -> Iterator[tuple[str, int]]:
    """All keys and texts inside, with their depth; stops below the deepest level that is allowed."""
    if isinstance(value, str):
        yield value, depth - 1
    elif isinstance(value, dict | list):
        yield "", depth
        if depth > MAX_DEPTH:
            return
        for inner in value if isinstance(value, list) else [*value, *value.values()]:
            yield from _texts(inner, depth + 1)


Metadata = Annotated[dict[str, Any], AfterValidator(_check_metadata)]
Number = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
SaidLine = Annotated[str, StringConstraints(max_length=500)]
ContactName = Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)]


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class _Dial(_In):
    phone_number: Number | None = Field(
        default=None, description="E.164, or ten Indian digits. Practice: +9100000NNNNN. None on the browser line."
    )
    contact_name: ContactName | None = None
    contact_metadata: Metadata = Field(
        default_factory=dict, description="Names for {{...}} in what the agent says; at most 50 keys and 10 kB."
    )
    fidelity: Fidelity | None = Field(default=None, description="Practice line only: with sound, or words alone.")
    ring: bool = Field(
        default=False, description="Browser line only: ring the open pages; else whoever asks connects by stream_url."
    )
    says: list[SaidLine] | None = Field(
        default=None,
        max_length=50,
        description="Practice line only: what whoever answers says, a line for each turn; then they hang up. "
        "`#12#` presses keys, an empty line stays silent, `!` hangs up; `~1.5 ` before one of these does it over the "
        "agent, 1.5 seconds after it began to speak.",
    )


class DialIn(_Dial):
    """One call. `line` null: that of the trunk, else of the agent's trunk, else the setting telephony.default_line."""

    agent_id: UUID
    line: str | None = Field(default=None, max_length=30)
    trunk_id: UUID | None = Field(
        default=None, description="By this trunk; null: the agent's, else the line's default."
    )


class TestCallIn(_Dial):
    """A quick call with one agent, on the practice line unless another is named."""

    __test__ = False

    line: str = Field(default="sandbox", max_length=30)
    flow_version: Literal["draft"] | None = Field(
        default=None,
        description="`draft`: the agent's flow as it is drawn now, where nobody's phone rings. Null: as any call.",
    )


class RetryIn(_In):
    """`delay_minutes` until the new attempt may ring, at most a week."""

    delay_minutes: int = Field(default=0, ge=0, le=10_080)


class MuteIn(_In):
    """`muted`: nobody hears the agent, which goes on."""

    muted: bool


class RingIn(_In):
    """A practice person rings Tron: `from` is its number."""

    agent_id: UUID
    from_: Number = Field(alias="from")
    contact_name: ContactName | None = None
    contact_metadata: Metadata = Field(default_factory=dict)
    fidelity: Fidelity = "audio"


class CallOut(Shown):
    """A call without its talk. Durations are whole seconds, `cost_estimate` is in USD, `cost_inr` the same in rupees.

    `reply_p50_ms` is the median wait for the agent's replies; null without a turn that was measured.
    """

    id: UUID
    agent_id: UUID | None
    agent_name: str | None
    campaign_id: UUID | None
    flow_id: UUID | None
    flow_version: int | None = Field(description="What it ran, or runs; null before it starts and in free talk.")
    flow_draft: bool = Field(description="It walks a draft: GET /calls/{id}/flow has the canvas as it was then.")
    previous_call_id: UUID | None
    direction: Direction
    line: str
    trunk_id: UUID | None
    our_number: str | None = Field(description="The number that was seen or, inbound, called.")
    fidelity: str | None
    phone_number: str | None
    contact_name: str | None
    contact_metadata: dict[str, Any]
    status: CallStatus
    reason: str | None
    sip_status: int | None
    error_message: str | None
    retry_count: int
    eligible_at: datetime
    hangup_requested_at: datetime | None
    agent_muted: bool
    ring: bool = Field(description="Browser line: the open pages are rung, and the first to answer has the call.")
    created_at: datetime
    started_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    duration_seconds: int | None
    talk_time_seconds: int | None
    outcome: str | None
    sentiment: str | None
    summary: str | None
    extracted_data: dict[str, Any]
    cost_estimate: float | None
    cost_inr: float | None
    reply_p50_ms: float | None
    recording_url: str | None = Field(description="Path of the recording's sound; null when there is none.")


class CallFlow(Shown):
    """The canvas that a call walks, as it was when the call began. `version` null: a draft."""

    flow_id: UUID
    name: str
    version: int | None
    canvas_data: dict[str, Any]


class StreamOut(Shown):
    """Where a page speaks in a call: a path below the base path or a WebSocket URL, and a token that opens it once."""

    call_id: UUID
    stream_url: str
    token: str


class PlacedCall(CallOut):
    """A call that was asked for. `stream_url` and `token` are for the page that asked, on the browser line alone."""

    call_id: UUID
    stream_url: str | None
    token: str | None


class TranscriptLine(Shown):
    """What one side said. `start` and `end` are seconds since the answer; `text` is what was really heard.

    `english`: the same in English, written after the call; null where it was not.
    """

    role: str
    text: str
    start: float | None
    end: float | None
    interrupted: bool | None
    english: str | None = None


class CallTurn(Shown):
    """The parts of a turn's delay in milliseconds; null where it had no such part. `total_ms` is voice to voice.

    `end_of_turn_ms` holds `stt_ms`. `start`: when the reply began, in seconds since the answer; null in older calls.
    """

    turn: int
    start: float | None = None
    end_of_turn_ms: int | None
    stt_ms: int | None
    llm_first_token_ms: int | None
    tts_first_byte_ms: int | None
    total_ms: int | None


class CostPart(Shown):
    component: str
    name: str
    units: float
    inr: float
    usd: float


class CallCost(Shown):
    """An estimate from the price table in the settings."""

    inr: float
    usd: float
    components: list[CostPart]


class CallAttempt(Shown):
    """One try to reach somebody; `eligible_at` is when it may ring at the earliest."""

    id: UUID
    status: CallStatus
    reason: str | None
    created_at: datetime
    eligible_at: datetime


class CallCallback(Shown):
    """A time at which the person wants to be called again; nobody is called by it alone.

    `reason` says why it is cancelled: opted_out, replaced.
    """

    id: UUID
    due_at: datetime
    note: str | None
    status: Literal["open", "cancelled"]
    reason: str | None


class ServerRecordingOut(Shown):
    """What LiveKit Egress records of a call, beside Tron or in its place: left the agent, right the caller.

    `trouble`: why it is not whole, or why Tron's own recording stays all the same. `location` is a URL, or a path as
    Egress sees it; `url` the path by which Tron gives the file, where that lies in Tron's folder.
    """

    state: Literal["starting", "active", "complete", "failed"]
    trouble: RecordingTrouble | None
    detail: str | None
    location: str | None
    seconds: float | None
    size: int | None
    url: str | None


class CallDetail(CallOut):
    """A call with its talk, turns and cost. `events_url` is the path of its events.

    `attempts`: this call with those it tried again and those that tried it again, the oldest first.
    `callbacks`: what was promised in this call, the newest first.
    """

    attempts: list[CallAttempt]
    callbacks: list[CallCallback]
    transcript: list[TranscriptLine]
    english_state: EnglishState | None
    english_reason: str | None = Field(description="Why lines stay without English: a code.")
    turns: list[CallTurn]
    cost: CallCost | None
    events_url: str
    sip_call_id: str | None
    vendor_call_id: str | None = Field(description="The vendor's own id of this call.")
    answered_by: Literal["human", "machine", "screening", "fax", "announcement"] | None
    sip_headers: dict[str, str]
    livekit_room: str | None
    twilio_call_sid: str | None
    server_recording: ServerRecordingOut | None = Field(description="Null: Tron alone recorded it, or nobody.")
    blocked_field: str | None = Field(
        description="What to change where the gate refused it, such as `agent.call_category` or `trunk.caller_ids`."
    )


class CallPage(Page[CallOut]):
    """A page of calls."""


class CallQuery(ListQuery):
    """Which calls a list shows. `from` and `to` bound created_at; `search` looks into numbers and contact names."""

    sort: CallSort = "-created_at"
    agent_id: UUID | None = None
    campaign_id: UUID | None = None
    status: list[CallStatus] = Field(default_factory=list, max_length=8)
    outcome: str | None = Field(default=None, max_length=50)
    direction: Direction | None = None
    line: str | None = Field(default=None, max_length=30)
    since: datetime | None = Field(default=None, alias="from")
    until: datetime | None = Field(default=None, alias="to")
    search: Search = None
