"""How many calls may come in: counted with those that go out, in the database, from the first ring to the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import ReceivingLine, save_trunk
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, lines_of, open_gate, queue_call, read_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.inbound import Incoming, NotTaken, Reception
from tron.core.call_engine.reconcile import LOST_AFTER, reconcile
from tron.core.call_engine.transitions import transition
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, Call, DialDecision, PhoneNumber, TrunkRow
from tron.core.events.bus import PostgresBus
from tron.core.ids import uuid7
from tron.core.repositories.trunks import TrunkRepository

NOW = NOON_IN_NEW_YORK
OURS, CALLER = "+12025550150", "+12025550151"
BUSY = 486


class Desk:
    """Takes calls of one trunk to one number, and dials by it."""

    def __init__(self, database: Database, trunk_id: UUID, agent: Agent) -> None:
        self.database, self.trunk_id, self.agent = database, trunk_id, agent
        self.clock = VirtualClock(NOW)
        self.worker = uuid7()
        self.lines = lines_of(ReceivingLine())
        self._reception = Reception(database, PostgresBus(database.dsn), self.clock, self.worker)
        self._dialler = Dialler(database, self.lines, self.clock, self.worker)

    async def ring(self, vendor_call_id: str | None = None, **more: Any) -> UUID:
        given = {"trunk_id": self.trunk_id, **more}
        return await self._reception.receive(
            Incoming("fake", OURS, CALLER, {"leg": 7}, vendor_call_id=vendor_call_id, **given)
        )

    async def is_turned_away(self, vendor_call_id: str | None = None) -> bool:
        with pytest.raises(NotTaken) as refused:
            await self.ring(vendor_call_id)
        return refused.value.sip_status == BUSY

    async def claim(self) -> Claim | None:
        return await self._dialler.claim(open_gate())

    async def end(self, call_id: UUID, status: str = "failed") -> None:
        async with self.database.transaction() as session:
            await transition(session, call_id, status, at=NOW, values={"reason": "trunk_error"})

    async def live(self) -> int:
        async with self.database.transaction() as session:
            by_trunk = await TrunkRepository(session).live_by_trunk()
            count = await TrunkRepository(session).live_calls(self.trunk_id)
            assert by_trunk.get(self.trunk_id, 0) == count
            return count

    async def set(self, **values: Any) -> None:
        async with self.database.transaction() as session:
            for trunk in await session.scalars(select(TrunkRow)):
                for name, value in values.items():
                    setattr(trunk, name, value)


Opens = Callable[..., Awaitable[Desk]]


@pytest.fixture
def opens(database: Database) -> Opens:
    async def open_(trunk_calls: int = 10, number_calls: int | None = None) -> Desk:
        agent = await save_agent(database)
        trunk = await save_trunk(database, "Main", caller_ids=[OURS], max_calls=trunk_calls)
        async with database.transaction() as session:
            session.add(PhoneNumber(number=OURS, agent_id=agent.id, trunk_id=trunk, max_calls=number_calls))
        return Desk(database, trunk, agent)

    return open_


@pytest.mark.parametrize("limits", [{"trunk_calls": 1}, {"number_calls": 1}], ids=["trunk", "number"])
async def test_a_caller_over_the_limit_is_turned_away_as_busy(opens: Opens, limits: dict[str, int]) -> None:
    desk = await opens(**limits)
    first = await desk.ring()
    assert await desk.is_turned_away(), "although nobody has claimed the first one yet"
    claim = await desk.claim()
    assert claim is not None
    assert claim.call.id == first
    assert await desk.is_turned_away()
    await desk.end(first)
    assert await desk.live() == 0
    await desk.ring()


async def test_who_was_turned_away_is_a_call_with_a_reason_and_rings_nobody(opens: Opens) -> None:
    desk = await opens(trunk_calls=1)
    first = await desk.ring()
    assert await desk.is_turned_away("CA2")
    assert await desk.is_turned_away("CA2"), "a vendor that tells twice hears the same"
    async with desk.database.transaction() as session:
        [turned_away] = await session.scalars(select(Call).where(Call.id != first))
        assert (turned_away.status, turned_away.reason) == ("cancelled", "blocked:line_full")
        assert (turned_away.phone_number, turned_away.direction) == (CALLER, "inbound")
        assert "places" in (turned_away.error_message or "")
        [row] = await session.scalars(select(DialDecision))
        assert (row.call_id, row.allowed, row.rule) == (turned_away.id, False, "line_full")
    claim = await desk.claim()
    assert claim is not None
    assert claim.call.id == first
    assert await desk.claim() is None


async def test_two_at_the_same_moment_get_one_place(opens: Opens) -> None:
    desk = await opens(trunk_calls=1)
    found = await asyncio.gather(desk.ring("CA1"), desk.ring("CA2"), return_exceptions=True)
    assert sorted(isinstance(one, NotTaken) for one in found) == [False, True]
    assert await desk.live() == 1


async def test_calls_in_and_out_share_the_places(opens: Opens) -> None:
    desk = await opens(trunk_calls=1)
    caller = await desk.ring()
    await queue_call(desk.database, desk.lines, desk.agent, NUMBERS[60], NOW)
    claim = await desk.claim()
    assert claim is not None
    assert claim.call.id == caller
    assert await desk.claim() is None, "the call of ours waits"
    await desk.end(caller)
    desk.clock.elapsed += 3
    ours = await desk.claim()
    assert ours is not None
    assert ours.call.direction == "outbound"
    assert await desk.is_turned_away()


async def test_a_place_is_free_again_after_a_crash(opens: Opens) -> None:
    desk = await opens(trunk_calls=2)
    await desk.ring()
    claim = await desk.claim()
    assert claim is not None
    await desk.ring()  # nobody has claimed this one when the worker dies
    assert await desk.is_turned_away()
    later = VirtualClock(NOW + 2 * LOST_AFTER)
    ended = await reconcile(desk.database, desk.lines, later)
    assert [call.reason for call in ended] == ["lost_owner", "lost_owner"]
    assert await desk.live() == 0
    assert (await read_call(desk.database, await desk.ring())).status == "queued"


async def test_without_a_trunk_the_number_alone_counts(opens: Opens) -> None:
    desk = await opens(trunk_calls=1, number_calls=2)
    async with desk.database.transaction() as session:
        (await session.scalars(select(PhoneNumber))).one().trunk_id = None
    await desk.ring(trunk_id=None)
    await desk.ring(trunk_id=None)
    with pytest.raises(NotTaken):
        await desk.ring(trunk_id=None)
