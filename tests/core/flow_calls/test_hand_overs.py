"""Colleagues to whom a line hands callers by itself: one at a time, whichever call it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.core.trunks.trunk_lines import TrunkLine, save_trunk
from tests.factories import make_services
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneCall, open_gate, queue_call, save_agent
from tests.support import VirtualClock
from tron.core.call_engine.claim import Claim, Dialler
from tron.core.call_engine.reconcile import LOST_AFTER, reconcile
from tron.core.database.engine import Database
from tron.core.database.tables import Agent, CallLeg, DialDecision, TrunkRow
from tron.core.flow_calls.colleagues import Colleagues
from tron.core.flow_engine.world import TransferResult
from tron.core.ids import uuid7
from tron.core.ports import HandedOver
from tron.core.ports.colleagues import Invitation
from tron.core.repositories.trunks import TrunkRepository
from tron.core.services import Services

NOW = NOON_IN_NEW_YORK
COLLEAGUE, OTHER = NUMBERS[90], NUMBERS[91]


class Refers(PhoneCall):
    """A call whose line hands over by itself, and says what came of it when the test does."""

    def __init__(self) -> None:
        super().__init__(uuid7())
        self.asked: list[str] = []
        self.result: asyncio.Future[HandedOver] = asyncio.get_running_loop().create_future()

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        self.asked.append(to)
        return await asyncio.shield(self.result)

    async def rings(self) -> None:
        while not self.asked:
            await asyncio.sleep(0.01)


class Office:
    """Calls by a trunk that rings phones."""

    def __init__(self, services: Services, agent: Agent) -> None:
        self.services, self.agent, self.line = services, agent, TrunkLine()
        services.lines.register(self.line)
        self.database = services.database
        self._free = iter(NUMBERS)
        self._dialler = Dialler(self.database, services.lines, services.clock, uuid7())

    async def held(self) -> Claim:
        await queue_call(self.database, self.services.lines, self.agent, next(self._free), NOW)
        claim = await self._dialler.claim(open_gate())
        assert claim is not None
        async with self.database.transaction() as session:
            for trunk in await session.scalars(select(TrunkRow)):
                trunk.next_dial_at = None  # its pace is no matter here
        return claim

    def colleagues(self, claim: Claim, call: Refers) -> Colleagues:
        over, targets = asyncio.Event().wait, frozenset((COLLEAGUE, OTHER))
        return Colleagues(self.services, self.agent, claim.call, call, over=over, targets=targets, desk=None)

    async def open_legs(self) -> list[tuple[str, bool]]:
        """Of each row who it is, and whether it is open."""
        async with self.database.transaction() as session:
            rows = await session.scalars(select(CallLeg).order_by(CallLeg.id))
            return [(row.phone_number, row.ended_at is None) for row in rows]

    async def rules(self) -> list[str | None]:
        async with self.database.transaction() as session:
            query = select(DialDecision.rule).where(DialDecision.destination == "transfer").order_by(DialDecision.id)
            return list(await session.scalars(query))


@pytest.fixture
async def office(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    services = make_services(database, tmp_path, VirtualClock(NOW))

    async def snapshot() -> Any:
        return open_gate()

    monkeypatch.setattr(services.settings, "snapshot", snapshot)
    await save_trunk(database, "Main", caller_ids=["+12025550199"], max_calls=2)
    return Office(services, await save_agent(database))


async def test_two_calls_never_ring_one_colleague_at_once(office: Office) -> None:
    first, second = Refers(), Refers()
    here, there = [office.colleagues(await office.held(), call) for call in (first, second)]
    handing = asyncio.create_task(here.hand_over(COLLEAGUE, "", 20))
    await first.rings()
    assert await office.open_legs() == [(COLLEAGUE, True)]
    for again in (there.hand_over(COLLEAGUE, "", 20), there.invite(Invitation(COLLEAGUE))):
        assert await again == TransferResult(False, "blocked:number_busy")
    assert second.asked == [], "nobody was dialled"
    first.result.set_result(HandedOver(True, by=COLLEAGUE))
    assert await handing == TransferResult(True, by=COLLEAGUE)
    assert await office.open_legs() == [(COLLEAGUE, False)], "from here on the network knows whether they are busy"
    second.result.set_result(HandedOver(False, "busy"))
    assert await there.hand_over(COLLEAGUE, "", 20) == TransferResult(False, "busy")
    assert await office.rules() == [None, "number_busy", "number_busy", None]


async def test_two_at_the_same_moment_are_one_ring(office: Office) -> None:
    calls = [Refers(), Refers()]
    for call in calls:
        call.result.set_result(HandedOver(False, "rang_out", may_ring=True))
    desks = [office.colleagues(await office.held(), call) for call in calls]
    results = await asyncio.gather(*(desk.hand_over(COLLEAGUE, "", 20) for desk in desks))
    assert sorted(result.reason for result in results) == ["blocked:number_busy", "rang_out"]
    assert sum(len(call.asked) for call in calls) == 1


@pytest.mark.parametrize("reason", ["busy", "declined", "rang_out"])
async def test_who_did_not_take_it_may_be_rung_again(office: Office, reason: str) -> None:
    call = Refers()
    call.result.set_result(HandedOver(False, reason))
    desk = office.colleagues(await office.held(), call)
    for _ in range(2):
        assert await desk.hand_over(COLLEAGUE, "", 20) == TransferResult(False, reason)
    assert await office.open_legs() == [(COLLEAGUE, False), (COLLEAGUE, False)]


async def test_a_phone_that_may_ring_on_is_not_rung_again_until_the_call_is_over(office: Office) -> None:
    call, claim = Refers(), await office.held()
    call.result.set_result(HandedOver(False, "rang_out", may_ring=True))
    desk = office.colleagues(claim, call)
    assert await desk.hand_over(COLLEAGUE, "", 20) == TransferResult(False, "rang_out")
    assert await desk.hand_over(COLLEAGUE, "", 20) == TransferResult(False, "blocked:number_busy")
    assert await desk.hand_over(OTHER, "", 20) == TransferResult(False, "rang_out"), "somebody else may be"
    assert call.asked == [COLLEAGUE, OTHER]
    clock = VirtualClock(NOW + 2 * LOST_AFTER)
    assert [call.status for call in await reconcile(office.database, office.services.lines, clock)] == ["failed"]
    assert await office.open_legs() == [(COLLEAGUE, False), (OTHER, False)], "after a crash, too"


async def test_it_takes_no_second_place_of_the_trunk(office: Office) -> None:
    calls = [Refers(), Refers()]
    desks = [office.colleagues(await office.held(), call) for call in calls]
    handing = asyncio.create_task(desks[0].hand_over(COLLEAGUE, "", 20))
    await calls[0].rings()
    async with office.database.transaction() as session:
        [trunk] = await session.scalars(select(TrunkRow))
        assert await TrunkRepository(session).live_calls(trunk.id) == trunk.max_calls == 2
    calls[0].result.set_result(HandedOver(True, by=COLLEAGUE))
    assert (await handing).answered
