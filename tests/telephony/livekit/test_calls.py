"""Whole calls over LiveKit: a worker, its database and the real server, from the queue to the last status."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers, nobody_there, refuses, rings_out
from tests.phones import queue_call, save_agent
from tests.talks import has_status
from tests.telephony.livekit.house import bench, save_trunk
from tests.telephony.livekit.phones import take_callers, until
from tron.core.call_engine import reconcile
from tron.core.database.engine import Database
from tron.core.database.tables import Call, PhoneNumber
from tron.voice import ringing
from tron.voice import worker as worker_module

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLED = "+12025550191"
OUTCOMES = {
    "+12025550160": (answers(), ("completed", "agent_ended", 200)),
    "+12025550161": (refuses(486), ("busy", "busy", 486)),
    "+12025550162": (refuses(480), ("no_answer", "unavailable", 480)),
    "+12025550163": (refuses(603), ("failed", "declined", 603)),
    "+12025550164": (refuses(404), ("failed", "invalid_number", 404)),
    "+12025550165": (refuses(503), ("failed", "unreachable", 503)),
    "+12025550166": (rings_out(), ("no_answer", "rang_out", 408)),
    "+12025550167": (nobody_there(), ("failed", "unreachable", 408)),
    "+12025550168": (rings_out(breaks=True), ("failed", "unknown_outcome", None)),
    "+12025550172": (refuses(500), ("failed", "trunk_error", 500)),
    "+12025550173": (answers(publishes=False), ("failed", "trunk_error", 200)),
}


async def test_every_outcome_stands_in_its_call(
    service: LiveKitSip,
    settings: dict[str, Any],
    database: Database,
    tmp_path: Path,
    environ: dict[str, str],
    monkeypatch,
) -> None:
    monkeypatch.setattr(ringing, "RING_SECONDS", 1.0)
    service.fates.update({number: fate for number, (fate, _) in OUTCOMES.items()})
    agent = await save_agent(database)
    trunk = await save_trunk(database, settings["livekit.outbound_trunk_id"])
    async with bench(database, tmp_path, environ, stays=False) as at:
        now = at.services.clock.now()
        calls = {
            number: await queue_call(database, at.services.lines, agent, number, now, line="livekit")
            for number in OUTCOMES
        }
        at.worker.wake()
        for number, call_id in calls.items():
            call = await has_status(database, call_id, seconds=30)
            assert (call.status, call.reason, call.sip_status) == OUTCOMES[number][1], number
            assert call.trunk_id == trunk
            [phone] = service.rung(number)
            await until(phone.over.is_set)
            assert await at.line.exists(call_id) is False
            assert number != "+12025550173" or "sound never came" in (call.error_message or "")
            if call.status == "completed":
                assert (call.sip_call_id, call.livekit_room) == (phone.call_id, phone.order.room)
                assert phone.order.headers == {"X-Trunk": "livekit"}
        await asyncio.sleep(1)
    assert all(len(service.rung(number)) == 1 for number in OUTCOMES)


async def test_a_wrong_trunk_id_is_told_in_the_call(
    service: LiveKitSip, database: Database, tmp_path: Path, environ: dict[str, str]
) -> None:
    agent = await save_agent(database)
    await save_trunk(database, "ST_nobodyhasit")
    async with bench(database, tmp_path, environ, stays=False) as at:
        call_id = await queue_call(
            database, at.services.lines, agent, "+12025550169", at.services.clock.now(), line="livekit"
        )
        at.worker.wake()
        call = await has_status(database, call_id)
    assert (call.status, call.reason) == ("failed", "trunk_error")
    assert "ST_nobodyhasit" in (call.error_message or "")
    assert service.rung("+12025550169") == []


async def test_a_worker_that_dies_leaves_no_phone_and_no_second_dial(
    service: LiveKitSip,
    settings: dict[str, Any],
    database: Database,
    tmp_path: Path,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(worker_module, "HEARTBEAT_SECONDS", 0.2)
    monkeypatch.setattr(worker_module, "RECONCILE_SECONDS", 0.3)
    monkeypatch.setattr(reconcile, "LOST_AFTER", timedelta(seconds=2))
    number = "+12025550174"
    service.fates[number] = answers()
    agent = await save_agent(database)
    await save_trunk(database, settings["livekit.outbound_trunk_id"])
    async with bench(database, tmp_path, environ, stays=True) as dying:
        now = dying.services.clock.now()
        call_id = await queue_call(database, dying.services.lines, agent, number, now, line="livekit")
        dying.worker.wake()
        await has_status(database, call_id, "in_progress")
        # From here on it neither beats nor looks: to others it is as good as killed, its call still in the room.
        silenced = [*dying.worker._loops, dying.worker._dialling]
        for task in silenced:
            assert task is not None
            task.cancel()
        async with bench(database, tmp_path / "other", environ, stays=True):
            call = await has_status(database, call_id, seconds=15)
            [phone] = service.rung(number)
            await until(phone.over.is_set)
            await asyncio.sleep(1)
    assert (call.status, call.reason) == ("failed", "lost_owner")
    assert len(service.rung(number)) == 1


async def test_callers_are_answered_while_it_drains_calls_go_on(
    service: LiveKitSip, database: Database, tmp_path: Path, environ: dict[str, str]
) -> None:
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    await take_callers(service, CALLED)
    async with bench(database, tmp_path, environ, stays=True) as at:
        at.desk.start()
        await until(lambda: at.desk.state["registered"])
        phone = await service.ring_in("+12025550170", CALLED, answers())
        await until(phone.answered.is_set, 15)
        call = await has_status(database, await _only_call(database), "in_progress")
        assert (call.direction, call.phone_number, call.our_number) == ("inbound", "+12025550170", CALLED)
        assert await at.worker.places() == (19, 20)
        await at.desk.drain()
        draining = asyncio.create_task(at.worker.drain(20))
        later = await service.ring_in("+12025550171", CALLED, answers())
        await asyncio.sleep(2)
        assert not later.answered.is_set()
        assert not phone.over.is_set()
        await phone.hang_up()
        await asyncio.wait_for(draining, 10)
        ended = await has_status(database, call.id)
        assert (ended.status, ended.reason) == ("completed", "caller_hung_up")
        await later.hang_up()  # or whoever takes callers next is asked to take this one
        await until(later.over.is_set)


async def _only_call(database: Database) -> UUID:
    async with database.transaction() as session:
        [call] = (await session.scalars(select(Call))).all()
        return call.id
