"""Claims: each call once, each number one at a time, and one door to a phone."""

from __future__ import annotations

import ast
import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

import tron
from tests.phones import (
    NOON_IN_NEW_YORK,
    NUMBERS,
    PRACTICE,
    PhoneLine,
    lines_of,
    open_gate,
    queue_call,
    queue_calls,
    read_call,
    save_agent,
)
from tests.support import VirtualClock
from tron.core.call_engine.claim import NUMBER_BUSY_WAIT, Claim, Dialler
from tron.core.call_engine.place import place
from tron.core.call_engine.transitions import transition
from tron.core.compliance import Decision
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, DialDecision
from tron.core.ids import uuid7
from tron.core.repositories.calls import CallRepository

pytestmark = pytest.mark.thorough

NOW = NOON_IN_NEW_YORK


class Listener:
    async def ringing(self) -> None:
        pass


@pytest.fixture
async def agent(database: Database) -> Agent:
    return await save_agent(database)


def diallers(database: Database, line: Any, count: int, clock: VirtualClock | None = None) -> list[Dialler]:
    lines = lines_of(line)
    return [Dialler(database, lines, clock or VirtualClock(NOW), uuid7()) for _ in range(count)]


async def test_eight_diallers_claim_two_hundred_calls_once_each(database: Database, agent: Agent) -> None:
    line = PhoneLine(rings_phone=False, name="sandbox")
    lines = lines_of(line)
    numbers = [f"+91000002{index:04d}" for index in range(200)]
    calls = await queue_calls(database, lines, agent, numbers, NOW, "sandbox")

    async def work(dialler: Dialler) -> list[UUID]:
        mine = []
        while (claim := await dialler.claim(open_gate())) is not None:
            mine.append(claim.call.id)
        return mine

    claimed = await asyncio.gather(*(work(dialler) for dialler in diallers(database, line, 8)))
    assert Counter(call for mine in claimed for call in mine) == Counter(calls)
    async with database.transaction() as session:
        assert len((await session.scalars(select(DialDecision.id))).all()) == 200


async def test_a_number_is_never_live_twice(database: Database, agent: Agent) -> None:
    line, clock = PhoneLine(), VirtualClock(NOW)
    lines = lines_of(line)
    queued = [await queue_call(database, lines, agent, NUMBERS[0], NOW) for _ in range(10)]
    gate, live, most = open_gate(), 0, 0

    async def work(dialler: Dialler) -> int:
        nonlocal live, most
        count = 0
        for _ in range(12):
            claim = await dialler.claim(gate)
            if claim is None or not claim.decision.allowed:
                await asyncio.sleep(0.005)
                clock.elapsed += 2
                continue
            count, live = count + 1, live + 1
            most = max(most, live)
            await asyncio.sleep(0.02)
            live -= 1
            async with database.transaction() as session:
                await transition(session, claim.call.id, "failed", at=clock.now(), values={"reason": "unreachable"})
        return count

    rung = await asyncio.gather(*(work(dialler) for dialler in diallers(database, line, 8, clock)))
    assert most == 1
    assert sum(rung) == 3, "the daily cap"
    reasons = Counter([(await read_call(database, call)).reason for call in queued])
    assert set(reasons) <= {"unreachable", "blocked:daily_cap", "waiting:number"}
    assert reasons["unreachable"] == 3


async def test_a_call_to_a_busy_number_waits_and_others_pass_it(database: Database, agent: Agent) -> None:
    line = PhoneLine()
    lines = lines_of(line)
    clock = VirtualClock(NOW)
    first, second, third = [await queue_call(database, lines, agent, NUMBERS[0], NOW) for _ in range(3)]
    other = await queue_call(database, lines, agent, NUMBERS[1], NOW)
    dialler = Dialler(database, lines, clock, uuid7())
    claims = [await dialler.claim(open_gate()) for _ in range(3)]
    assert [claim and claim.call.id for claim in claims] == [first, other, None]
    for waiting in (second, third):
        call = await read_call(database, waiting)
        assert (call.status, call.reason, call.eligible_at) == ("queued", "waiting:number", NOW + NUMBER_BUSY_WAIT)
    async with database.transaction() as session:
        await transition(session, first, "busy", at=NOW, values={"reason": "busy"})
    clock.elapsed = 16
    claim = await dialler.claim(open_gate())
    assert claim is not None
    assert (claim.call.id, claim.call.reason) == (second, None)


async def test_the_index_refuses_a_second_live_call_whatever_the_code_thinks(
    database: Database, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def blind(*_: Any) -> bool:
        return False

    line = PhoneLine()
    first, second = [await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW) for _ in range(2)]
    monkeypatch.setattr(CallRepository, "number_is_live", blind)
    [dialler] = diallers(database, line, 1)
    claim = await dialler.claim(open_gate())
    assert claim is not None
    assert claim.call.id == first
    assert await dialler.claim(open_gate()) is None
    assert (await read_call(database, second)).reason == "waiting:number"
    async with database.transaction() as session:
        assert len((await session.scalars(select(DialDecision.id))).all()) == 1


async def test_claims_of_a_number_take_turns(database: Database) -> None:
    order: list[str] = []

    async def claim(name: str) -> None:
        async with database.transaction() as session:
            await CallRepository(session).lock_number(NUMBERS[0], NOW)
            order.append(name)
            await asyncio.sleep(0.05)
            order.append(name)

    await asyncio.gather(*(claim(name) for name in "abcd"))
    assert order[::2] == order[1::2], order


async def test_eligible_at_and_reservations_are_respected(database: Database, agent: Agent) -> None:
    line, clock = PhoneLine(), VirtualClock(NOW)
    lines = lines_of(line)
    mine, stranger = diallers(database, line, 2, clock)
    later = await queue_call(database, lines, agent, NUMBERS[0], NOW, eligible_at=NOW + timedelta(minutes=30))
    reserved = await queue_call(database, lines, agent, NUMBERS[1], NOW, owner=mine.owner)
    assert await stranger.claim(open_gate()) is None
    claim = await mine.claim(open_gate(), reserved_only=True)
    assert claim is not None
    assert claim.call.id == reserved
    clock.elapsed = 29 * 60 + 59
    assert await stranger.claim(open_gate()) is None
    clock.elapsed = 30 * 60
    assert await mine.claim(open_gate(), reserved_only=True) is None
    claim = await stranger.claim(open_gate())
    assert claim is not None
    assert claim.call.id == later


async def test_a_line_that_this_worker_does_not_have_is_left_to_others(database: Database, agent: Agent) -> None:
    await queue_call(database, lines_of(PhoneLine(name="elsewhere")), agent, NUMBERS[0], NOW, line="elsewhere")
    [dialler] = diallers(database, PhoneLine(), 1)
    assert await dialler.claim(open_gate()) is None


async def test_a_practice_number_is_never_dialled_on_a_real_line(database: Database, agent: Agent) -> None:
    line = PhoneLine()
    call_id = await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW)
    async with database.transaction() as session:
        await session.execute(text("UPDATE calls SET phone_number = :n"), {"n": PRACTICE})
    [dialler] = diallers(database, line, 1)
    claim = await dialler.claim(open_gate([PRACTICE]))
    assert claim is not None
    assert claim.decision.rule == "practice_number"
    assert (await read_call(database, call_id)).status == "cancelled"


async def test_a_real_number_on_a_line_that_rings_nobody_is_refused(database: Database, agent: Agent) -> None:
    line = PhoneLine(name="browser", rings_phone=False)
    call_id = await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW, line="browser")
    [dialler] = diallers(database, line, 1)
    await dialler.claim(open_gate())
    assert (await read_call(database, call_id)).reason == "blocked:line"


async def test_a_database_that_goes_away_during_the_gate_leaves_the_call_queued(
    database: Database, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tron.core import compliance

    async def killed(session: Any, *_: Any, **__: Any) -> Any:
        await session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    line = PhoneLine()
    call_id = await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW)
    [dialler] = diallers(database, line, 1)
    monkeypatch.setattr(compliance, "_gather", killed)
    with pytest.raises(Exception, match=r"terminat|closed|connection"):
        await dialler.claim(open_gate())
    assert (await read_call(database, call_id)).status == "queued"
    monkeypatch.undo()
    claim = await dialler.claim(open_gate())
    assert claim is not None
    assert claim.decision.allowed


async def test_a_gate_that_fails_here_does_not_cancel_a_call_that_rings_elsewhere(
    database: Database, agent: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the failed transaction and the refusal the row is free: another worker may have it by then."""
    from tron.core.call_engine.claim import _Attempt

    line = PhoneLine()
    call_id = await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW)
    one, two = diallers(database, line, 2)
    real = _Attempt._refuse

    async def slow(attempt: Any, refused: UUID) -> Any:
        monkeypatch.undo()
        claim = await two.claim(open_gate())
        assert claim is not None
        assert claim.decision.allowed
        return await real(attempt, refused)

    monkeypatch.setattr(_Attempt, "_refuse", slow)
    monkeypatch.setattr(_Attempt, "_judge", _broken)
    assert await one.claim(open_gate()) is None
    call = await read_call(database, call_id)
    assert (call.status, call.owner) == ("ringing", two.owner)


async def _broken(*_: Any) -> Any:
    raise RuntimeError("broken")


# ---------------------------------------------------------------- the door


async def test_place_refuses_a_claim_that_was_not_allowed(database: Database, agent: Agent) -> None:
    line = PhoneLine()
    await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW)
    [dialler] = diallers(database, line, 1)
    claim = await dialler.claim(open_gate([]))
    assert claim is not None
    with pytest.raises(PermissionError):
        await place(claim, lines_of(line), Listener())
    assert line.dialled == []


@pytest.mark.parametrize("status", ["queued", "in_progress", "failed", "completed"])
async def test_place_refuses_a_call_that_is_not_being_claimed(status: str) -> None:
    line = PhoneLine()
    call = Call(id=uuid7(), line="fake", status=status, phone_number=NUMBERS[0], line_options={})
    with pytest.raises(PermissionError):
        await place(Claim(call, None, Decision(True)), lines_of(line), Listener())
    assert line.dialled == []


async def test_a_claim_rings_once(database: Database, agent: Agent) -> None:
    line = PhoneLine()
    await queue_call(database, lines_of(line), agent, NUMBERS[0], NOW, contact_name="Asha")
    [dialler] = diallers(database, line, 1)
    claim = await dialler.claim(open_gate())
    assert claim is not None
    await place(claim, lines_of(line), Listener())
    with pytest.raises(PermissionError):
        await place(claim, lines_of(line), Listener())
    [request] = line.dialled
    assert (request.to, request.language) == (NUMBERS[0], agent.language)


def test_nothing_but_place_dials() -> None:
    """Every mention of `.dial` outside the lines' own room (a line asks its carrier), and every call of `place`."""
    package = Path(tron.__file__).parent
    dials, places, legs = [], [], []
    for file in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            name = file.relative_to(package).as_posix()
            if isinstance(node, ast.Attribute) and node.attr == "dial" and not name.startswith("telephony/"):
                dials.append(name)
            if isinstance(node, ast.ImportFrom) and node.module == "tron.core.call_engine.place":
                places += [name for alias in node.names if alias.name == "place"]
                legs += [name for alias in node.names if alias.name == "place_leg"]
    assert dials == ["core/call_engine/place.py"]
    assert (places, legs) == (["voice/ringing.py"], ["core/flow_calls/colleagues.py"])
