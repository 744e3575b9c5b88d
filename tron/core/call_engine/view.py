"""Calls as the API shows them, from their rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import cursor
from tron.core.call_engine.streams import rings_pages
from tron.core.database.tables import Call
from tron.core.errors import NotFound
from tron.core.models.call import (
    CallAttempt,
    CallCallback,
    CallDetail,
    CallOut,
    CallPage,
    CallQuery,
    ServerRecordingOut,
)
from tron.core.refusals import field_of
from tron.core.repositories.agents import AgentRepository
from tron.core.repositories.callbacks import CallbackRepository
from tron.core.repositories.calls import SORTABLE, CallFilter, CallRepository
from tron.core.repositories.server_recordings import ServerRecordingRepository
from tron.core.server_recordings import shown

UrlOf = Callable[[str, UUID], str]
"""The path of a call's "recording", "server_recording" or "events"."""

_MADE_HERE = (
    "agent_name",
    "fidelity",
    "ring",
    "recording_url",
    "cost_inr",
    "reply_p50_ms",
    "events_url",
    "cost",
    "attempts",
    "callbacks",
    "server_recording",
    "blocked_field",
)


class CallView:
    """Reads calls. Raises NotFound for one that does not exist."""

    def __init__(self, session: AsyncSession, url_of: UrlOf) -> None:
        self._calls = CallRepository(session)
        self._agents = AgentRepository(session)
        self._callbacks = CallbackRepository(session)
        self._server_recordings = ServerRecordingRepository(session)
        self._url_of = url_of

    async def row(self, call_id: UUID) -> Call:
        call = await self._calls.get(call_id)
        if call is None:
            raise NotFound("There is no such call.", hint="List calls with GET /api/tron/calls.")
        return call

    async def one(self, call: Call) -> CallOut:
        [shown] = await self.many([call])
        return shown

    async def many(self, calls: Sequence[Call]) -> list[CallOut]:
        names = await self._agents.names(call.agent_id for call in calls)
        return [CallOut.model_validate(self._values(call, names, CallOut)) for call in calls]

    async def detail(self, call_id: UUID) -> CallDetail:
        call = await self.row(call_id)
        names = await self._agents.names([call.agent_id])
        values = self._values(call, names, CallDetail)
        attempts = [
            CallAttempt.model_validate(row, from_attributes=True) for row in await self._calls.attempts(call_id)
        ]
        callbacks = [
            CallCallback.model_validate(row, from_attributes=True) for row in await self._callbacks.of_call(call_id)
        ]
        return CallDetail.model_validate(
            {
                **values,
                "cost": call.cost or None,
                "events_url": self._url_of("events", call.id),
                "attempts": attempts,
                "callbacks": callbacks,
                "server_recording": await self._server_recording(call_id),
                "blocked_field": field_of(call.reason, outbound=call.direction == "outbound"),
            }
        )

    async def page(self, query: CallQuery, where: CallFilter) -> CallPage:
        """Raises Invalid for a bad cursor."""
        key = query.sort.lstrip("-")
        after = cursor.decode(query.cursor, query.sort, SORTABLE[key][1])
        rows = await self._calls.page(where, query.sort, after, query.limit + 1)
        more = len(rows) > query.limit
        rows = rows[: query.limit]
        last = cursor.encode(query.sort, _sort_value(rows[-1], key), rows[-1].id) if more else None
        return CallPage(items=await self.many(rows), next_cursor=last)

    async def active(self) -> CallPage:
        return CallPage(items=await self.many(await self._calls.active()), next_cursor=None)

    async def _server_recording(self, call_id: UUID) -> ServerRecordingOut | None:
        row = await self._server_recordings.of_call(call_id)
        return shown(row, self._url_of("server_recording", call_id))

    def _values(self, call: Call, names: dict[UUID, str], model: type[CallOut]) -> dict[str, Any]:
        plain = {name: getattr(call, name) for name in model.model_fields if name not in _MADE_HERE}
        return {
            **plain,
            "agent_name": names.get(call.agent_id) if call.agent_id else None,
            "fidelity": call.line_options.get("fidelity"),
            "ring": rings_pages(call),
            "recording_url": self._url_of("recording", call.id) if call.recording_url else None,
            "cost_inr": (call.cost or {}).get("inr"),
            "reply_p50_ms": _median_reply(call),
        }


def _median_reply(call: Call) -> float | None:
    """In milliseconds; a call simulated in words has no waits."""
    turns = [] if call.line_options.get("fidelity") == "text" else call.turns
    waits = [turn["total_ms"] for turn in turns if turn.get("total_ms") is not None]
    return median(waits) if waits else None


def _sort_value(call: Call, key: str) -> Any:
    value = getattr(call, key)
    return -1 if value is None else value
