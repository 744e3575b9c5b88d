"""How many calls took each way, and where they ended, from real rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from tests.core.flow_engine.talks import canvas
from tests.core.flows.drawn import save_flow
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallEvent
from tron.core.errors import NotFound
from tron.core.flows import traffic as module
from tron.core.flows.traffic import flow_traffic
from tron.core.ids import uuid7
from tron.core.models.flow_traffic import FlowTraffic, TrafficQuery

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
FLOW = canvas(
    [
        ("s", "start_outbound", {}),
        ("ask", "branch_keyword", {}),
        ("sub", "subflow", {"flow_id": str(uuid7())}),
        ("bye", "end_call", {"message": "Goodbye."}),
    ],
    ["s > ask", "ask.yes > sub", "ask.fallback > bye", "sub > bye"],
)

Visit = tuple[str, str | None]
START: list[Visit] = [("s", "next"), ("ask", "yes"), ("sub", None), ("sub/inner", "next")]


@pytest.fixture
async def flow_id(database: Database) -> UUID:
    return await save_flow(database, FLOW, FLOW)


async def call(
    database: Database, flow_id: UUID, path: Sequence[Visit], *, days_ago: float = 1, reason: str | None, **more: Any
) -> None:
    """A call that came by these nodes, each left by its handle; `reason` None: it is still going on."""
    made = NOW - timedelta(days=days_ago)
    fields = {
        "id": uuid7(int(made.timestamp() * 1000)),
        "line": "twilio",
        "flow_id": flow_id,
        "flow_version": 2,
        "phone_number": "+12025550100",
        "status": "in_progress" if reason is None else "completed",
        "reason": reason,
        "answered_at": made,
        "rings_phone": True,
        "direction": "inbound",
    }
    row = Call(**{**fields, **more})
    async with database.transaction() as session:
        session.add(row)
        await session.flush()
        sequence = 0
        for node, handle in path:
            kind = "subflow" if node == "sub" else "speak"
            for type_, payload in (("entered", {}), ("left", {"handle": handle, "set": {}})):
                sequence += 1
                told = {"type": kind, **payload}
                session.add(
                    CallEvent(call_id=row.id, sequence=sequence, type=f"flow.node_{type_}", node=node, payload=told)
                )


async def counted(database: Database, flow_id: UUID, **query: Any) -> FlowTraffic:
    async with database.transaction() as session:
        return await flow_traffic(session, flow_id, TrafficQuery(**query), NOW)


def edges(traffic: FlowTraffic) -> dict[str, int]:
    return {f"{edge.source}.{edge.handle}>{edge.target}": edge.calls for edge in traffic.edges}


def nodes(traffic: FlowTraffic) -> dict[str, tuple[int, int, int]]:
    return {node.node_id: (node.calls, node.ended, node.hung_up) for node in traffic.nodes}


async def test_each_call_counts_once_for_a_way_and_where_it_ended(database: Database, flow_id: UUID) -> None:
    await call(database, flow_id, [*START, ("bye", None)], reason="agent_ended")
    await call(database, flow_id, START, reason="caller_hung_up")
    loop: list[Visit] = [("s", "next"), ("ask", "fallback"), ("ask", "fallback"), ("bye", None)]
    await call(database, flow_id, loop, reason="agent_ended")
    await call(database, flow_id, [("s", "next"), ("ask", None)], reason=None)
    traffic = await counted(database, flow_id)
    assert (traffic.version, traffic.calls, traffic.limited, traffic.other_calls) == (2, 4, False, 0)
    assert edges(traffic) == {"s.next>ask": 4, "ask.yes>sub": 2, "ask.fallback>bye": 1, "sub.next>bye": 1}
    assert nodes(traffic) == {"s": (4, 0, 0), "ask": (4, 0, 0), "sub": (2, 1, 1), "bye": (2, 2, 0)}


async def test_only_answered_calls_of_these_days_over_this_version_count(database: Database, flow_id: UUID) -> None:
    path: list[Visit] = [("s", "next"), ("ask", None)]
    await call(database, flow_id, path, reason="caller_hung_up")
    await call(database, flow_id, path, reason="caller_hung_up", days_ago=40)
    await call(database, flow_id, path, reason="caller_hung_up", flow_version=1)
    await call(database, flow_id, path, reason="caller_hung_up", answered_at=None)
    await call(database, await save_flow(database, FLOW), path, reason="caller_hung_up", flow_version=1)
    assert (await counted(database, flow_id)).calls == 1
    assert edges(await counted(database, flow_id)) == {"s.next>ask": 1}
    assert (await counted(database, flow_id, days=60)).calls == 2
    assert (await counted(database, flow_id, version=1)).calls == 1


async def test_a_subflow_is_left_after_a_global_node_came_between(database: Database, flow_id: UUID) -> None:
    back: list[Visit] = [("g", None), ("sub/inner", "next")]
    await call(database, flow_id, [*START, *back, ("bye", None)], reason="agent_ended")
    await call(database, flow_id, [*START, *back], reason="caller_hung_up")
    assert edges(await counted(database, flow_id)) == {"s.next>ask": 2, "ask.yes>sub": 2, "sub.next>bye": 1}


async def test_calls_that_no_person_answered_lose_nobody(database: Database, flow_id: UUID) -> None:
    path: list[Visit] = [("s", "next"), ("ask", None)]
    for answered_by in (None, "human", "screening", "machine", "fax", "announcement"):
        await call(database, flow_id, path, reason="caller_hung_up", answered_by=answered_by)
    traffic = await counted(database, flow_id)
    assert (traffic.calls, nodes(traffic)["ask"]) == (3, (3, 3, 3))


async def test_practice_calls_are_counted_apart(database: Database, flow_id: UUID) -> None:
    path: list[Visit] = [("s", "next"), ("ask", None)]
    await call(database, flow_id, path, reason="caller_hung_up")
    for _ in range(2):
        await call(database, flow_id, path, reason="agent_ended", rings_phone=False)
    real, practice = await counted(database, flow_id), await counted(database, flow_id, practice=True)
    assert (real.calls, real.other_calls, nodes(real)["ask"]) == (1, 2, (1, 1, 1))
    assert (practice.calls, practice.other_calls, nodes(practice)["ask"]) == (2, 1, (2, 2, 0))


async def test_of_many_calls_the_latest_are_counted(
    database: Database, flow_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_CALLS", 2)
    for days_ago, handle in ((3, "old"), (2, "yes"), (1, "yes")):
        await call(database, flow_id, [("ask", handle)], reason="agent_ended", days_ago=days_ago)
    traffic = await counted(database, flow_id)
    assert (traffic.calls, traffic.limited) == (2, True)
    assert edges(traffic) == {"ask.yes>sub": 2}


async def test_a_flow_without_calls_or_versions_says_so(database: Database, flow_id: UUID) -> None:
    assert (await counted(database, flow_id)).model_dump(include={"version", "calls", "nodes", "edges"}) == {
        "version": 2,
        "calls": 0,
        "nodes": [],
        "edges": [],
    }
    assert (await counted(database, await save_flow(database))).version is None
    with pytest.raises(NotFound):
        await counted(database, flow_id, version=9)
    with pytest.raises(NotFound):
        await counted(database, uuid7())


async def test_the_calls_are_found_by_an_index(database: Database, flow_id: UUID) -> None:
    query = (
        "EXPLAIN SELECT id FROM calls WHERE flow_id = :flow AND flow_version = 2 AND id >= :since "
        "ORDER BY id DESC LIMIT 2000"
    )
    async with database.transaction() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = await session.execute(text(query), {"flow": flow_id, "since": uuid7()})
        assert any("ix_calls_flow" in row[0] for row in plan)
