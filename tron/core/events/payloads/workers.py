"""The processes that hold the calls."""

from __future__ import annotations

from typing import Literal

from tron.core.events.payload import Payload


class AgentStatus(Payload):
    """A worker's state; it lives in `system_events` on the stream `worker:<id>`."""

    type = "agent.status"
    worker: str
    name: str
    state: Literal["ready", "draining", "gone"]
    calls: int = 0
