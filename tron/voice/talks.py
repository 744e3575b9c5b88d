"""What an answered call is held by, and who makes that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tron.core.call_engine.claim import Claim
from tron.core.events.emit import Emit
from tron.core.ports import Conversation, LineCall, Script
from tron.voice.latency import TurnLatency
from tron.voice.transcript import TranscriptEntry
from tron.voice.utterances import Open


class Session(Conversation, Protocol):
    """A Conversation with an end; `close` flushes the recording and may be called twice."""

    @property
    def transcript(self) -> Sequence[TranscriptEntry]: ...

    @property
    def latencies(self) -> Sequence[TurnLatency]: ...

    async def start(self) -> None: ...

    def end(self, reason: str) -> None: ...

    def mute(self, muted: bool) -> None: ...

    async def close(self, reason: str = "agent_ended") -> None: ...


class Beside(Protocol):
    """Something that goes on beside an answered call. Neither raises; `start` does not wait."""

    def start(self) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Talk:
    """What holds an answered call: the session, the Script that drives it, and how its cost is estimated.

    `leave` lets go of what the talk used (tools that still run), after the far side is gone.
    """

    session: Session
    script: Script
    fidelity: str
    recording: str | None = None
    cost: Callable[[Sequence[TranscriptEntry]], dict[str, Any]] | None = None
    leave: Callable[[], Awaitable[None]] | None = None
    answered_by: Callable[[], str | None] | None = None
    """Who picked up, as far as it is known."""
    recogniser: Open | None = None
    """Opens one more, for somebody who speaks in the agent's place."""
    beside: Beside | None = None


class MakeTalk(Protocol):
    """Makes the Talk of an answered call; `prepare` runs beside the ringing and raises nothing."""

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk: ...

    async def prepare(self, claim: Claim) -> None: ...
