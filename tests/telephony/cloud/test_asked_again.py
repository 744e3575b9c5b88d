"""A vendor whom an answer did not reach asks once more, with the same proof: one call, and the same answer."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.phones import lines_of
from tests.support import VirtualClock
from tests.telephony.cloud.house import CALLER, COLLEAGUE, OURS, PATIENCE, House
from tests.telephony.cloud.sound import says
from tests.telephony.plivo.house import plivo
from tests.telephony.twilio.house import twilio
from tron.core.call_engine.inbound import Incoming
from tron.core.call_engine.transitions import transition
from tron.core.database.tables import Call
from tron.core.ports import HandedOver, Transfers
from tron.core.ports.hooks import HookAnswer
from tron.telephony.cloud import asked as asked_module
from tron.telephony.cloud.asked import AGAIN_SECONDS, Asked

ANSWER = HookAnswer("<Response/>")
THAT_SIGN = pytest.mark.parametrize("vendor", [twilio, plivo], ids=["twilio", "plivo"], indirect=True)
"""They hand calls over, too. Exotel signs nothing: its applet may ask as often as it likes."""


async def test_an_answer_is_kept_for_a_minute() -> None:
    clock = VirtualClock()
    asked = Asked(clock)
    asked.begin("a")
    kept = asked.answer("a")
    assert kept is not None
    assert not kept.done()
    asked.answered("a", ANSWER)
    assert await kept == ANSWER
    clock.elapsed += AGAIN_SECONDS
    assert asked.answer("a") is kept
    clock.elapsed += 0.1
    assert asked.answer("a") is None
    asked.answered("never begun", ANSWER)
    assert asked.answer("never begun") is None


async def test_nobody_waits_for_an_answer_that_does_not_come() -> None:
    clock = VirtualClock()
    asked = Asked(clock)
    asked.begin("a")
    kept = asked.answer("a")
    asked.forget("a")
    assert kept is not None
    assert (await kept, asked.answer("a")) == (None, None)
    asked.begin("b")
    kept = asked.answer("b")
    clock.elapsed += AGAIN_SECONDS + 1
    asked.begin("c")
    assert kept is not None
    assert await kept is None


async def rings_in(house: House, *, loses_answers: bool = True) -> Any:
    house.phone.network.loses_answers = loses_answers
    return await house.phone.ring_in(house.hook("incoming") + house.vendor.query, CALLER, OURS)  # type: ignore[attr-defined]


async def the_call(house: House) -> Call:
    async with house.database.transaction() as session:
        [row] = await session.scalars(select(Call))
        return row


@pytest.mark.thorough
async def test_a_caller_of_whom_is_told_twice_is_one_call(house: House) -> None:
    far = await rings_in(house)
    [(first, second)] = far.lost
    assert (first[0], second) == (200, first)
    row = await the_call(house)
    call = await asyncio.wait_for(house.line.answer(await house.claimed(row.id)), PATIENCE)
    await says(call, far, 10)
    assert far.streams == 1
    await call.hang_up()
    await asyncio.wait_for(far.over.wait(), PATIENCE)


@pytest.mark.thorough
async def test_another_process_answers_the_same(house: House) -> None:
    """Behind a balancer the vendor's second try reaches another one, which knows nothing of the first."""
    far = await rings_in(house)
    house.services.lines = lines_of(house.fresh_front())
    assert await far.repeat() == far.lost[-1][0]
    await the_call(house)


@pytest.mark.thorough
async def test_a_call_out_that_is_asked_about_twice_is_dialled_once(house: House) -> None:
    house.phone.network.loses_answers = True
    async with house.talking() as (far, call):
        await says(call, far, 10)
        assert (house.phone.dials, far.streams) == (1, 1)
        questions = [(first, second) for first, second in far.lost if first[1]]
        assert all(first == second and first[0] == 200 for first, second in questions)


@pytest.mark.thorough
@THAT_SIGN
async def test_what_comes_after_a_transfer_is_asked_twice(house: House) -> None:
    house.phone.network.loses_answers = True
    house.phone.colleague = "busy"  # type: ignore[attr-defined]
    async with house.talking() as (far, call):
        far.other = "busy"
        assert isinstance(call, Transfers)
        handed = await asyncio.wait_for(call.transfer(COLLEAGUE, announce="", wait=20), PATIENCE)
        assert handed == HandedOver(False, "busy")
        first, second = far.lost[-1]
        assert (first[0], "tream" in first[1], second) == (200, True, first)
        assert (len(far.dialled), far.streams) == (1, 2), "the talk goes on"
        await says(call, far, 10)


@pytest.mark.thorough
@THAT_SIGN
async def test_who_asks_again_while_the_answer_is_on_its_way_gets_that_one(house: House) -> None:
    """The first try took the vendor too long."""
    receive, begun, goes_on = house.front._receive, asyncio.Event(), asyncio.Event()
    received = []

    async def slow(incoming: Incoming) -> UUID:
        received.append(incoming)
        begun.set()
        await goes_on.wait()
        return await receive(incoming)

    house.front._receive = slow
    ringing = asyncio.create_task(rings_in(house, loses_answers=False))
    await asyncio.wait_for(begun.wait(), PATIENCE)
    [far] = house.phone.calls.values()
    again = asyncio.create_task(far.repeat())
    await asyncio.sleep(0.1)
    assert not again.done()
    goes_on.set()
    await asyncio.wait_for(ringing, PATIENCE)
    assert (await asyncio.wait_for(again, PATIENCE))[0] == 200
    assert len(received) == 1
    await the_call(house)


@pytest.mark.thorough
async def test_what_came_to_nothing_is_asked_as_if_for_the_first_time(house: House) -> None:
    receive = house.front._receive

    async def away(incoming: Incoming) -> UUID:
        raise OSError("The database is away.")

    house.front._receive = away
    far = await rings_in(house)
    assert [code for code, _body in far.lost[-1]] == [500, 500]
    house.front._receive = receive
    assert (await far.repeat())[0] == 200
    await the_call(house)


@pytest.mark.thorough
@THAT_SIGN
async def test_once_the_call_is_over_it_is_refused(house: House) -> None:
    far = await rings_in(house)
    row = await the_call(house)
    async with house.database.transaction() as session:
        now = house.services.clock.now()
        await transition(session, row.id, "cancelled", at=now, values={"reason": "caller_hung_up"})
    assert (await far.repeat())[0] == 403


@pytest.mark.thorough
@THAT_SIGN
async def test_after_a_minute_it_is_refused(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    far = await rings_in(house)
    monkeypatch.setattr(asked_module, "AGAIN_SECONDS", 0.0)
    assert (await far.repeat())[0] == 403
