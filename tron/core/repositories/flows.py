"""SQL of flows and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, literal, or_, select, tuple_, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from tron.core.call_engine.states import LIVE
from tron.core.database.tables import Agent, Call, Flow, FlowVersion
from tron.core.repositories.agents import RESEMBLES

SORT = "-updated_at"
"""How lists of flows are sorted."""


@dataclass(frozen=True, slots=True)
class FlowRow:
    """A flow for a list: `flow.canvas_data` is not loaded."""

    flow: Flow
    node_count: int
    draft_changed: bool


@dataclass(frozen=True, slots=True)
class Latest:
    """What of a flow a call's start has to know. `version` 0: never published."""

    id: UUID
    name: str
    version: int
    archived: bool


class FlowRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, flow_id: UUID) -> Flow | None:
        return await self._session.get(Flow, flow_id)

    async def lock(self, flow_id: UUID) -> Flow | None:
        """The row, for a change; waits for others who change it."""
        return await self._session.get(Flow, flow_id, with_for_update=True, populate_existing=True)

    async def page(self, search: str | None, archived: bool, after: Sequence[Any] | None, limit: int) -> list[FlowRow]:
        """Up to `limit` flows behind `after` = (updated_at, id), the last changed first."""
        query = select(Flow, _node_count(Flow.canvas_data), _draft_changed()).options(defer(Flow.canvas_data))
        query = query.where(Flow.archived_at.is_not(None) if archived else Flow.archived_at.is_(None))
        if search:
            await self._session.execute(select(func.set_config("pg_trgm.word_similarity_threshold", RESEMBLES, True)))
            alike = literal(search).op("<%")(Flow.name)
            query = query.where(or_(Flow.name.icontains(search, autoescape=True), alike))
        if after is not None:
            query = query.where(tuple_(Flow.updated_at, Flow.id) < tuple_(*map(literal, after)))
        rows = await self._session.execute(query.order_by(Flow.updated_at.desc(), Flow.id.desc()).limit(limit))
        return [FlowRow(flow, count, changed) for flow, count, changed in rows.all()]

    async def draft_changed(self, flow_id: UUID) -> bool:
        """Whether the draft is another than the latest version, wherever it was looked at last."""
        return bool(await self._session.scalar(select(_draft_changed()).where(Flow.id == flow_id)))

    async def add(self, flow: Flow) -> Flow:
        self._session.add(flow)
        await self.store(flow)
        return flow

    async def store(self, flow: Flow) -> None:
        """Write the row's changes and read back what the database filled in."""
        await self._session.flush()
        await self._session.refresh(flow)

    async def delete(self, flow: Flow) -> None:
        """With all its versions."""
        await self._session.delete(flow)
        await self._session.flush()

    # ------------------------------------------------------------ versions

    async def add_version(self, version: FlowVersion) -> None:
        self._session.add(version)
        await self._session.flush()
        await self._session.refresh(version)

    async def version(self, flow_id: UUID, number: int) -> FlowVersion | None:
        return await self._session.get(FlowVersion, (flow_id, number))

    async def has_version(self, flow_id: UUID, number: int) -> bool:
        query = exists().where(FlowVersion.flow_id == flow_id, FlowVersion.version == number)
        return bool(await self._session.scalar(select(query)))

    async def versions(self, flow_id: UUID) -> list[tuple[FlowVersion, int]]:
        """All, the newest first, each with the number of its nodes; their canvases are not loaded."""
        query = (
            select(FlowVersion, _node_count(FlowVersion.canvas))
            .options(defer(FlowVersion.canvas))
            .where(FlowVersion.flow_id == flow_id)
            .order_by(FlowVersion.version.desc())
        )
        return [(row, count) for row, count in (await self._session.execute(query)).all()]

    async def latest(self, ids: Iterable[UUID]) -> dict[UUID, Latest]:
        """Those that exist, by id."""
        query = select(Flow.id, Flow.name, Flow.version, Flow.archived_at).where(Flow.id.in_(set(ids)))
        rows = await self._session.execute(query)
        return {row.id: Latest(row.id, row.name, row.version, row.archived_at is not None) for row in rows}

    async def known_versions(self, ids: Iterable[UUID]) -> dict[UUID, set[int]]:
        """The published numbers of those that exist; an empty set for a flow that was never published."""
        wanted = set(ids)
        found: dict[UUID, set[int]] = {id_: set() for id_ in await self.latest(wanted)}
        query = select(FlowVersion.flow_id, FlowVersion.version).where(FlowVersion.flow_id.in_(wanted))
        for flow_id, number in (await self._session.execute(query)).all():
            found.setdefault(flow_id, set()).add(number)
        return found

    # ------------------------------------------------------------ who uses them

    async def agents_of(self, ids: Iterable[UUID]) -> list[Agent]:
        """Agents that these flows are linked to, archived ones too, by name."""
        query = select(Agent).where(Agent.flow_id.in_(set(ids))).order_by(func.lower(Agent.name), Agent.id)
        return list((await self._session.scalars(query)).all())

    async def outer_flows(self, flow_id: UUID) -> list[tuple[UUID, str, datetime | None]]:
        """Flows that have this one as a subflow: in their draft, or in a version that runs."""
        published = _published(_subflow(flow_id))
        query = select(Flow.id, Flow.name, Flow.archived_at).where(
            Flow.id != flow_id, or_(Flow.canvas_data.contains(_subflow(flow_id)), published)
        )
        rows = await self._session.execute(query.order_by(func.lower(Flow.name), Flow.id))
        return [(row.id, row.name, row.archived_at) for row in rows]

    async def outer_drafts(self, flow_id: UUID) -> list[dict[str, Any]]:
        """The drafts of flows that have this one as a subflow."""
        query = select(Flow.canvas_data).where(Flow.id != flow_id, Flow.canvas_data.contains(_subflow(flow_id)))
        return list(await self._session.scalars(query))

    async def using_template(self, name: str) -> list[tuple[UUID, str]]:
        """Id and name of flows that send this template of messages: in their draft, or in a version that runs."""
        wanted: dict[str, Any] = {"nodes": [{"type": "send_message", "data": {"template": name}}]}
        published = _published(wanted)
        query = select(Flow.id, Flow.name).where(
            Flow.archived_at.is_(None), or_(Flow.canvas_data.contains(wanted), published)
        )
        rows = await self._session.execute(query.order_by(func.lower(Flow.name), Flow.id))
        return [(row.id, row.name) for row in rows]

    async def live_calls(self, flow_id: UUID) -> list[tuple[UUID, str | None, int | None]]:
        """Calls under way over this flow, with the contact's name and the version."""
        query = select(Call.id, Call.contact_name, Call.flow_version).where(
            Call.flow_id == flow_id, Call.status.in_(LIVE)
        )
        return [(row.id, row.contact_name, row.flow_version) for row in await self._session.execute(query.limit(20))]


def _subflow(flow_id: UUID) -> dict[str, Any]:
    return {"nodes": [{"type": "subflow", "data": {"flow_id": str(flow_id)}}]}


def _published(part: dict[str, Any]) -> ColumnElement[bool]:
    """Whether a version of the flow has this part: the latest one, or one that an agent or another flow runs."""
    by_agent = exists().where(Agent.flow_id == Flow.id, Agent.flow_version == FlowVersion.version)
    return exists().where(
        FlowVersion.flow_id == Flow.id,
        FlowVersion.canvas.contains(part),
        or_(FlowVersion.version == Flow.version, by_agent, _pinned_by_flow()),
    )


def _pinned_by_flow() -> ColumnElement[bool]:
    """Whether another flow names just this version as a subflow, in its draft or in its latest version."""
    outer, theirs = aliased(Flow), aliased(FlowVersion)
    data = func.jsonb_build_object("flow_id", cast(Flow.id, Text), "version", FlowVersion.version)
    node = func.jsonb_build_object("type", "subflow", "data", data)
    named = func.jsonb_build_object("nodes", func.jsonb_build_array(node), type_=JSONB)
    latest = exists().where(theirs.flow_id == outer.id, theirs.version == outer.version, theirs.canvas.contains(named))
    return exists().where(outer.id != Flow.id, or_(outer.canvas_data.contains(named), latest))


def _node_count(canvas: Any) -> ColumnElement[int]:
    return func.jsonb_array_length(canvas["nodes"])


def _draft_changed() -> ColumnElement[bool]:
    """Where a person looked at it last makes no difference, nor does the format it was written in."""
    published: Select[Any] = select(_drawn(FlowVersion.canvas)).where(
        and_(FlowVersion.flow_id == Flow.id, FlowVersion.version == Flow.version)
    )
    return _drawn(Flow.canvas_data).is_distinct_from(published.correlate(Flow).scalar_subquery())


def _drawn(canvas: Any) -> ColumnElement[Any]:
    return type_coerce(canvas.op("-")(literal("viewport")).op("-")(literal("schema_version")), JSONB)
