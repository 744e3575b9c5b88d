"""What a stream sends while nobody takes it: its beginning and its newest sound, and its end."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tron.api.early_messages import FIRST, NEWEST, EarlyMessages
from tron.api.streams import BROKE_OFF, NORMAL


class Page:
    """A stream with these messages, which then says no more."""

    def __init__(self, *messages: dict[str, Any]) -> None:
        self.left = list(messages)

    async def receive(self) -> dict[str, Any]:
        if not self.left:
            await asyncio.Event().wait()
        return {"type": "websocket.receive", **self.left.pop(0)}


class Worker:
    def __init__(self) -> None:
        self.got: list[str | bytes] = []
        self.code: int | None = None

    async def send(self, message: str | bytes) -> None:
        self.got.append(message)

    async def close(self, code: int) -> None:
        self.code = code


async def passed_on(*messages: dict[str, Any]) -> Worker:
    page, worker, early = Page(*messages), Worker(), EarlyMessages()
    async with early.kept(page):  # type: ignore[arg-type]
        while page.left:
            await asyncio.sleep(0)
        await asyncio.sleep(0)
    await early.pass_on(worker)  # type: ignore[arg-type]
    assert early.ended.is_set() == (worker.code is not None)
    return worker


async def test_the_beginning_and_the_newest_are_passed_on_in_order() -> None:
    many = [{"text": str(number)} for number in range(50)]
    kept = [*range(FIRST), *range(50 - NEWEST, 50)]
    assert (await passed_on(*many)).got == [str(number) for number in kept]
    assert (await passed_on({"text": "start"}, {"bytes": b"\x00"})).got == ["start", b"\x00"]
    assert (await passed_on()).got == []


@pytest.mark.parametrize(("code", "told"), [(NORMAL, NORMAL), (1006, BROKE_OFF), (None, BROKE_OFF)])
async def test_the_end_is_passed_on_too(code: int | None, told: int) -> None:
    worker = await passed_on({"text": "start"}, {"type": "websocket.disconnect", "code": code})
    assert (worker.got, worker.code) == (["start"], told)
