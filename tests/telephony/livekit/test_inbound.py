"""Callers who come in over LiveKit: dispatch, admission, answer, drain; against the real server's dispatch."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from tests.emulators.livekit import PROGRAM, WHY_NOT, livekit_server
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.telephony.livekit.phones import (
    TALKER,
    TONE,
    Settings,
    hear,
    line_of,
    loudness,
    speak,
    take_callers,
    tone,
    until,
)
from tron.core.call_engine.inbound import NOT_NOW, Incoming, NotTaken
from tron.core.clock import SystemClock
from tron.core.ids import uuid7
from tron.core.ports import AnswerRequest, DialFailed, Hangup
from tron.telephony.livekit import watch
from tron.telephony.livekit.access import access_of
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.livekit.room import PhoneRoom
from tron.telephony.livekit.service import LivekitService

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLED, CALLER = "+12025550190", "+12025550150"


async def keeps_waiting(_caller: Incoming, /, *, waits: bool) -> bool:
    return False


class Desk:
    """A worker as LiveKit sees it: its places, and what was told of callers."""

    def __init__(self, settings, places: int = 5) -> None:
        self.places = places
        self.held = 0
        self.came: asyncio.Queue[Incoming] = asyncio.Queue()
        self.refuses = False
        self.line: LivekitLine = line_of(settings, receive=self.receive)
        self.registration = self.line.desk(self.free)

    async def free(self) -> tuple[int, int]:
        return self.places - self.held, self.places

    async def receive(self, incoming: Incoming) -> UUID:
        if self.refuses:
            raise NotTaken(NOT_NOW, "Nobody is there.")
        self.came.put_nowait(incoming)
        return uuid7()

    async def next(self) -> AnswerRequest:
        incoming = await asyncio.wait_for(self.came.get(), 15)
        return AnswerRequest(uuid7(), incoming.caller, incoming.called, "en-IN", incoming.offer)

    async def open(self) -> None:
        assert not self.registration.settled
        self.registration.start()
        await until(lambda: self.registration.state["registered"], 15)
        assert self.registration.settled


@pytest.fixture(scope="module")
async def rule(service: LiveKitSip) -> None:
    await take_callers(service, CALLED)


@pytest.fixture
async def desk(settings, rule) -> AsyncIterator[Desk]:
    desk = Desk(settings)
    await desk.open()
    yield desk
    await desk.registration.close()


async def test_a_caller_is_told_of_answered_and_talked_with(service, desk, settings):
    assert "LIVEKIT_API_SECRET" not in os.environ
    phone = await service.ring_in(CALLER, CALLED, answers(TALKER, {"tone": tone(TONE, 1.0)}), {"X-Queue": "gold"})
    incoming = await asyncio.wait_for(desk.came.get(), 15)
    assert (incoming.line, incoming.called, incoming.caller) == ("livekit", CALLED, CALLER)
    assert (incoming.vendor_call_id, incoming.headers) == (phone.call_id, {"x-queue": "gold"})
    assert phone.rings
    asked = AnswerRequest(uuid7(), CALLER, CALLED, "en-IN", incoming.offer)
    call = await desk.line.answer(asked)
    await until(phone.answered.is_set)
    heard = bytearray()
    listening = asyncio.create_task(hear(call.audio.frames(), heard))
    await speak(call.audio, tone(1000.0, 1.0))
    await until(lambda: loudness(bytes(heard), TONE) > 0.8)
    assert loudness(bytes(phone.heard), 1000.0) > 0.8
    # The room has LiveKit's name, and yet another worker finds it once this one would be dead.
    assert await line_of(settings).exists(asked.call_id) is True
    assert await asyncio.wait_for(call.ended(), 5) == Hangup("network", None)
    await until(phone.over.is_set)
    await asyncio.wait_for(listening, 2)


async def test_two_callers_and_one_place(service, desk):
    desk.places = 1
    phones = await asyncio.gather(*(service.ring_in(f"{CALLER[:-1]}{last}", CALLED, answers()) for last in "12"))
    first = await desk.next()
    await asyncio.sleep(0.5)
    assert desk.came.empty()
    call = await desk.line.answer(first)
    desk.held = 1
    await until(lambda: any(phone.answered.is_set() for phone in phones))
    assert desk.came.empty()
    await call.hang_up()
    desk.held = 0
    # The other one waited in a room that nobody joined: the workers are asked again.
    second = await desk.next()
    assert second.caller != first.caller
    other = await desk.line.answer(second)
    await until(lambda: all(phone.answered.is_set() for phone in phones))
    assert await desk.line.exists(second.call_id)
    await other.hang_up()


async def test_who_is_not_taken_and_who_does_not_wait(service, desk):
    desk.refuses = True
    phone = await service.ring_in(CALLER, CALLED, answers())
    await until(phone.over.is_set, 40)
    assert not phone.answered.is_set()
    desk.refuses = False
    phone = await service.ring_in(CALLER, CALLED, answers())
    waiting = await desk.next()
    await phone.hang_up()
    await until(phone.over.is_set)
    with pytest.raises(DialFailed) as failed:
        await desk.line.answer(waiting)
    assert (failed.value.status, failed.value.reason) == ("no_answer", "caller_hung_up"), "nothing is out of order"


async def test_who_is_not_taken_any_more_hears_so_at_once(service, desk):
    desk.places = 1
    phone = await service.ring_in(CALLER, CALLED, answers())
    await desk.line.turn_away(await desk.next(), NOT_NOW)
    await until(phone.over.is_set, 5)
    assert not phone.answered.is_set()
    later = await service.ring_in(CALLER, CALLED, answers())
    await (await desk.line.answer(await desk.next())).hang_up()  # the place is free again
    await until(later.over.is_set)


async def test_a_caller_whom_this_worker_cannot_join_is_let_go_of(service, desk, monkeypatch):
    async def shut(room: PhoneRoom, url: str, token: str) -> None:
        raise TimeoutError

    phone = await service.ring_in(CALLER, CALLED, answers())
    waiting = await desk.next()
    monkeypatch.setattr(PhoneRoom, "join", shut)
    with pytest.raises(DialFailed) as failed:
        await desk.line.answer(waiting)
    assert failed.value.reason == "unreachable"
    await until(phone.over.is_set, 2)
    assert not phone.answered.is_set()


async def test_drained_it_gets_no_more_callers_and_another_worker_does(service, desk, settings):
    phone = await service.ring_in(CALLER, CALLED, answers())
    call = await desk.line.answer(await desk.next())
    await until(phone.answered.is_set)
    await desk.registration.drain()
    another = Desk(settings)
    await another.open()
    try:
        later = await service.ring_in("+12025550151", CALLED, answers())
        taken = await another.next()
        assert desk.came.empty()
        assert taken.caller == "+12025550151"
        assert not phone.over.is_set()
        await call.hang_up()
        await until(phone.over.is_set)
        answered = await another.line.answer(taken)
        await until(later.answered.is_set)
        await answered.hang_up()
    finally:
        await another.registration.close()
    assert another.registration.state["registered"] is False


async def test_a_phone_that_its_worker_left_alone_is_hung_up(service, settings, rule, monkeypatch):
    monkeypatch.setattr(watch, "HELD_EVERY", 0.0)
    access = access_of(Settings(settings))
    api_of_room, watching = LivekitService(access), watch.RoomWatch(SystemClock(), keeps_waiting, "livekit")
    left = await service.ring_in("+12025550152", CALLED, answers())
    held = await service.ring_in("+12025550153", CALLED, answers())
    for phone in (left, held):
        await api_of_room.name_room(phone.order.room, str(uuid7()))
    ours = PhoneRoom(held.order.room, SystemClock())
    await ours.join(access.url, access.join_token(held.order.room, "tron"))
    await watching.look(api_of_room, "tron")
    assert not left.over.is_set()
    await watching.look(api_of_room, "tron")
    await until(left.over.is_set)
    assert not held.over.is_set()
    await ours.leave()
    await held.hang_up()


async def test_a_server_that_goes_away_is_no_longer_said_to_be_connected(settings):
    async with livekit_server() as server:
        desk = Desk(settings | {"livekit.url": server.url})
        await desk.open()
    await until(lambda: not desk.registration.state["registered"])
    assert desk.registration.state["configured"]
    await desk.registration.close()


async def test_a_server_that_is_not_set_up_is_waited_for(settings):
    desk = Desk(settings | {"livekit.url": None})
    desk.registration.start()
    await asyncio.sleep(0.2)
    assert desk.registration.state == {"configured": False, "registered": False, "agent_name": None}
    await desk.registration.close()
