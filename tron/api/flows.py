"""/api/tron/flows: conversations as they are drawn, and their published versions."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Response, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.spec import NodeTypeOut, describe
from tron.core.flows.publishing import FlowPublisher
from tron.core.flows.registry import FlowRegistry
from tron.core.flows.shown import version_detail
from tron.core.flows.templates import flow_templates
from tron.core.flows.traffic import flow_traffic
from tron.core.models.flow import (
    MOST,
    DiffQuery,
    FindingsOut,
    FlowCreate,
    FlowDiff,
    FlowFile,
    FlowImport,
    FlowOut,
    FlowPage,
    FlowQuery,
    FlowTemplateOut,
    FlowTemplatePage,
    FlowUpdate,
    FlowVersionDetail,
    FlowVersionOut,
    FlowVersionPage,
    FromTemplateIn,
    NodeTypePage,
    PublishIn,
    RevisionIn,
    ValidateIn,
)
from tron.core.models.flow_traffic import FlowTraffic, TrafficQuery
from tron.core.scenarios.gate import require_passes

router = APIRouter(prefix="/flows", tags=["flows"], responses=RESPONSES)

VersionNumber = Annotated[int, Path(ge=1, le=MOST)]
Reading = Depends(require("flows.read"))


async def _reader(session: SessionDep) -> FlowRegistry:
    return FlowRegistry(session)


async def _writer(
    actor: Annotated[Actor, Depends(require("flows.write"))],
    services: ServicesDep,
    session: SessionDep,
    request_id: RequestId,
) -> FlowRegistry:
    return FlowRegistry(session, actor, request_id, services.clock)


Reader = Annotated[FlowRegistry, Depends(_reader)]
Writer = Annotated[FlowRegistry, Depends(_writer)]


async def _published(session: SessionDep, flows: Reader) -> FlowPublisher:
    return FlowPublisher(session, flows)


async def _publisher(session: SessionDep, flows: Writer) -> FlowPublisher:
    return FlowPublisher(session, flows, require_passes)


Published = Annotated[FlowPublisher, Depends(_published)]
Publisher = Annotated[FlowPublisher, Depends(_publisher)]


@router.get("", dependencies=[Reading])
async def list_flows(query: Annotated[FlowQuery, Query()], flows: Reader) -> FlowPage:
    """Flows without their canvases, the last changed first."""
    return await flows.page(query)


@router.post("", status_code=status.HTTP_201_CREATED)
async def create_flow(body: FlowCreate, flows: Writer) -> FlowOut:
    """A new flow, as a draft."""
    return await flows.shown(await flows.create(body))


@router.get("/node-types", dependencies=[Reading])
async def list_node_types() -> NodeTypePage:
    """What flows are made of: the form, the handles and the icon of each type of node."""
    return NodeTypePage(items=list(_palette()), next_cursor=None)


@router.get("/templates", dependencies=[Reading])
async def list_flow_templates() -> FlowTemplatePage:
    """The complete flows that come with Tron."""
    items = [
        FlowTemplateOut.model_validate({**one.model_dump(), "node_count": len(one.canvas_data["nodes"])})
        for one in flow_templates()
    ]
    return FlowTemplatePage(items=items, next_cursor=None)


@router.post("/from-template", status_code=status.HTTP_201_CREATED)
async def create_flow_from_template(body: FromTemplateIn, flows: Writer) -> FlowOut:
    """A new flow that starts as a copy of a template."""
    return await flows.shown(await flows.from_template(body))


@router.post("/import", status_code=status.HTTP_201_CREATED)
async def import_flow(body: FlowImport, flows: Writer) -> FlowOut:
    """A new flow from an exported file."""
    return await flows.shown(await flows.import_file(body))


@router.get("/{flow_id}", dependencies=[Reading])
async def read_flow(flow_id: UUID, flows: Reader) -> FlowOut:
    """A flow with its draft."""
    return await flows.shown(await flows.get(flow_id))


@router.put("/{flow_id}")
async def save_flow(flow_id: UUID, body: FlowUpdate, flows: Writer) -> FlowOut:
    """Save the draft; 409 with the `current` flow when `revision` is stale."""
    return await flows.shown(await flows.save(flow_id, body))


@router.delete("/{flow_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_flow(flow_id: UUID, flows: Writer) -> None:
    """Remove a flow with its versions; 409 with its `users` while somebody runs it: it can be archived then."""
    await flows.delete(flow_id)


@router.post("/{flow_id}/archive")
async def archive_flow(flow_id: UUID, body: RevisionIn, flows: Writer) -> FlowOut:
    """Put a flow away: it stays as it is, those that run it go on, nobody else can take it."""
    return await flows.shown(await flows.archive(flow_id, body.revision, archived=True))


@router.post("/{flow_id}/unarchive")
async def unarchive_flow(flow_id: UUID, body: RevisionIn, flows: Writer) -> FlowOut:
    """Take a flow back into use."""
    return await flows.shown(await flows.archive(flow_id, body.revision, archived=False))


@router.post("/{flow_id}/duplicate", status_code=status.HTTP_201_CREATED)
async def duplicate_flow(flow_id: UUID, flows: Writer) -> FlowOut:
    """A copy of the draft, named "Copy of ..."."""
    return await flows.shown(await flows.duplicate(flow_id))


@router.get("/{flow_id}/export", dependencies=[Reading])
async def export_flow(flow_id: UUID, flows: Reader, response: Response) -> FlowFile:
    """The draft as a file that another Tron can import."""
    file = await flows.export(flow_id)
    response.headers["Content-Disposition"] = _attachment(file.name)
    return file


@router.post("/{flow_id}/validate", dependencies=[Reading])
async def validate_flow(flow_id: UUID, body: ValidateIn, flows: Published) -> FindingsOut:
    """What the draft, or this canvas, lacks to be run. Nothing is stored."""
    return FindingsOut(findings=await flows.findings(flow_id, body.canvas_data))


@router.post("/{flow_id}/publish", status_code=status.HTTP_201_CREATED)
async def publish_flow(flow_id: UUID, body: PublishIn, flows: Publisher) -> FlowVersionOut:
    """The draft as the next version; 422 with the `findings` when it has errors. Calls that run are not touched."""
    return await flows.publish(flow_id, body)


@router.get("/{flow_id}/versions", dependencies=[Reading])
async def list_flow_versions(flow_id: UUID, flows: Published) -> FlowVersionPage:
    """All versions, the newest first."""
    return FlowVersionPage(items=await flows.versions(flow_id), next_cursor=None)


@router.get("/{flow_id}/versions/{version}", dependencies=[Reading])
async def read_flow_version(flow_id: UUID, version: VersionNumber, flows: Published) -> FlowVersionDetail:
    """A version with its canvas, and what was found when it was published."""
    return version_detail(await flows.version(flow_id, version))


@router.post("/{flow_id}/versions/{version}/restore")
async def restore_flow_version(
    flow_id: UUID, version: VersionNumber, body: RevisionIn, flows: Writer, publisher: Publisher
) -> FlowOut:
    """A version into the draft, which it replaces."""
    return await flows.shown(await publisher.restore(flow_id, version, body.revision))


@router.post("/{flow_id}/versions/{version}/roll-back", status_code=status.HTTP_201_CREATED)
async def roll_back_flow(flow_id: UUID, version: VersionNumber, body: RevisionIn, flows: Publisher) -> FlowVersionOut:
    """An earlier version published anew, as the next number; the draft stays as it is."""
    return await flows.roll_back(flow_id, version, body.revision)


@router.get("/{flow_id}/diff", dependencies=[Reading])
async def compare_flow(flow_id: UUID, query: Annotated[DiffQuery, Query()], flows: Published) -> FlowDiff:
    """What differs between two versions, or a version and the draft."""
    return await flows.diff(flow_id, query.from_, query.to)


@router.get("/{flow_id}/traffic", dependencies=[Reading])
async def read_flow_traffic(
    flow_id: UUID, query: Annotated[TrafficQuery, Query()], services: ServicesDep, session: SessionDep
) -> FlowTraffic:
    """How many calls went along each way of a version, and at which nodes they ended."""
    return await flow_traffic(session, flow_id, query, services.clock.now())


@cache
def _palette() -> tuple[NodeTypeOut, ...]:
    return tuple(describe(one) for one in node_types().values())


def _attachment(name: str) -> str:
    """A header that names the file in ASCII and as it is."""
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "-", name).strip(" .-") or "flow"
    return f"attachment; filename=\"{plain}.flow.json\"; filename*=UTF-8''{quote(f'{name}.flow.json', safe='')}"
