"""Forward migrations of stored canvases: one function for each step from a schema number to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tron.core.errors import invalid_field

Raw = dict[str, Any]
RENAMED: Final[Mapping[str, str]] = {"send_sms": "send_message"}
"""Node types under names that the plan and older canvases give them; they are read so in every schema."""


def _renamed(canvas: Raw) -> Raw:
    """Schema 2: an SMS node is one of messages, whose channel is sms unless it says otherwise."""
    nodes = canvas.get("nodes")
    return {**canvas, "nodes": [_node(one) for one in nodes]} if isinstance(nodes, list) else canvas


def _node(raw: Any) -> Any:
    kind = raw.get("type") if isinstance(raw, dict) else None
    return {**raw, "type": RENAMED[kind]} if isinstance(kind, str) and kind in RENAMED else raw


STEPS: Final[tuple[Callable[[Raw], Raw], ...]] = (_renamed,)
"""The step at place n leads from schema n + 1 to n + 2."""
SCHEMA: Final = len(STEPS) + 1


def migrate(raw: Mapping[str, Any]) -> Raw:
    """The canvas in the present schema; without a number it counts as 1. Raises Invalid for a newer one."""
    version = raw.get("schema_version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= SCHEMA:
        raise invalid_field("canvas_data.schema_version", f"Only canvases of schema 1 to {SCHEMA} can be read here.")
    canvas = dict(raw)
    for step in STEPS[version - 1 :]:
        canvas = step(canvas)
    return {**_renamed(canvas), "schema_version": SCHEMA}
