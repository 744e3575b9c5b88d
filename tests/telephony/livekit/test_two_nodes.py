"""Two LiveKit servers that share a Redis: workers at either share what comes in, and one that is killed is no loss."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests import redis_server as redis
from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT, livekit_server
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.phones import lines_of, queue_call, read_call, save_agent
from tests.talks import has_status, story
from tests.talks import until as until_true
from tests.telephony.livekit.house import bench, save_trunk
from tests.telephony.livekit.phones import OURS, line_of, take_callers, until
from tests.telephony.livekit.worker_process import noon_clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallLeg, PhoneNumber
from tron.core.repositories.trunks import TrunkRepository

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT),
    pytest.mark.skipif(redis.PROGRAM is None, reason=redis.WHY_NOT),
]

CALLED = "+12025550193"
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Nodes:
    """The emulated SIP service in front of each of the two servers."""

    one: LiveKitSip
    other: LiveKitSip


@pytest.fixture(scope="module")
async def nodes(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Nodes]:
    async with (
        redis.redis_server(tmp_path_factory.mktemp("redis")) as shared,
        livekit_server(shared) as first,
        livekit_server(shared) as second,
        LiveKitSip(server=first) as one,
        LiveKitSip(server=second) as other,
    ):
        await take_callers(one, CALLED)
        yield Nodes(one, other)


def at(service: LiveKitSip, **more: str) -> dict[str, str]:
    return {"LIVEKIT_URL": service.ws_url, "LIVEKIT_API_KEY": KEY, "LIVEKIT_API_SECRET": SECRET, **more}


@asynccontextmanager
async def process(given: dict[str, Any]) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker that takes calls; it is gone when the block ends."""
    command = [sys.executable, "-m", "tests.telephony.livekit.worker_process", json.dumps(given)]
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert started.stdout is not None
        assert await asyncio.wait_for(started.stdout.readline(), 90) == b"ready\n"
        yield started
    finally:
        if started.returncode is None:
            started.kill()
        await started.wait()


async def calls_of(database: Database) -> list[Call]:
    async with database.transaction() as session:
        return list((await session.scalars(select(Call).where(Call.our_number == CALLED))).all())


async def test_callers_at_one_server_are_shared_with_the_worker_at_the_other(
    nodes: Nodes, database: Database, tmp_path: Path
) -> None:
    """Each has two places, so four callers are answered only where both take two."""
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    two = {"TRON_WORKER_MAX_CALLS_AUDIO": "2"}
    async with (
        bench(database, tmp_path / "one", at(nodes.one, **two), stays=True) as here,
        bench(database, tmp_path / "other", at(nodes.other, **two), stays=True) as there,
    ):
        for one in (here, there):
            one.desk.start()
        await until(lambda: here.desk.state["registered"] and there.desk.state["registered"], 20)
        callers = [f"+1202555018{index}" for index in range(4)]
        phones = [await nodes.one.ring_in(caller, CALLED, answers()) for caller in callers]
        await asyncio.gather(*(asyncio.wait_for(phone.answered.wait(), 25) for phone in phones))
        calls = [await has_status(database, call.id, "in_progress") for call in await calls_of(database)]
        assert sorted(call.phone_number or "" for call in calls) == callers
        assert Counter(call.owner for call in calls) == {here.worker.id: 2, there.worker.id: 2}
        for phone in phones:
            await phone.hang_up()
        ended = [await has_status(database, call.id) for call in calls]
        assert {(call.status, call.reason) for call in ended} == {("completed", "caller_hung_up")}


async def test_a_worker_that_is_killed_leaves_no_phone_no_second_dial_and_its_place_to_others(
    nodes: Nodes, database: Database, database_url: str, tmp_path: Path
) -> None:
    zero = time.monotonic()
    number, later = "+12025550186", "+12025550187"
    nodes.one.fates[number] = answers()
    agent = await save_agent(database)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    trunk = nodes.one.trunks.add_outbound(OURS)
    await save_trunk(database, trunk)
    dying = {"dsn": database_url, "zero": zero, "folder": str(tmp_path / "one"), "environ": at(nodes.one)}
    clock = noon_clock(zero)
    async with process(dying) as worker:
        call_id = await queue_call(database, lines_of(line_of({})), agent, number, clock.now(), line="livekit")
        held = await has_status(database, call_id, "in_progress", seconds=30)
        [phone] = nodes.one.rung(number)
        assert not phone.over.is_set()
        worker.send_signal(signal.SIGKILL)
        assert await worker.wait() == -signal.SIGKILL
    async with bench(database, tmp_path / "other", at(nodes.other), stays=True, clock=clock) as there:
        there.desk.start()
        call = await has_status(database, call_id, seconds=40)
        assert (call.status, call.reason, call.owner) == ("failed", "lost_owner", held.owner)
        await until(phone.over.is_set)
        caller = await nodes.one.ring_in(later, CALLED, answers())
        await asyncio.wait_for(caller.answered.wait(), 25)
        await caller.hang_up()
        await until(lambda: there.worker.running == 0)
    assert [len(node.rung(number)) for node in (nodes.one, nodes.other)] == [1, 0]
    assert (await read_call(database, call_id)).status == "failed"


async def test_a_worker_that_is_killed_while_two_people_talk_leaves_neither_on_the_line(
    nodes: Nodes, database: Database, database_url: str, tmp_path: Path
) -> None:
    """Both were joined in that worker: their phones are hung up by who comes after it, and nobody is rung again."""
    zero = time.monotonic()
    number, colleague = "+12025550184", "+12025550185"
    nodes.one.fates |= {number: answers(), colleague: answers()}
    agent = await save_agent(database)
    trunk = await save_trunk(database, nodes.one.trunks.add_outbound(OURS))
    dying = {
        "dsn": database_url,
        "zero": zero,
        "folder": str(tmp_path / "one"),
        "environ": at(nodes.one),
        "introduces": colleague,
    }
    clock = noon_clock(zero)

    async def joined() -> bool:
        return "transfer.answered" in {event.type for event in await story(database, call_id)}

    async with process(dying) as worker:
        call_id = await queue_call(database, lines_of(line_of({})), agent, number, clock.now(), line="livekit")
        await until_true(joined, 40)
        phones = [*nodes.one.rung(number), *nodes.one.rung(colleague)]
        assert [phone.over.is_set() for phone in phones] == [False, False]
        assert await places(database, trunk) == (2, True)
        worker.send_signal(signal.SIGKILL)
        assert await worker.wait() == -signal.SIGKILL
    async with bench(database, tmp_path / "other", at(nodes.other), stays=True, clock=clock):
        call = await has_status(database, call_id, seconds=40)
        assert (call.status, call.reason) == ("failed", "lost_owner")
        assert call.error_message
        for phone in phones:
            await until(phone.over.is_set)
        assert await places(database, trunk) == (0, False), "the colleague may be rung again, by another call"
    rung = [len(node.rung(who)) for node in (nodes.one, nodes.other) for who in (number, colleague)]
    assert rung == [1, 1, 0, 0], "nothing was dialled again"


async def places(database: Database, trunk: UUID) -> tuple[int, bool]:
    """How many places of the trunk are taken, and whether a leg is open."""
    async with database.transaction() as session:
        open_ = await session.scalar(select(CallLeg.id).where(CallLeg.ended_at.is_(None)).limit(1))
        return await TrunkRepository(session).live_calls(trunk), open_ is not None
