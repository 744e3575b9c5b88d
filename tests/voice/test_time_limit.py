"""The agent's longest call, and people whose talk it does not cut."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tron.core.ports.colleagues import LONGEST_TALK
from tron.voice import time_limit
from tron.voice.bridge import Party
from tron.voice.time_limit import TimeLimit


class Jumps(asyncio.SelectorEventLoop):
    """A loop whose time a test moves: nothing waits really."""

    ahead = 0.0

    def time(self) -> float:
        return super().time() + self.ahead


class Call:
    """A call of 600 seconds and a grace of 20, and what it was told."""

    def __init__(self, loop: Jumps, longest: float | None = 600.0) -> None:
        self._loop = loop
        self.told: list[str] = []
        self.limit = TimeLimit(
            longest, 20.0, time_up=lambda: self.told.append("time_up"), over=lambda: self.told.append("over")
        )
        self._do(self.limit.begin)

    def _do(self, *steps: object) -> None:
        async def run() -> None:
            for step in steps:
                step()  # type: ignore[operator]
            await asyncio.sleep(0.001)

        self._loop.run_until_complete(run())

    def after(self, seconds: float) -> list[str]:
        """What it was told so far, so much later."""
        self._loop.ahead += seconds
        self._do()
        return self.told

    def people_talk(self, on: bool, who: Party = "colleague") -> None:
        self._do(lambda: self.limit.people_talk(on, who))

    def close(self) -> None:
        self._do(self.limit.close)


@pytest.fixture
def loop() -> Iterator[Jumps]:
    made = Jumps()
    yield made
    made.close()


def test_an_agent_is_told_and_then_cut(loop: Jumps) -> None:
    call = Call(loop)
    assert call.after(599) == []
    assert call.after(1) == ["time_up"]
    assert call.limit.is_up
    assert call.after(20) == ["time_up", "over"]


def test_people_who_talk_are_not_cut_by_the_agents_time(loop: Jumps) -> None:
    call = Call(loop)
    call.after(590)
    call.people_talk(True)
    call.people_talk(True)
    assert call.after(LONGEST_TALK - 1) == []
    assert not call.limit.is_up
    assert call.after(1) == ["over"]


def test_back_with_the_agent_its_own_time_goes_on(loop: Jumps) -> None:
    call = Call(loop)
    call.after(400)
    call.people_talk(True)
    call.after(1000)
    call.people_talk(False)
    assert call.after(199) == []
    assert call.after(1) == ["time_up"]
    assert call.after(20) == ["time_up", "over"]


def test_who_came_in_as_the_time_was_up_talks_on(loop: Jumps) -> None:
    call = Call(loop)
    assert call.after(610) == ["time_up"]
    call.people_talk(True)
    assert call.after(900) == ["time_up"]
    assert not call.limit.is_up
    call.people_talk(False)
    assert call.after(time_limit.LEAST_SECONDS) == ["time_up", "time_up"], "the agent closes"


def test_without_a_limit_only_people_have_one(loop: Jumps) -> None:
    call = Call(loop, None)
    assert call.after(100_000) == []
    call.people_talk(True)
    assert call.after(LONGEST_TALK) == ["over"]
    call.people_talk(False)
    assert call.after(100_000) == ["over"]


def test_a_call_that_is_over_is_told_nothing_more(loop: Jumps) -> None:
    call = Call(loop)
    call.people_talk(True)
    call.close()
    call.people_talk(False)
    assert call.after(100_000) == []


def test_two_who_talk_are_one_talk(loop: Jumps) -> None:
    call = Call(loop)
    call.people_talk(True)
    call.after(1000)
    call.people_talk(True, "supervisor")
    call.people_talk(False)
    assert call.after(LONGEST_TALK - 1001) == [], "the supervisor is still there"
    call.people_talk(False, "supervisor")
    assert call.after(599) == []
    assert call.after(1) == ["time_up"]
