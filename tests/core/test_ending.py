"""Ending: the first reason holds, and who waits for something else in a call that ends waits no longer."""

from __future__ import annotations

import asyncio

import pytest

from tron.core.ending import Ending
from tron.core.ports import CallOver


async def test_the_first_reason_holds():
    ending = Ending()
    ending.check()
    assert [ending.end("caller_hung_up"), ending.end("max_duration")] == [True, False]
    assert await ending.wait() == "caller_hung_up"
    with pytest.raises(CallOver, match="caller_hung_up"):
        ending.check()


async def test_what_is_waited_for_comes_while_the_call_goes_on():
    assert await Ending().unless(asyncio.sleep(0, "words")) == "words"


async def test_nothing_is_waited_for_in_a_call_that_ends():
    ending, cancelled = Ending(), asyncio.Event()

    async def words() -> str:
        try:
            return await asyncio.get_running_loop().create_future()
        finally:
            cancelled.set()

    waiting = asyncio.create_task(ending.unless(words()))
    await asyncio.sleep(0)
    ending.end("agent_ended")
    with pytest.raises(CallOver, match="agent_ended"):
        await waiting
    assert cancelled.is_set()


async def test_what_fails_raises():
    async def breaks() -> None:
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        await Ending().unless(breaks())
