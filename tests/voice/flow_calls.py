"""Calls that walk flows on the practice line, through claim and gate, with callers told what to say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.core.flows.drawn import save_flow
from tests.factories import agent_row, make_services
from tests.support import ScaledClock
from tron.core.call_engine.requests import CallRequest, request_call
from tron.core.call_engine.states import FINAL
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallEvent
from tron.core.flow_engine.registry import node_types
from tron.core.flows.drafts import draft_of
from tron.core.repositories.calls import CallRepository
from tron.core.scripts import phrases
from tron.core.services import Services
from tron.providers.stt.practice import CallCatalogues
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

TALKER = "+910000000001"


@dataclass(frozen=True)
class Story:
    """A call that is over, and all that happened in it."""

    call: Call
    events: Sequence[CallEvent]

    def of(self, type_: str) -> list[Mapping[str, Any]]:
        return [event.payload for event in self.events if event.type == type_]

    @property
    def path(self) -> list[str]:
        return [event.node or "" for event in self.events if event.type == "flow.node_entered"]

    def said(self, role: str) -> list[str]:
        return [entry["text"] for entry in self.call.transcript if entry["role"] == role]


class Place:
    """A worker in this process."""

    def __init__(self, database: Database, services: Services, worker: Worker) -> None:
        self.database, self.services, self.worker = database, services, worker

    async def call(
        self,
        flow: Mapping[str, Any] | UUID | None,
        says: Sequence[str] | None,
        *,
        number: str = TALKER,
        fidelity: str = "text",
        seconds: float = 30,
        metadata: Mapping[str, Any] | None = None,
        draft: bool = False,
        **agent: Any,
    ) -> Story:
        """One call over a flow (published here, or its id), to its end. `agent`: columns, and its `template`.

        `draft`: it speaks the flow's draft. `says` None: the person has lines of their own for the template.
        """
        flow_id = await save_flow(self.database, dict(flow)) if isinstance(flow, Mapping) else flow
        async with self.database.transaction() as session:
            row = agent_row(**{"flow_id": flow_id, "greeting_text": "Free talk.", **agent})
            session.add(row)
            await session.flush()
            options = {"fidelity": fidelity, **({"says": list(says)} if says is not None else {})}
            request = CallRequest(
                row.id,
                number,
                "sandbox",
                line_options=options,
                owner=self.worker.id,
                contact_name="Asha",
                contact_metadata=dict(metadata or {}),
                draft=await draft_of(session, row.id) if draft else None,
            )
            call_id = (await request_call(session, request, self.services.lines, self.services.clock.now())).id
        self.worker.wake()
        async with asyncio.timeout(seconds):
            while (story := await self._over(call_id)) is None:
                await asyncio.sleep(0.05)
        return story

    async def _over(self, call_id: UUID) -> Story | None:
        async with self.database.transaction() as session:
            call = await session.get_one(Call, call_id)
            if call.status not in FINAL:
                return None
            return Story(call, await CallRepository(session).events(call_id, limit=10_000))


@asynccontextmanager
async def place(
    database: Database,
    folder: Path,
    *,
    clock: Clock | None = None,
    services: Services | None = None,
    talks: TalkFactory | None = None,
) -> AsyncIterator[Place]:
    """Text fidelity two hundred times as fast as people talk, unless told otherwise."""
    phrases.load()  # at that pace a tenth of a second's reading is twenty seconds of the call
    node_types()
    services = services or make_services(database, folder, clock or ScaledClock(200))
    talks = talks or TalkFactory(services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
    worker = Worker(services, talks, reserved_only=True)
    await services.bus.start()
    await worker.start()
    try:
        yield Place(database, services, worker)
    finally:
        await worker.close()
        await services.bus.close()
        await talks.close()
