"""A flow as it is drawn and stored: the plan's FlowCanvas, read leniently, never losing what it does not know."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tron.core.errors import FieldProblem, Invalid, invalid_field
from tron.core.flow_engine.migrations import SCHEMA, migrate

MOST_NODES: Final = 1000
MOST_EDGES: Final = 4000
MOST_BYTES: Final = 2_000_000
"""Of a canvas as JSON."""


class _Wire(BaseModel):
    # Fields of a newer version are kept as they are.
    model_config = ConfigDict(extra="allow", populate_by_name=True)


class Position(_Wire):
    """Pixels of the canvas at zoom 1."""

    x: float = Field(default=0, ge=-1e7, le=1e7, allow_inf_nan=False)
    y: float = Field(default=0, ge=-1e7, le=1e7, allow_inf_nan=False)


class Viewport(Position):
    zoom: float = Field(default=1, ge=0.01, le=10, allow_inf_nan=False)


class FlowNode(_Wire):
    """One node. `data` belongs to its type; an unknown type is kept and never runs."""

    id: str = Field(min_length=1, max_length=100)
    type: str = Field(min_length=1, max_length=50)
    position: Position = Field(default_factory=Position)
    data: dict[str, Any] = Field(default_factory=dict)
    label: str | None = Field(default=None, max_length=200)


class FlowEdge(_Wire):
    """From a handle of one node to another node. `sourceHandle` None is the node's first handle."""

    id: str = Field(min_length=1, max_length=200)
    source: str = Field(min_length=1, max_length=100)
    target: str = Field(min_length=1, max_length=100)
    source_handle: str | None = Field(default=None, alias="sourceHandle", max_length=100)
    label: str | None = Field(default=None, max_length=200)
    animated: bool | None = None


class FlowCanvas(_Wire):
    """`schema_version` is the format's number; older ones are brought forward when read."""

    schema_version: int = SCHEMA
    nodes: list[FlowNode] = Field(default_factory=list, max_length=MOST_NODES)
    edges: list[FlowEdge] = Field(default_factory=list, max_length=MOST_EDGES)
    viewport: Viewport = Field(default_factory=Viewport)

    def stored(self) -> dict[str, Any]:
        """As JSON for database and wire."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def read_canvas(raw: Mapping[str, Any]) -> FlowCanvas:
    """The canvas, brought to the present schema. Raises Invalid with a field path for each problem.

    Only its shape is checked here: what a flow lacks to be run is for validate to say, a draft may lack much.
    """
    try:
        size = len(json.dumps(raw, ensure_ascii=False, allow_nan=False).encode())
    except (TypeError, ValueError, RecursionError) as error:
        raise invalid_field("canvas_data", "This is no JSON that can be stored.") from error
    if size > MOST_BYTES:
        raise invalid_field("canvas_data", f"A canvas may have {MOST_BYTES:,} bytes; this has {size:,}.")
    try:
        canvas = FlowCanvas.model_validate(migrate(raw))
    except ValidationError as error:
        raise Invalid(
            "The canvas cannot be read.",
            fields=[FieldProblem(_path(one["loc"]), one["msg"]) for one in error.errors()[:20]],
        ) from error
    _check_ids(canvas)
    return canvas


def _check_ids(canvas: FlowCanvas) -> None:
    for name, ids in (("nodes", [node.id for node in canvas.nodes]), ("edges", [edge.id for edge in canvas.edges])):
        seen: set[str] = set()
        for index, one in enumerate(ids):
            if one in seen:
                raise invalid_field(f"canvas_data.{name}.{index}.id", f"The id {one!r} stands here twice.")
            seen.add(one)


def _path(location: tuple[int | str, ...]) -> str:
    return ".".join(["canvas_data", *map(str, location)])
