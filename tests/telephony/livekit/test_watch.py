"""Callers who are alone in their rooms: help is sent for, and whom nobody can take is let go of; no server needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from livekit import api

from tests.support import VirtualClock
from tron.core.call_engine.inbound import Incoming
from tron.telephony.livekit.service import ServerError
from tron.telephony.livekit.watch import ALONE_SECONDS, NOBODY_SECONDS, RoomWatch

ROOM, CALLER, CALLED = "call-inbound-7", "+12025550150", "+12025550190"


class Server:
    """One room with a caller in it."""

    def __init__(self) -> None:
        self.room: api.Room | None = api.Room(name=ROOM)
        self.asked = 0
        self.ended: list[tuple[str, str | None]] = []
        self.away = False
        self.joined = False

    async def rooms(self, names: Sequence[str] = ()) -> list[api.Room]:
        return [self.room] if self.room is not None else []

    async def lone_phone(self, room: str) -> api.ParticipantInfo | None:
        if self.joined:
            return None
        attributes = {
            "sip.phoneNumber": CALLER,
            "sip.trunkPhoneNumber": CALLED,
            "sip.callID": "SCL_1",
            "sip.h.X-Q": "1",
        }
        return api.ParticipantInfo(identity="sip_1", kind=api.ParticipantInfo.Kind.SIP, attributes=attributes)

    async def send_agent(self, room: str, agent_name: str) -> None:
        self.asked += 1

    async def end_room(self, room: str, phone: str | None) -> None:
        self.ended.append((room, phone))
        if self.away:
            raise ServerError("unavailable", "away", status=503)
        self.room = None


class Place:
    """What is known of workers, and a clock that goes on second by second."""

    def __init__(self) -> None:
        self.clock, self.server = VirtualClock(), Server()
        self.full = False
        self.error: Exception | None = None
        self.told: list[tuple[Incoming, bool]] = []
        self.watch = RoomWatch(self.clock, self.let_go, "livekit")

    async def let_go(self, caller: Incoming, /, *, waits: bool) -> bool:
        self.told.append((caller, waits))
        if self.error is not None:
            raise self.error
        return self.full or not waits

    async def looks(self, seconds: float) -> None:
        until = self.clock.elapsed + seconds
        while self.clock.elapsed < until:
            await self.watch.look(self.server, "tron")  # type: ignore[arg-type]
            self.clock.elapsed += 1


@pytest.fixture
def place() -> Place:
    return Place()


async def test_where_all_workers_are_full_a_caller_is_let_go_of_within_three_seconds(place: Place) -> None:
    place.full = True
    await place.looks(1)
    assert place.told == [], "a worker may be on its way"
    await place.looks(ALONE_SECONDS)
    assert (place.server.ended, place.server.asked) == ([(ROOM, "sip_1")], 0)
    [(caller, waits)] = place.told
    assert (caller.line, caller.caller, caller.called, caller.vendor_call_id) == ("livekit", CALLER, CALLED, "SCL_1")
    assert (waits, caller.offer, dict(caller.headers)) == (True, {"room": ROOM}, {"X-Q": "1"})


async def test_while_there_are_places_help_is_sent_for_but_not_for_ever(place: Place) -> None:
    await place.looks(3)
    assert (place.server.asked, place.server.ended) == (1, [])
    await place.looks(NOBODY_SECONDS - 3)
    assert place.server.asked >= 3
    assert place.server.ended == []
    await place.looks(ALONE_SECONDS)
    assert place.server.ended == [(ROOM, "sip_1")]
    assert [waits for _, waits in place.told] == [True] * (len(place.told) - 1) + [False]


async def test_a_caller_whom_somebody_joins_is_left_alone(place: Place) -> None:
    await place.looks(1)
    assert place.server.room is not None
    place.server.room.metadata = "0190c3c4-0000-7000-8000-000000000001"
    place.server.joined = True
    await place.looks(2 * NOBODY_SECONDS)
    assert (place.told, place.server.asked, place.server.ended) == ([], 0, [])


async def test_a_room_that_nobody_could_name_is_left_alone_while_we_are_in_it(place: Place) -> None:
    await place.looks(1)
    place.server.joined = True
    await place.looks(2 * NOBODY_SECONDS)
    assert (place.told, place.server.asked, place.server.ended) == ([], 0, [])


async def test_a_room_that_could_not_be_ended_is_ended_again(place: Place) -> None:
    place.full = place.server.away = True
    await place.looks(3)
    place.server.away = False
    await place.looks(3)
    assert place.server.ended == [(ROOM, "sip_1")] * 2


@pytest.mark.parametrize("error", [OSError(), TimeoutError()], ids=repr)
async def test_without_the_database_help_is_sent_for_all_the_same(place: Place, error: Any) -> None:
    place.full, place.error = True, error
    await place.looks(3)
    assert (place.server.asked, place.server.ended) == (1, [])
