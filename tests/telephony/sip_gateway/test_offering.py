"""Who is offered a call that came in, without processes."""

from __future__ import annotations

import asyncio
import json

import pytest

from tron.telephony.sip_gateway import offering as module
from tron.telephony.sip_gateway.client import Client
from tron.telephony.sip_gateway.offering import Offering


class House:
    """Clients who note what they are told, and calls that were refused."""

    def __init__(self, names: str) -> None:
        self.told: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.clients = {name: self._client(name) for name in names}
        self.connected = list(self.clients.values())
        self.offering = Offering(self.connected, self._refuse)

    def _refuse(self, key: str, offered: str) -> None:
        assert offered, "what was told of it comes along"
        self.refused.append(key)

    def _client(self, name: str) -> Client:
        return Client(lambda message: self.told.append((name, self._word(message))), watches=True, takes=True)

    def _word(self, message: str) -> str:
        return message if not message.startswith("{") else str(json.loads(message)["type"])

    def passes(self, key: str, name: str) -> None:
        self.offering.passed(key, self.clients[name])


async def test_one_after_the_other_is_asked_and_the_call_is_refused_when_nobody_has_a_place() -> None:
    house = House("ab")
    house.offering.offer("0:in-1", "first")
    assert house.told == [("a", "first")]
    house.passes("0:in-1", "b")  # was not asked
    house.passes("0:in-1", "a")
    house.passes("0:in-1", "a")
    assert house.told == [("a", "first"), ("b", "first")]
    assert house.refused == []
    house.passes("0:in-1", "b")
    assert house.refused == ["0:in-1"]
    assert house.offering.of_lane(0) == []


async def test_calls_go_around_and_not_to_those_who_take_none() -> None:
    house = House("abc")
    house.clients["b"].takes = False
    for number in range(4):
        house.offering.offer(f"0:in-{number}", str(number))
    assert house.told == [("a", "0"), ("c", "1"), ("a", "2"), ("c", "3")]
    house.clients["a"].takes = house.clients["c"].takes = False
    house.offering.offer("1:in-9", "9")
    assert house.refused == ["1:in-9"]


async def test_who_leaves_passes_on_what_it_was_asked() -> None:
    house = House("ab")
    house.offering.offer("0:in-1", "first")
    house.connected.remove(house.clients["a"])
    house.offering.left(house.clients["a"])
    assert house.told == [("a", "first"), ("b", "first")]


async def test_a_silent_client_does_not_keep_the_call_and_hears_that_it_was_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SLOW_SECONDS", 0.0)
    house = House("ab")
    house.offering.offer("0:in-1", "first")
    async with asyncio.timeout(5):
        while len(house.told) < 2:
            await asyncio.sleep(0)
    house.passes("0:in-1", "b")
    assert house.refused == []  # the first one may take it yet
    house.offering.offer("0:in-2", "second")
    async with asyncio.timeout(5):
        while house.told[2:] != [("a", "second"), ("b", "second")]:
            await asyncio.sleep(0)
    house.offering.over("0:in-2", taken_by=house.clients["a"])
    assert house.told[4:] == [("b", "incoming_gone")]
