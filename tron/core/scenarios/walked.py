"""What a run was of: a name for all of a canvas that a call can notice."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.flow_engine.registry import node_types


def canvas_hash(canvas: FlowCanvas) -> str:
    """The same for canvases that walk alike: where things stand, notes and the viewport make no difference."""
    quiet = {name for name, one in node_types().items() if not one.runs}
    nodes = sorted((node.id, node.type, node.label or "", node.data) for node in canvas.nodes if node.type not in quiet)
    edges: list[Any] = [(edge.source, edge.source_handle or "", edge.target) for edge in canvas.edges]
    text = json.dumps([nodes, edges], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
