"""A recording that a line's own server makes, beside the worker's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

RecordedBy = Literal["worker", "egress", "both"]
"""Who records. `egress`: the line's server, the worker only until that file is whole. `both`: both are kept."""
RecordingState = Literal["starting", "active", "complete", "failed"]
RecordingTrouble = Literal[
    "no_service", "refused", "unreachable", "failed", "aborted", "limit", "short", "not_seen", "lost"
]
"""Why there is no whole recording, or why the worker's is kept all the same."""


@dataclass(frozen=True, slots=True)
class ServerRecordingFacts:
    """What a server tells of a recording. `location`: a URL, or a path as the server sees it. Sizes in bytes."""

    id: str
    state: RecordingState
    location: str = ""
    seconds: float | None = None
    size: int | None = None
    trouble: RecordingTrouble | None = None
    detail: str = ""


class NotRecorded(Exception):
    """The server does not record; nothing is written anywhere."""

    def __init__(self, trouble: RecordingTrouble, detail: str = "") -> None:
        super().__init__(detail or trouble)
        self.trouble: RecordingTrouble = trouble
        self.detail = detail


@runtime_checkable
class RecordsCalls(Protocol):
    """A Line whose server can record its calls: one file, two channels. It cannot pause.

    `name` is the file's. What is asked raises NotRecorded where the server said no or was not reached, TimeoutError
    where nobody knows.
    """

    async def recorded_by(self) -> RecordedBy:
        """As the settings want it now. Raises what the database raises."""
        ...

    async def start_recording(self, room: str, name: str) -> ServerRecordingFacts: ...

    async def stop_recording(self, recording_id: str) -> None:
        """One that has ended already is fine."""
        ...

    async def look_at_recording(self, room: str, name: str, recording_id: str | None) -> ServerRecordingFacts | None:
        """By its id, else by the file's name among those of the room; None where the server knows of none."""
        ...


@runtime_checkable
class InRoom(Protocol):
    """A LineCall that its server knows by the name of a room."""

    @property
    def room_name(self) -> str: ...
