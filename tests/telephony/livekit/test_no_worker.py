"""Callers over LiveKit for whom no worker is free: they do not ring for ever, and stand in the list of calls."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.phones import save_agent
from tests.talks import has_status
from tests.telephony.livekit.house import bench
from tests.telephony.livekit.phones import take_callers, until
from tron.core.database.engine import Database
from tron.core.database.tables import Call, PhoneNumber
from tron.telephony.livekit import registration, watch

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLED = "+12025550196"
HELD, SECOND, LATE = "+12025550161", "+12025550162", "+12025550163"
PATIENCE = 20.0


async def caller(database: Database, number: str, status: str) -> Call:
    async with database.transaction() as session:
        call_id = (await session.scalars(select(Call.id).where(Call.phone_number == number))).one()
    return await has_status(database, call_id, status, seconds=PATIENCE)


async def test_a_caller_for_whom_no_worker_is_free_is_let_go_of(
    service: LiveKitSip,
    database: Database,
    tmp_path: Path,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The only worker is full; then it leaves, with its call."""
    monkeypatch.setattr(watch, "ALONE_SECONDS", 0.5)
    monkeypatch.setattr(registration, "LOOK_SECONDS", 0.2)
    await take_callers(service, CALLED)
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    one_place = {**environ, "TRON_WORKER_MAX_CALLS_AUDIO": "1"}
    async with bench(database, tmp_path, one_place, stays=True) as at:

        async def is_let_go(number: str) -> None:
            phone = await service.ring_in(number, CALLED, answers())
            await until(phone.over.is_set, PATIENCE)
            assert not phone.answered.is_set()
            call = await caller(database, number, "cancelled")
            assert (call.reason, call.our_number, call.owner) == ("no_worker", CALLED, None)

        at.desk.start()
        await until(lambda: at.desk.state["registered"], PATIENCE)
        held = await service.ring_in(HELD, CALLED, answers())
        await until(held.answered.is_set, PATIENCE)
        await caller(database, HELD, "in_progress")
        await is_let_go(SECOND)
        await at.desk.drain()
        await at.worker.drain(0)
        await is_let_go(LATE)
        assert not held.over.is_set()
        await held.hang_up()
        await caller(database, HELD, "completed")
