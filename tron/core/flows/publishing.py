"""From the draft to versions that never change, and back: validate, publish, compare, restore, roll back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Flow, FlowVersion
from tron.core.errors import Conflict, Invalid, NotFound
from tron.core.flow_engine.canvas import FlowCanvas, read_canvas
from tron.core.flow_engine.validate import Finding, ValidateContext, validate
from tron.core.flows.diff import diff
from tron.core.flows.loading import subflows
from tron.core.flows.message_templates import known_templates
from tron.core.flows.published import called_by, names_given
from tron.core.flows.registry import FlowRegistry
from tron.core.flows.shown import FlowView, version_out
from tron.core.models.flow import FindingOut, FlowDiff, FlowVersionOut, PublishIn
from tron.core.repositories.flows import FlowRepository
from tron.core.scripts.for_agent import options_of

DRAFT = "draft"

ScenarioGate = Callable[[AsyncSession, Flow, FlowCanvas], Awaitable[None]]
"""Asked before a canvas becomes a version of a flow that requires its scenarios; raises what refuses it."""


class FlowHasErrors(Invalid):
    """`extra["findings"]` are all that were found: FindingOut."""

    code = "has_errors"


class FlowUnchanged(Conflict):
    """The draft is what was published last."""

    code = "unchanged"


class FlowPublisher:
    """Versions of flows, in the transaction of `registry`'s session."""

    def __init__(self, session: AsyncSession, registry: FlowRegistry, gate: ScenarioGate | None = None) -> None:
        self._session = session
        self._registry = registry
        self._flows = FlowRepository(session)
        self._gate = gate

    # ------------------------------------------------------------ reading

    async def findings(self, flow_id: UUID, raw: dict[str, Any] | None) -> list[FindingOut]:
        """Of a canvas, or of the draft. Raises NotFound, and Invalid for one that cannot be read."""
        flow = await self._registry.get(flow_id)
        found = await self._check(flow, read_canvas(flow.canvas_data if raw is None else raw))
        return [_shown(finding) for finding in found]

    async def versions(self, flow_id: UUID) -> list[FlowVersionOut]:
        """All, the newest first. Raises NotFound."""
        await self._registry.get(flow_id)
        return [version_out(row, count) for row, count in await self._flows.versions(flow_id)]

    async def version(self, flow_id: UUID, number: int) -> FlowVersion:
        """Raises NotFound."""
        await self._registry.get(flow_id)
        found = await self._flows.version(flow_id, number)
        if found is None:
            raise NotFound(f"This flow has no version {number}.")
        return found

    async def diff(self, flow_id: UUID, before: str, after: str) -> FlowDiff:
        """Between two sides: `draft` or a version's number. Raises NotFound."""
        return diff(await self._side(flow_id, before), await self._side(flow_id, after))

    async def _side(self, flow_id: UUID, side: str) -> FlowCanvas:
        if side == DRAFT:
            return read_canvas((await self._registry.get(flow_id)).canvas_data)
        return read_canvas((await self.version(flow_id, int(side))).canvas)

    async def draft_without_errors(self, flow_id: UUID) -> tuple[Flow, FlowCanvas]:
        """What a call may speak. Raises NotFound, Invalid for an unreadable draft, FlowHasErrors."""
        flow = await self._registry.get(flow_id)
        canvas = read_canvas(flow.canvas_data)
        await self._without_errors(flow, canvas, "spoken")
        return flow, canvas

    # ------------------------------------------------------------ changing

    async def publish(self, flow_id: UUID, body: PublishIn) -> FlowVersionOut:
        """The draft as the next version. Raises NotFound, Conflict, FlowHasErrors, and what the gate raises."""
        flow = await self._registry.editable(flow_id, body.revision)
        canvas = read_canvas(flow.canvas_data)
        findings = await self._without_errors(flow, canvas)
        if flow.version and not await self._flows.draft_changed(flow.id):
            raise FlowUnchanged(f"Nothing has changed since version {flow.version}.")
        await self._through_the_gate(flow, canvas)
        return await self._publish(flow, canvas, findings, body.note, "flow.publish", {})

    async def roll_back(self, flow_id: UUID, number: int, revision: int) -> FlowVersionOut:
        """An earlier version published anew; the draft stays. Raises what `publish` does."""
        flow = await self._registry.editable(flow_id, revision)
        before = await self.version(flow_id, number)
        canvas = read_canvas(before.canvas)
        findings = await self._without_errors(flow, canvas)
        await self._through_the_gate(flow, canvas)
        note = f"Version {number} again" + (f": {before.note}" if before.note else "")
        return await self._publish(flow, canvas, findings, note[:500], "flow.roll_back", {"to": number})

    async def restore(self, flow_id: UUID, number: int, revision: int) -> Flow:
        """An earlier version into the draft. Raises NotFound and Conflict."""
        flow = await self._registry.editable(flow_id, revision)
        canvas = read_canvas((await self.version(flow_id, number)).canvas)
        return await self._registry.change(flow, "flow.restore", {}, canvas, {"version": number})

    async def _publish(
        self,
        flow: Flow,
        canvas: FlowCanvas,
        findings: list[Finding],
        note: str,
        action: str,
        noted: dict[str, Any],
    ) -> FlowVersionOut:
        # The row is locked: nobody else gives out this number.
        flow.version += 1
        version = FlowVersion(
            flow_id=flow.id,
            version=flow.version,
            canvas=canvas.stored(),
            note=note,
            findings=[_shown(finding).model_dump(mode="json") for finding in findings],
            published_by=self._registry.actor.name[:100],
        )
        await self._flows.store(flow)
        await self._flows.add_version(version)
        await self._registry.audit(action, flow, {"version": version.version, **noted})
        return version_out(version, len(canvas.nodes))

    async def _through_the_gate(self, flow: Flow, canvas: FlowCanvas) -> None:
        if flow.require_scenarios and self._gate is not None:
            await self._gate(self._session, flow, canvas)

    async def _without_errors(self, flow: Flow, canvas: FlowCanvas, wanted: str = "published") -> list[Finding]:
        findings = await self._check(flow, canvas)
        errors = sum(finding.severity == "error" for finding in findings)
        if errors:
            raise FlowHasErrors(
                f"This flow has {errors} {'error' if errors == 1 else 'errors'} and cannot be {wanted}.",
                hint="Mend what is marked as an error.",
                extra={"findings": [_shown(finding).model_dump(mode="json") for finding in findings]},
            )
        return findings

    async def _check(self, flow: Flow, canvas: FlowCanvas) -> list[Finding]:
        inner = await subflows(self._session, called_by(canvas))
        users = await FlowView(self._session).users(flow.id)
        outer = await self._flows.outer_drafts(flow.id) if any(user.kind == "flow" for user in users) else []
        context = ValidateContext(
            subflows={key: one.canvas for key, one in inner.items()},
            flow_id=str(flow.id),
            as_subflow=bool(users) and all(user.kind == "flow" for user in users),
            variables=frozenset(name for draft in outer for name in names_given(draft, flow.id)),
            templates=await known_templates(self._session, canvas),
            deaf_to_voicemail=tuple(
                agent.name
                for agent in await self._flows.agents_of([flow.id])
                if agent.archived_at is None and options_of(agent).voicemail_action != "flow"
            ),
        )
        # A long flow takes a while: others are served meanwhile.
        return await asyncio.to_thread(validate, canvas, context)


def _shown(finding: Finding) -> FindingOut:
    return FindingOut.model_validate(finding, from_attributes=True)
