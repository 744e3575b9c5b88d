"""One call held by a worker: dials that fail, hang, or come to nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import UUID

import pytest

from tests.phones import PhoneLine, queue_call, save_agent
from tests.talks import has_status, story, working
from tests.voice.call_desk import Desk, Ringing
from tron.core.database.engine import Database
from tron.core.ports import (
    DialFailed,
    DialRequest,
    LineCall,
    RingListener,
)
from tron.voice import ringing

pytestmark = pytest.mark.thorough


@pytest.mark.parametrize(
    ("status", "reason", "sip"),
    [
        ("busy", "busy", 486),
        ("no_answer", "rang_out", 408),
        ("no_answer", "switched_off", 480),
        ("failed", "declined", 603),
        ("failed", "invalid_number", 404),
        ("failed", "trunk_error", 500),
        ("failed", "unreachable", 503),
    ],
)
async def test_a_dial_that_fails_ends_as_its_line_says(
    database: Database, tmp_path: Path, status: str, reason: str, sip: int
) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        await listener.ringing()
        raise DialFailed(status, reason, sip, "as told")

    call = await Desk(database, tmp_path, PhoneLine(answer=fail)).hold()
    assert (call.status, call.reason, call.sip_status, call.error_message) == (status, reason, sip, "as told")
    assert call.answered_at is None
    assert [event.type for event in await story(database, call.id)] == [
        "call.queued",
        "call.started",
        "call.ringing",
        "call.failed",
    ]


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("odd"),
        KeyError("x"),
        TimeoutError(),
        asyncio.CancelledError(),
        DialFailed("completed", "what", 200),
    ],
)
async def test_a_line_that_breaks_while_dialling_leaves_an_unknown_outcome(
    database: Database, tmp_path: Path, error: BaseException
) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        raise error

    line = PhoneLine(answer=fail)
    desk = Desk(database, tmp_path, line)
    async with working(desk.services, desk.talks) as worker:
        call_id = await desk.queue()
        call = await has_status(database, call_id)
        worker.wake()
        await asyncio.sleep(0.3)
    assert (call.status, call.reason) == ("failed", "unknown_outcome")
    assert line.rings == {call_id: 1}, "never dialled again by itself"


async def test_a_line_that_rings_nobody_fails_plainly(database: Database, tmp_path: Path) -> None:
    async def fail(request: DialRequest, listener: RingListener) -> LineCall:
        raise RuntimeError("odd")

    desk = Desk(database, tmp_path, PhoneLine(answer=fail, rings_phone=False))
    async with working(desk.services, desk.talks):
        call = await has_status(database, await _no_number(desk))
    assert (call.status, call.reason) == ("failed", "trunk_error")


async def _no_number(desk: Desk) -> UUID:
    agent = await save_agent(desk.database)
    return await queue_call(desk.database, desk.services.lines, agent, None, desk.services.clock.now())


async def test_a_phone_that_nobody_picks_up_is_let_go_in_the_end(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.1)
    monkeypatch.setattr(ringing, "LATE_SECONDS", 0.2)
    phone = Ringing()
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert (call.status, call.reason, call.sip_status) == ("no_answer", "rang_out", 408)
    assert phone.cancelled == 1


async def test_an_answer_at_the_moment_of_letting_go_is_hung_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ringing, "RING_SECONDS", 0.1)
    monkeypatch.setattr(ringing, "LATE_SECONDS", 0.1)
    phone = Ringing(answers_when_cancelled=True)
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert call.reason == "rang_out"
    assert phone.call is not None
    assert phone.call.hung_up == 1


async def test_a_line_that_hangs_for_ever_is_unknown_and_its_late_answer_is_hung_up(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("RING_SECONDS", "LATE_SECONDS", "TAKE_BACK_SECONDS"):
        monkeypatch.setattr(ringing, name, 0.1)
    phone = Ringing(stubborn=True)
    call = await Desk(database, tmp_path, PhoneLine(answer=phone)).hold()
    assert (call.status, call.reason) == ("failed", "unknown_outcome")
    phone.let_go.set()
    await asyncio.sleep(0.1)
    assert phone.call is not None
    assert phone.call.hung_up == 1
