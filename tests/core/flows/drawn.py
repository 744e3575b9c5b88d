"""Canvases, flows and versions for tests of their life."""

from __future__ import annotations

from itertools import pairwise
from typing import Any
from uuid import UUID

from tests.core.flow_engine.talks import canvas
from tron.core.database.engine import Database
from tron.core.database.tables import Flow, FlowVersion
from tron.core.flow_engine.canvas import read_canvas


def drawn(words: str = "Goodbye.") -> dict[str, Any]:
    """A flow without a finding; `words` are its last."""
    greeting = {"text": "Hello, an automated assistant. Interested?"}
    nodes = [("s", "start_outbound", {}), ("hi", "greeting", greeting), ("bye", "end_call", {"message": words})]
    return canvas(nodes, ["s > hi", "hi > bye"])


def long_flow(count: int) -> dict[str, Any]:
    """A start, then `count` nodes in a row."""
    middle = [(f"n{number}", "speak", {"text": f"Sentence number {number}."}) for number in range(count)]
    ids = ["s", *(id_ for id_, _type, _data in middle), "bye"]
    nodes = [("s", "start_outbound", {}), *middle, ("bye", "end_call", {"message": "Goodbye."})]
    return canvas(nodes, [f"{one} > {two}" for one, two in pairwise(ids)])


def calling(flow_id: UUID | str, version: int | None = None) -> dict[str, Any]:
    """A flow with a subflow."""
    data = {"flow_id": str(flow_id), **({} if version is None else {"version": version})}
    nodes = [("s", "start_outbound", {}), ("sub", "subflow", data), ("bye", "end_call", {"message": "Goodbye."})]
    return canvas(nodes, ["s > sub", "sub > bye"])


async def save_flow(database: Database, *versions: dict[str, Any], name: str = "A flow", **columns: Any) -> UUID:
    """A flow with these published versions; its draft is the last of them."""
    canvases = [read_canvas(one).stored() for one in versions]
    async with database.transaction() as session:
        draft = canvases[-1] if canvases else read_canvas({}).stored()
        flow = Flow(**{"name": name, "canvas_data": draft, "version": len(canvases), **columns})
        session.add(flow)
        await session.flush()
        for number, one in enumerate(canvases, 1):
            session.add(FlowVersion(flow_id=flow.id, version=number, canvas=one, published_by="test"))
    return flow.id


async def publish_again(database: Database, flow_id: UUID, raw: dict[str, Any]) -> int:
    """The next version of a flow, behind the back of everything."""
    async with database.transaction() as session:
        flow = await session.get_one(Flow, flow_id)
        flow.version += 1
        stored = read_canvas(raw).stored()
        session.add(FlowVersion(flow_id=flow_id, version=flow.version, canvas=stored, published_by="test"))
        return flow.version
