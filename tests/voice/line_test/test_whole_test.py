"""A whole test of a trunk: two calls of one worker, from the request to what it found."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.line_loops import OUR_CALLER_ID, OURS, Bench, LoopLine
from tests.talks import story, until
from tron.core.call_engine.requests import request_hangup
from tron.core.database.engine import Database
from tron.core.database.tables import Call, DialDecision
from tron.core.ports import DialFailed
from tron.voice import call_run
from tron.voice.line_test import ends


@pytest.fixture
async def bench(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    monkeypatch.setattr(ends, "LISTEN_SECONDS", 2.0)
    made = Bench(database, tmp_path, lambda context: LoopLine(context.receive))
    await made.start()
    yield made
    await made.close()


@pytest.mark.slow
async def test_both_directions_carry_and_it_ends_by_itself(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ends, "LISTEN_SECONDS", 15.0)  # it need not wait for that: the far end answers in notes
    test = await bench.test()
    assert (test.finding, test.there.sound, test.back.sound) == ("works", "heard", "heard")
    assert test.there.level_db == pytest.approx(-13.5, abs=2)
    assert (test.number, test.caller_id, test.came_in_by) == (OURS, OUR_CALLER_ID, "Carrier")
    assert test.post_dial_seconds is not None
    assert test.came_in_seconds is not None
    [request] = bench.line.dialled
    assert (request.to, request.ring_timeout <= 12, request.max_seconds) == (OURS, True, 20.0)
    async with bench.database.transaction() as session:
        calls = (await session.scalars(select(Call).order_by(Call.id))).all()
        ledger = (await session.scalars(select(DialDecision).order_by(DialDecision.id))).all()
    assert [(call.direction, call.status, call.agent_id) for call in calls] == [
        ("outbound", "completed", None),
        ("inbound", "completed", None),
    ]
    assert [(row.destination, row.allowed, row.exempt) for row in ledger] == [
        ("loop", True, True),
        ("person", True, True),
    ]


@pytest.mark.parametrize(
    ("broken", "finding", "sound"),
    [
        ({"cut_there": True}, "one_way", ("silent", "heard")),
        ({"cut_back": True}, "one_way", ("heard", "silent")),
        ({"cut_there": True, "cut_back": True}, "silent", ("silent", "silent")),
        ({"elsewhere": True}, "not_arrived", ("unknown", "unknown")),
        ({"elsewhere": True, "echo": True}, "echo", ("unknown", "unknown")),
    ],
    ids=["there", "back", "both", "elsewhere", "echo"],
)
@pytest.mark.slow
async def test_what_does_not_carry_is_told(bench: Bench, broken, finding: str, sound) -> None:
    for name, value in broken.items():
        setattr(bench.line, name, value)
    test = await bench.test()
    assert (test.finding, (test.there.sound, test.back.sound)) == (finding, sound)


async def test_a_refusal_of_the_network_is_told_with_its_code(bench: Bench) -> None:
    bench.line.fails = DialFailed("failed", "trunk_error", 403, "The carrier knows no such account.")
    test = await bench.test()
    assert (test.finding, test.reason, test.sip_status) == ("not_connected", "trunk_error", 403)
    assert test.detail == "The carrier knows no such account."


async def test_a_line_that_never_comes_back_is_hung_up(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(call_run, "WHOLE_SECONDS", 0.5)
    bench.line.hangs = True
    test = await bench.test()
    assert test.finding == "not_connected"


async def test_somebody_ends_it(bench: Bench) -> None:
    bench.line.hangs = True
    call_id = await bench.begin()

    async def dialled() -> bool:
        return bool(bench.line.dialled)

    await until(dialled)
    async with bench.database.transaction() as session:
        await request_hangup(session, call_id, "test", bench.services.clock.now())
    bench.services.bus.publish(f"hangup:{call_id}")
    test = await bench.over()
    assert (test.finding, test.state) == ("stopped", "done")


async def test_the_worker_goes_in_the_middle_of_it(bench: Bench) -> None:
    bench.line.elsewhere = True
    call_id = await bench.begin()

    async def answered() -> bool:
        async with bench.database.transaction() as session:
            call = await session.get(Call, call_id)
        return call is not None and call.status == "in_progress"

    await until(answered)
    await asyncio.wait_for(bench.worker.close(), 10)
    assert (await bench.over()).state == "done"
    assert "call.ended" in [event.type for event in await story(bench.database, call_id)]
