"""Has a line's server record one call, beside the worker, who goes on recording: nothing of it can cost the call."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call, ServerRecording
from tron.core.events.emit import Emit
from tron.core.flows.loading import LoadedFlows
from tron.core.ports import InRoom, LineCall, NotRecorded, RecordsCalls, ServerRecordingFacts
from tron.core.repositories.server_recordings import ServerRecordingRepository
from tron.core.services import Services
from tron.voice.server_recordings import DETAIL_LENGTH, SOON, told

log = logging.getLogger(__name__)

FIRST_LOOK: Final = timedelta(seconds=5)
UNANSWERED: Final = timedelta(seconds=45)
"""Longer than a server takes to say that it does not record."""
END_SECONDS: Final = 0.5
"""The call's last status waits for this."""


class ServerRecorder:
    """`start` once the call is answered, `close` when it is over; neither is waited for long, and neither raises."""

    def __init__(
        self, services: Services, line: RecordsCalls, call: Call, room: str, emit: Emit, *, keep: bool
    ) -> None:
        self._services = services
        self._line = line
        self._call = call
        self._room = room
        self._emit = emit
        self._keep = keep
        self._name = name_of(call.id)
        self._begun = False
        self._starting: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._starting = asyncio.create_task(self._start(), name="server records")

    async def close(self) -> None:
        """The recording ends with the room, and what became of it shows soon: whoever looks stops it if it goes on."""
        if self._starting is None:
            return
        await asyncio.wait({self._starting}, timeout=END_SECONDS)
        self._starting.cancel()
        await asyncio.gather(self._starting, return_exceptions=True)
        if self._begun:
            with suppress(*DATABASE_ERRORS):
                async with asyncio.timeout(END_SECONDS):
                    await self._write({"look_at": self._services.clock.now() + SOON})

    async def _start(self) -> None:
        try:
            await self._remember()
            facts = await self._line.start_recording(self._room, self._name)
        except NotRecorded as refused:
            await self._failed(refused)
        except TimeoutError:
            log.warning("nobody knows whether the line's server records")
        except DATABASE_ERRORS as error:
            log.warning("the line's server does not record: %s", type(error).__name__)
        except Exception:
            log.exception("the line's server does not record")
        else:
            self._begun = True
            with suppress(*DATABASE_ERRORS):  # then it is found by the name of its file
                await self._write(_values(facts, self._services))

    async def _remember(self) -> None:
        """Before anything is asked: what nobody remembers nobody would look for."""
        now = self._services.clock.now()
        row = ServerRecording(
            call_id=self._call.id,
            line=self._call.line,
            room=self._room,
            name=self._name,
            keep=self._keep,
            look_at=now + UNANSWERED,
            created_at=now,
        )
        async with self._services.database.transaction() as session:
            session.add(row)

    async def _failed(self, refused: NotRecorded) -> None:
        log.warning("the line's server does not record: %s", refused)
        await self._emit(*told(refused.trouble, refused.detail), None)
        values = {"state": "failed", "trouble": refused.trouble, "detail": refused.detail[:DETAIL_LENGTH] or None}
        with suppress(*DATABASE_ERRORS):
            await self._write({**values, "look_at": None})

    async def _write(self, values: Mapping[str, Any]) -> None:
        async with self._services.database.transaction() as session:
            await ServerRecordingRepository(session).change(self._call.id, values)


async def server_recorder(
    services: Services, call: Call, line_call: LineCall, flow: LoadedFlows | None, emit: Emit
) -> ServerRecorder | None:
    """None where the worker alone records: by the settings, by the line, or because the flow may want to pause."""
    line = services.lines.find(call.line)
    if not isinstance(line, RecordsCalls) or not isinstance(line_call, InRoom) or (flow and records_itself(flow)):
        return None
    try:
        by = await line.recorded_by()
    except DATABASE_ERRORS as error:
        log.warning("the worker records alone: %s", type(error).__name__)
        return None
    if by == "worker":
        return None
    return ServerRecorder(services, line, call, line_call.room_name, emit, keep=by == "both")


def records_itself(flow: LoadedFlows) -> bool:
    """Whether the flow, or one below it, begins, ends or pauses the recording. A server's cannot pause: what is said
    meanwhile would be in it."""
    graphs = flow.flows.graphs.values()
    return any(node.type.type == "record" for graph in graphs for node in graph.nodes.values())


def name_of(call_id: UUID) -> str:
    """The file's: another one than the worker's, for both may lie in one folder."""
    return f"{call_id}.livekit.ogg"


def _values(facts: ServerRecordingFacts, services: Services) -> dict[str, Any]:
    look_at = services.clock.now() + FIRST_LOOK
    state = "active" if facts.state == "active" else "starting"
    return {"vendor_id": facts.id[:100], "state": state, "look_at": look_at}
