"""What the canvas's tests take for GET /api/tron/flows/node-types. `python -m tests.web_node_types` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from tron.core.flow_engine.registry import node_types
from tron.core.flow_engine.spec import describe

FILE = Path(__file__).resolve().parent.parent / "tron/web/src/testing/nodeTypes.json"


def node_types_json() -> str:
    """Every node type, as the palette reads it, by its name."""
    specs = [describe(one).model_dump(mode="json") for _, one in sorted(node_types().items())]
    return json.dumps({"items": specs}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(node_types_json(), "utf-8")
