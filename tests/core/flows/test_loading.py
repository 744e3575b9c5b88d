"""What a call walks: versions that stay, subflows, circles, and the time it takes."""

from __future__ import annotations

import time
from statistics import median
from uuid import UUID

import pytest

from tests.core.flows.drawn import calling, drawn, long_flow, publish_again, save_flow
from tron.core.database.engine import Database
from tron.core.database.tables import Flow, FlowVersion
from tron.core.errors import NotFound
from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.graph import subflow_key
from tron.core.flow_engine.state import MAIN
from tron.core.flows.loading import LoadedFlows, load_canvas, load_draft, load_flows
from tron.core.flows.published import PublishedFlows
from tron.core.ids import uuid7


async def loaded(database: Database, flow_id: UUID, version: int | None = None) -> LoadedFlows:
    async with database.transaction() as session:
        return await load_flows(session, flow_id, version)


def last_words(found: LoadedFlows, key: str = MAIN) -> str:
    return str(found.flows.graphs[key].nodes["bye"].data.message)


async def test_the_latest_or_the_one_that_is_asked_for(database: Database) -> None:
    flow_id = await save_flow(database, drawn("One."), drawn("Two."), name="Sales")
    latest, first = await loaded(database, flow_id), await loaded(database, flow_id, 1)
    assert (latest.version, latest.name, latest.flow_id, last_words(latest)) == (2, "Sales", flow_id, "Two.")
    assert (first.version, last_words(first)) == (1, "One.")
    await publish_again(database, flow_id, drawn("Three."))
    assert last_words(await loaded(database, flow_id)) == "Three."
    assert last_words(await loaded(database, flow_id, 1)) == "One."


async def test_what_is_not_there_cannot_be_loaded(database: Database) -> None:
    unpublished = await save_flow(database)
    for flow_id, version in ((unpublished, None), (unpublished, 1), (uuid7(), None)):
        with pytest.raises(NotFound):
            await loaded(database, flow_id, version)


async def test_subflows_come_along_each_under_its_key(database: Database) -> None:
    inner = await save_flow(database, drawn("Inner one."), drawn("Inner two."))
    middle = await save_flow(database, calling(inner, 1))
    outer = await save_flow(database, calling(middle))
    found = await loaded(database, outer)
    middle_key, inner_key = subflow_key(str(middle), None), subflow_key(str(inner), 1)
    assert set(found.flows.graphs) == {MAIN, middle_key, inner_key}
    assert last_words(found, inner_key) == "Inner one."


async def test_the_latest_of_a_subflow_is_that_of_now(database: Database) -> None:
    inner = await save_flow(database, drawn("Old."))
    outer = await save_flow(database, calling(inner))
    key = subflow_key(str(inner), None)
    assert last_words(await loaded(database, outer), key) == "Old."
    await publish_again(database, inner, drawn("New."))
    assert last_words(await loaded(database, outer), key) == "New."


async def test_flows_that_call_each_other_are_loaded_once_each(database: Database) -> None:
    one = await save_flow(database, drawn())
    two = await save_flow(database, calling(one))
    await publish_again(database, one, calling(two))
    found = await loaded(database, one)
    assert set(found.flows.graphs) == {MAIN, subflow_key(str(one), None), subflow_key(str(two), None)}


@pytest.mark.parametrize("named", ["", "nonsense", "0199a000-0000-7000-8000-000000000000"])
async def test_a_subflow_that_is_not_there_is_left_out(database: Database, named: str) -> None:
    found = await loaded(database, await save_flow(database, calling(named)))
    assert set(found.flows.graphs) == {MAIN}


async def test_a_subflow_that_cannot_be_read_is_left_out(database: Database) -> None:
    inner = await save_flow(database, drawn())
    outer = await save_flow(database, calling(inner))
    async with database.transaction() as session:
        row = await session.get_one(Flow, inner)
        row.version = 2

        session.add(FlowVersion(flow_id=inner, version=2, canvas={"nodes": "none"}, published_by="test"))
    assert set((await loaded(database, outer)).flows.graphs) == {MAIN}


async def test_a_draft_and_a_canvas_that_nobody_stored(database: Database) -> None:
    inner = await save_flow(database, drawn("Inner."))
    flow_id = await save_flow(database, drawn("Published."), canvas_data=read_canvas(drawn("Draft.")).stored())
    async with database.transaction() as session:
        draft = await load_draft(session, flow_id)
        canvas = await load_canvas(session, read_canvas(calling(inner)), name="Unsaved")
        with pytest.raises(NotFound):
            await load_draft(session, uuid7())
    assert (last_words(draft), draft.version, draft.flow_id) == ("Draft.", None, flow_id)
    assert (last_words(canvas, subflow_key(str(inner), None)), canvas.name, canvas.flow_id) == (
        "Inner.",
        "Unsaved",
        None,
    )


async def test_only_so_many_nodes_are_kept(database: Database) -> None:
    flows = [await save_flow(database, drawn()) for _ in range(3)]
    kept = PublishedFlows(most_nodes=7)
    async with database.transaction() as session:
        first = [await kept.get(session, flow_id, 1) for flow_id in flows]
        again = [await kept.get(session, flow_id, 1) for flow_id in reversed(flows)]
    assert [one is two for one, two in zip(first, reversed(again), strict=True)] == [False, True, True]


async def test_a_long_flow_starts_as_fast_as_a_short_one(database: Database) -> None:
    short, long = await save_flow(database, long_flow(10)), await save_flow(database, long_flow(500))

    async def seconds(flow_id: UUID) -> float:
        async with database.transaction() as session:
            began = time.perf_counter()
            assert (await load_flows(session, flow_id)).flows.main.start is not None
            return time.perf_counter() - began

    for flow_id in (short, long):
        await seconds(flow_id)
    pairs = [(await seconds(short), await seconds(long)) for _ in range(25)]
    assert median(two for _one, two in pairs) <= 2 * median(one for one, _two in pairs)
