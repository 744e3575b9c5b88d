"""Which lane a call gets, where accounts are at home, and when lanes end; without processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tron.telephony.sip_gateway import lanes as lanes_module
from tron.telephony.sip_gateway.lanes import Lanes
from tron.telephony.sip_gateway.limits import MOST_CALLS


class FakeLane:
    def __init__(self, number: int) -> None:
        self.number = number
        self.up = False
        self.used = 0
        self.calls: dict[str, str] = {}
        self.homes: set[str] = set()
        self.closed = False

    @property
    def places(self) -> int:
        return MOST_CALLS - len(self.calls) if self.up else 0

    async def start(self) -> None:
        self.up = True

    async def close(self) -> None:
        self.up, self.closed = False, True

    def settle(self, homes: Mapping[str, Any]) -> None:
        self.homes = set(homes)

    def takes(self, _account: str) -> bool:
        return self.places > 0

    def hold(self) -> None:
        self.used += 1
        self.calls[str(self.used)] = ""


@pytest.fixture
def made() -> list[FakeLane]:
    return []


@pytest.fixture
async def lanes(made: list[FakeLane]) -> Lanes:
    def make(number: int) -> Any:
        made.append(FakeLane(number))
        return made[-1]

    lanes = Lanes(make, most=3)
    await lanes.start()
    return lanes


async def chosen(lanes: Lanes, count: int) -> list[int | None]:
    numbers = []
    for _ in range(count):
        lane: Any = await lanes.lane_for("a0", [])
        numbers.append(None if lane is None else lane.number)
        if lane is not None:
            lane.hold()
    return numbers


async def test_a_home_keeps_places_for_calls_that_come_in_until_all_else_is_full(lanes: Lanes) -> None:
    await lanes.replace({"a0": {}})
    assert await chosen(lanes, 13) == [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, None]


async def test_accounts_are_at_home_by_eights_and_stay_where_they_are(lanes: Lanes, made: list[FakeLane]) -> None:
    accounts: dict[str, dict[str, Any]] = {f"a{number}": {} for number in range(9)}
    await lanes.replace(accounts)
    assert (lanes.home("a7"), lanes.home("a8")) == (0, 1)
    del accounts["a0"]
    await lanes.replace({**accounts, "b": {}})
    assert (lanes.home("a8"), lanes.home("b")) == (1, 0)
    await lanes.replace({})
    assert [lane.homes for lane in made] == [set(), set()]


async def test_a_home_that_dies_comes_back_and_another_lane_when_it_is_needed(
    lanes: Lanes, made: list[FakeLane], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_module, "BACKOFF_SECONDS", (0.0,))
    await lanes.replace({"a0": {}})
    await chosen(lanes, 3)
    for lane in made[:2]:
        lanes.lost(lane)  # type: ignore[arg-type]
    await asyncio.gather(*lanes._tasks)
    assert [lane.number for lane in made] == [0, 1, 0]
    assert made[2].homes == {"a0"}


@pytest.mark.parametrize("busy", [False, True])
async def test_a_lane_without_calls_ends_after_a_while(
    lanes: Lanes, made: list[FakeLane], monkeypatch: pytest.MonkeyPatch, busy: bool
) -> None:
    monkeypatch.setattr(lanes_module, "IDLE_SECONDS", 0.0)
    await lanes.replace({"a0": {}})
    await chosen(lanes, 3)
    made[1].calls.clear()
    lanes.rest(made[1])  # type: ignore[arg-type]
    if busy:
        made[1].hold()
    await settled(lambda: made[1].closed)
    assert (made[1].closed, made[0].closed) == (not busy, False)


async def settled(holds: Callable[[], bool]) -> None:
    for _ in range(10):
        await asyncio.sleep(0)
        if holds():
            return
