"""Flows as the API takes and shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tron.core.flow_engine.spec import NodeTypeOut
from tron.core.models.page import ListQuery, Page, Search, Shown

FILE_FORMAT: Final = "tron.flow"
MOST: Final = 2**31 - 1

FlowName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Description = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Revision = Annotated[int, Field(ge=1, le=MOST, description="The draft's, as it was last read.")]
Canvas = dict[str, Any]
"""Nodes, edges and viewport: core/flow_engine/canvas.py reads it and says what is wrong where."""


class _In(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class FlowCreate(_In):
    """A new flow; without `canvas_data` it starts empty."""

    name: FlowName
    description: Description = ""
    canvas_data: Canvas | None = None


class FlowUpdate(_In):
    """What is left out, or null, stays as it is."""

    revision: Revision
    name: FlowName | None = None
    description: Description | None = None
    canvas_data: Canvas | None = None
    require_scenarios: bool | None = Field(
        default=None, description="Publish only what passes all scenarios. Only an owner may change it."
    )


class RevisionIn(_In):
    revision: Revision


class PublishIn(RevisionIn):
    """`note` says what is new."""

    note: Note = ""


class ValidateIn(_In):
    """Null: the draft as it is stored."""

    canvas_data: Canvas | None = None


class FromTemplateIn(_In):
    """`name` null: the template's."""

    template_id: Annotated[str, StringConstraints(max_length=50)]
    name: FlowName | None = None


class FlowFile(Shown):
    """A flow as a file. `schema_version` is the canvas's format."""

    format: Literal["tron.flow"]
    schema_version: int
    name: str
    description: str
    canvas_data: Canvas


class FlowImport(BaseModel):
    """Such a file. What else it holds is left out."""

    format: Literal["tron.flow"]
    schema_version: Annotated[int, Field(ge=1, le=MOST)] = 1
    name: FlowName
    description: Description = ""
    canvas_data: Canvas


class FlowUser(Shown):
    """Who runs a flow: an agent, a flow that has it as its subflow, or a call that is under way.

    `version` is the one it is pinned to; null for the latest. `archived`: an archived agent or flow, which keeps it.
    """

    kind: Literal["agent", "flow", "call"]
    id: UUID
    name: str
    version: int | None
    archived: bool


class FlowSummary(Shown):
    """A flow in a list. `version`: the latest published, 0 for none. `used_by_count`: agents that are not archived.

    `language`: theirs, when they share one.
    """

    id: UUID
    name: str
    description: str
    language: str | None
    version: int
    draft_changed: bool = Field(description="Whether the draft differs from the latest published version.")
    node_count: int
    used_by_count: int
    archived_at: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime


class FlowOut(Shown):
    """A flow with its draft."""

    id: UUID
    name: str
    description: str
    canvas_data: Canvas
    version: int
    is_template: bool
    draft_changed: bool
    require_scenarios: bool
    used_by: list[FlowUser]
    archived_at: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime


class FindingOut(Shown):
    """What validate found. `field` is a path in the node's data; `fix` says what to do."""

    code: str
    severity: Literal["error", "warning"]
    node_id: str | None
    edge_id: str | None
    field: str | None
    message: str
    fix: str | None


class FindingsOut(Shown):
    findings: list[FindingOut]


class FlowVersionOut(Shown):
    """A published version. `warnings`: how many it was published with."""

    version: int
    note: str
    node_count: int
    warnings: int
    published_at: datetime
    published_by: str


class FlowVersionDetail(FlowVersionOut):
    canvas_data: Canvas
    findings: list[FindingOut]


class FieldChange(Shown):
    """`path` is one in the node's data, with the ids of rows; or `label`, `type`. Null: it was, or is, not there."""

    path: str
    before: Any
    after: Any


class DiffNode(Shown):
    id: str
    label: str | None
    type: str


class ChangedNode(DiffNode):
    """As it is afterwards."""

    fields: list[FieldChange]


class DiffEdge(Shown):
    source: str
    source_handle: str | None
    target: str


class NodesDiff(Shown):
    added: list[DiffNode]
    removed: list[DiffNode]
    changed: list[ChangedNode]


class EdgesDiff(Shown):
    added: list[DiffEdge]
    removed: list[DiffEdge]


class FlowDiff(Shown):
    """What it takes to get from one canvas to another. `moved`: nodes that only stand elsewhere, or that too."""

    nodes: NodesDiff
    edges: EdgesDiff
    moved: int


class FlowTemplateOut(Shown):
    """A flow that comes along; `id` is that of the agent's template."""

    id: str
    name: str
    description: str
    language: str
    node_count: int
    canvas_data: Canvas


class FlowPage(Page[FlowSummary]):
    """A page of flows."""


class FlowVersionPage(Page[FlowVersionOut]):
    """All versions, the newest first."""


class FlowTemplatePage(Page[FlowTemplateOut]):
    """All templates, in the order they are shown."""


class NodeTypePage(Page[NodeTypeOut]):
    """The palette: all types of nodes, in its order."""


class FlowQuery(ListQuery):
    """Which flows a list shows, the last changed first. `search` looks for names that hold or resemble it."""

    search: Search = None
    archived: bool = Field(default=False, description="Show the archived ones instead.")


Side = Annotated[str, StringConstraints(pattern=r"^(draft|[1-9][0-9]{0,8})$")]


class DiffQuery(BaseModel):
    """Two sides: `draft`, or a version's number."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    from_: Side = Field(alias="from")
    to: Side = "draft"
