"""Workers as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from tron.core.compliance import GateSettings
from tron.core.database.tables import WorkerRow
from tron.core.models.page import Page, Shown
from tron.core.repositories.workers import FRESH

WorkerState = Literal["ready", "draining", "silent"]


class DeskOut(Shown):
    """How this worker stands with one line's server: LiveKit, the SIP gateway."""

    line: str
    state: Literal["registered", "waiting", "off"] = Field(description="`off`: the line is not set up.")
    name: str | None = Field(description="What the worker is called there (LiveKit's agent name).")


class WorkerOut(Shown):
    """A process that holds calls."""

    id: UUID
    name: str
    host: str
    pid: int
    state: WorkerState = Field(description="`silent`: no heartbeat for 8 s; its calls are ended by another worker.")
    calls: int
    capacity_audio: int
    capacity_text: int
    engines: Literal["own", "shared"] | None = Field(description="Whose built-in engines it speaks with.")
    takes_streams_at: str | None = Field(description="Its public address for calls whose sound is a stream.")
    desks: list[DeskOut]
    started_at: datetime
    heartbeat_at: datetime


class WorkerPage(Page[WorkerOut]):
    """All workers seen in the last hour, on one page, the longest running first."""


def worker_out(row: WorkerRow, settings: GateSettings, now: datetime) -> WorkerOut:
    """The row as the API shows it; what an older worker does not tell is left open."""
    told = row.state
    streams = told.get("streams")
    return WorkerOut(
        id=row.id,
        name=row.name,
        host=row.host,
        pid=row.pid,
        state=_state(row, now),
        calls=int(told.get("calls") or 0),
        capacity_audio=int(settings.get("worker.max_calls_audio")),
        capacity_text=int(settings.get("worker.max_calls_text")),
        engines=told.get("engines") if told.get("engines") in ("own", "shared") else None,
        takes_streams_at=streams.get("url") if isinstance(streams, dict) else None,
        desks=[_desk(line, state) for line, state in sorted((told.get("desks") or {}).items())],
        started_at=row.started_at,
        heartbeat_at=row.heartbeat_at,
    )


def _state(row: WorkerRow, now: datetime) -> WorkerState:
    if row.heartbeat_at < now - FRESH:
        return "silent"
    return "draining" if row.state.get("draining") else "ready"


def _desk(line: str, told: Mapping[str, Any]) -> DeskOut:
    there = bool(told.get("registered") or told.get("connected"))
    off = told.get("configured") is False
    name = told.get("agent_name")
    return DeskOut(line=line, state="registered" if there else "off" if off else "waiting", name=name)
