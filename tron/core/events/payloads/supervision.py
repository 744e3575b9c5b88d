"""Somebody listens in, whispers, takes over."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload


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
