"""Flows as the API shows them, from their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import cursor
from tron.core.database.tables import Agent, Flow, FlowVersion
from tron.core.errors import Invalid
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.migrations import SCHEMA
from tron.core.models.flow import (
    FindingOut,
    FlowOut,
    FlowPage,
    FlowQuery,
    FlowSummary,
    FlowUser,
    FlowVersionDetail,
    FlowVersionOut,
)
from tron.core.repositories.flows import SORT, FlowRepository, FlowRow

_MADE_HERE: Final = ("canvas_data", "draft_changed", "used_by", "language", "node_count", "used_by_count")


class FlowView:
    """Reads flows."""

    def __init__(self, session: AsyncSession) -> None:
        self._flows = FlowRepository(session)

    async def one(self, flow: Flow) -> FlowOut:
        """With its draft in the present schema, and who uses it."""
        return FlowOut.model_validate(
            {
                **_columns(flow, FlowOut.model_fields),
                "canvas_data": present(flow.canvas_data),
                "draft_changed": await self._flows.draft_changed(flow.id),
                "used_by": await self.users(flow.id),
            }
        )

    async def page(self, query: FlowQuery) -> FlowPage:
        """Raises Invalid for a bad cursor."""
        after = cursor.decode(query.cursor, SORT, datetime)
        rows = await self._flows.page(query.search, query.archived, after, query.limit + 1)
        more, rows = len(rows) > query.limit, rows[: query.limit]
        agents = await self._flows.agents_of(row.flow.id for row in rows)
        last = rows[-1].flow if more else None
        return FlowPage(
            items=[_summary(row, [agent for agent in agents if agent.flow_id == row.flow.id]) for row in rows],
            next_cursor=cursor.encode(SORT, last.updated_at, last.id) if last else None,
        )

    async def users(self, flow_id: UUID) -> list[FlowUser]:
        """The agents and flows that run it, archived ones too."""
        agents = [
            FlowUser(
                kind="agent",
                id=agent.id,
                name=agent.name,
                version=agent.flow_version,
                archived=agent.archived_at is not None,
            )
            for agent in await self._flows.agents_of([flow_id])
        ]
        return agents + [
            FlowUser(kind="flow", id=id_, name=name, version=None, archived=archived_at is not None)
            for id_, name, archived_at in await self._flows.outer_flows(flow_id)
        ]

    async def users_now(self, flow_id: UUID) -> list[FlowUser]:
        """Those, and the calls that are under way over it."""
        return await self.users(flow_id) + [
            FlowUser(kind="call", id=id_, name=name or "", version=version, archived=False)
            for id_, name, version in await self._flows.live_calls(flow_id)
        ]


def version_out(version: FlowVersion, node_count: int) -> FlowVersionOut:
    return FlowVersionOut.model_validate(_version(version, node_count))


def version_detail(version: FlowVersion) -> FlowVersionDetail:
    canvas = present(version.canvas)
    findings = [FindingOut.model_validate(finding) for finding in version.findings]
    return FlowVersionDetail.model_validate(
        {**_version(version, len(canvas["nodes"])), "canvas_data": canvas, "findings": findings}
    )


def present(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A stored canvas in the present schema; as it is where no step leads there."""
    if stored.get("schema_version") == SCHEMA:
        return dict(stored)
    try:
        return read_canvas(stored).stored()
    except Invalid:
        return dict(stored)


def _summary(row: FlowRow, agents: Sequence[Agent]) -> FlowSummary:
    live = [agent for agent in agents if agent.archived_at is None]
    languages = {agent.language for agent in live}
    return FlowSummary.model_validate(
        {
            **_columns(row.flow, FlowSummary.model_fields),
            "language": languages.pop() if len(languages) == 1 else None,
            "node_count": row.node_count,
            "draft_changed": row.draft_changed,
            "used_by_count": len(live),
        }
    )


def _columns(flow: Flow, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(flow, name) for name in names if name not in _MADE_HERE}


def _version(version: FlowVersion, node_count: int) -> dict[str, Any]:
    return {
        "version": version.version,
        "note": version.note,
        "node_count": node_count,
        "warnings": sum(finding["severity"] == "warning" for finding in version.findings),
        "published_at": version.published_at,
        "published_by": version.published_by,
    }
