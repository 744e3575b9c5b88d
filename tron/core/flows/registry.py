"""Making, saving, copying, archiving and removing flows, each change audited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from tron.core import audit
from tron.core.clock import Clock, SystemClock
from tron.core.database.tables import Flow
from tron.core.errors import Conflict, Forbidden, NotFound, invalid_field
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flow_engine.migrations import SCHEMA
from tron.core.flows.diff import diff, same
from tron.core.flows.shown import FlowView, present
from tron.core.flows.templates import TEMPLATE_KEYS, find_flow_template
from tron.core.models.flow import (
    FILE_FORMAT,
    FlowCreate,
    FlowFile,
    FlowImport,
    FlowOut,
    FlowPage,
    FlowQuery,
    FlowUpdate,
    FromTemplateIn,
)
from tron.core.repositories.flows import FlowRepository


class FlowInUse(Conflict):
    """`extra["users"]` says by whom: FlowUser."""

    code = "in_use"


class FlowRegistry:
    """Flows, in the caller's transaction. `actor` is who changes them."""

    def __init__(
        self,
        session: AsyncSession,
        actor: audit.Doer | None = None,
        request_id: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._session = session
        self._flows = FlowRepository(session)
        self._view = FlowView(session)
        self.actor = actor or audit.System()
        self._request_id = request_id
        self._clock = clock or SystemClock()

    async def get(self, flow_id: UUID) -> Flow:
        """Raises NotFound."""
        return _found(await self._flows.get(flow_id))

    async def shown(self, flow: Flow) -> FlowOut:
        return await self._view.one(flow)

    async def page(self, query: FlowQuery) -> FlowPage:
        """Raises Invalid for a bad cursor."""
        return await self._view.page(query)

    # ------------------------------------------------------------ new ones

    async def create(self, body: FlowCreate) -> Flow:
        """Raises Invalid for a canvas that cannot be read."""
        return await self._add("flow.create", body.name, body.description, read_canvas(body.canvas_data or {}))

    async def from_template(self, body: FromTemplateIn) -> Flow:
        """Raises Invalid where there is no such template."""
        template = find_flow_template(body.template_id)
        if template is None:
            hint = f"Templates: {', '.join(TEMPLATE_KEYS)}."
            raise invalid_field("template_id", "There is no such template.", hint=hint)
        canvas = read_canvas(template.canvas_data)
        noted = {"template": template.id}
        return await self._add("flow.create", body.name or template.name, template.description, canvas, noted)

    async def import_file(self, body: FlowImport) -> Flow:
        """A flow from a file, as a draft. Raises Invalid with the field's path."""
        canvas = read_canvas({"schema_version": body.schema_version, **body.canvas_data})
        return await self._add("flow.import", body.name, body.description, canvas)

    async def duplicate(self, flow_id: UUID) -> Flow:
        """A copy of the draft; versions and scenarios stay with the first. Raises NotFound."""
        source = await self.get(flow_id)
        copy = Flow(
            name=f"Copy of {source.name}"[:100].strip(),
            description=source.description,
            canvas_data=source.canvas_data,
        )
        await self._flows.add(copy)
        await self.audit("flow.duplicate", copy, {"source": str(source.id)})
        return copy

    async def export(self, flow_id: UUID) -> FlowFile:
        """The draft as a file. Raises NotFound."""
        flow = await self.get(flow_id)
        return FlowFile(
            format=FILE_FORMAT,
            schema_version=SCHEMA,
            name=flow.name,
            description=flow.description,
            canvas_data=present(flow.canvas_data),
        )

    # ------------------------------------------------------------ changes

    async def save(self, flow_id: UUID, body: FlowUpdate) -> Flow:
        """Raises NotFound, Invalid, Conflict for an archived flow or a stale revision (`extra["current"]`), and
        Forbidden for a change of `require_scenarios` by somebody who is no owner."""
        canvas = None if body.canvas_data is None else read_canvas(body.canvas_data)
        flow = await self.editable(flow_id, body.revision)
        if body.require_scenarios not in (None, flow.require_scenarios) and self.actor.role not in OWNERS:
            raise Forbidden(
                "Only an owner decides whether a flow's scenarios must pass before it is published.",
                hint=f"Your role is {self.actor.role}. Ask an owner.",
            )
        return await self.change(flow, "flow.update", body.model_dump(include=_PLAIN, exclude_none=True), canvas)

    async def change(
        self,
        flow: Flow,
        action: str,
        values: Mapping[str, Any],
        canvas: FlowCanvas | None,
        noted: Mapping[str, Any] | None = None,
    ) -> Flow:
        """Set columns and the draft of a locked row; nothing is written where nothing differs."""
        changes = {
            name: {"from": getattr(flow, name), "to": value}
            for name, value in values.items()
            if getattr(flow, name) != value
        }
        for name in changes:
            setattr(flow, name, values[name])
        stored = None if canvas is None else canvas.stored()
        if canvas is not None and stored is not None and not same(_drawn(stored), _drawn(flow.canvas_data)):
            changes["canvas_data"] = _counted(flow.canvas_data, canvas)
        if stored is not None and not same(stored, flow.canvas_data):
            flow.canvas_data = stored
            flag_modified(flow, "canvas_data")
        # Where somebody looks at the canvas is kept, and is no change that others have to know of.
        if changes:
            flow.revision += 1
        await self._flows.store(flow)
        if changes:
            await self.audit(action, flow, {**changes, **(noted or {})})
        return flow

    async def archive(self, flow_id: UUID, revision: int, *, archived: bool) -> Flow:
        """Put a flow away, or take it back. Agents that run it go on. Raises NotFound, and Conflict when stale."""
        flow = await self.locked(flow_id, revision)
        if (flow.archived_at is not None) != archived:
            flow.archived_at = self._clock.now() if archived else None
            flow.revision += 1
            await self._flows.store(flow)
            await self.audit("flow.archive" if archived else "flow.unarchive", flow, {})
        return flow

    async def delete(self, flow_id: UUID) -> None:
        """With all versions. Raises NotFound, and FlowInUse while somebody runs it."""
        flow = _found(await self._flows.lock(flow_id))
        users = await self._view.users_now(flow.id)
        if users:
            names = ", ".join(user.name for user in users[:5] if user.name)
            raise FlowInUse(
                f"The flow {flow.name} is in use" + (f": {names}." if names else "."),
                hint="Link them to another flow first, or archive this one.",
                extra={"users": [user.model_dump(mode="json") for user in users]},
            )
        await self.audit("flow.delete", flow, {"name": flow.name})
        await self._flows.delete(flow)

    async def editable(self, flow_id: UUID, revision: int) -> Flow:
        """The row, locked. Raises NotFound, and Conflict for an archived flow or a stale revision."""
        flow = _found(await self._flows.lock(flow_id))
        if flow.archived_at is not None:
            raise Conflict("This flow is archived and stays as it is.", hint="Take it out of the archive first.")
        return await self._fresh(flow, revision)

    async def locked(self, flow_id: UUID, revision: int) -> Flow:
        """The row, locked, archived or not. Raises NotFound, and Conflict for a stale revision."""
        return await self._fresh(_found(await self._flows.lock(flow_id)), revision)

    async def audit(self, action: str, flow: Flow, changes: Mapping[str, Any]) -> None:
        await audit.record(self._session, self.actor, action, "flow", flow.id, changes, self._request_id)

    async def _fresh(self, flow: Flow, revision: int) -> Flow:
        if revision != flow.revision:
            raise Conflict(
                "Somebody else changed this flow meanwhile.",
                hint="Look at the current one and save again.",
                extra={"current": (await self._view.one(flow)).model_dump(mode="json")},
            )
        return flow

    async def _add(
        self, action: str, name: str, description: str, canvas: FlowCanvas, noted: Mapping[str, Any] | None = None
    ) -> Flow:
        flow = await self._flows.add(Flow(name=name, description=description, canvas_data=canvas.stored()))
        await self.audit(action, flow, {"name": name, "nodes": len(canvas.nodes), **(noted or {})})
        return flow


_PLAIN = {"name", "description", "require_scenarios"}
OWNERS: Final = frozenset({"owner", audit.System().role})
"""Roles that decide whether scenarios must pass before a flow is published, and which."""


def _drawn(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name != "viewport"}


def _counted(before: Mapping[str, Any], after: FlowCanvas) -> dict[str, int]:
    """A change of a draft as the audit log keeps it: how much, not what."""
    found = diff(read_canvas(before), after)
    return {
        "added": len(found.nodes.added),
        "removed": len(found.nodes.removed),
        "changed": len(found.nodes.changed),
        "moved": found.moved,
        "edges_added": len(found.edges.added),
        "edges_removed": len(found.edges.removed),
    }


def _found(flow: Flow | None) -> Flow:
    if flow is None:
        raise NotFound("There is no such flow.", hint="List flows with GET /api/tron/flows.")
    return flow
