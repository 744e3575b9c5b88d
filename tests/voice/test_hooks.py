"""Hooks run in order, and a bad one harms nobody."""

from __future__ import annotations

import asyncio

import pytest

from tron.core.database.tables import Call
from tron.voice import hooks
from tron.voice.hooks import CallHooks


async def test_a_hook_that_fails_or_hangs_does_not_stop_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hooks, "HOOK_SECONDS", 0.05)
    seen: list[str] = []

    async def fails(_call: Call) -> None:
        seen.append("fails")
        raise RuntimeError("boom")

    async def hangs(_call: Call) -> None:
        seen.append("hangs")
        await asyncio.sleep(60)

    async def works(call: Call) -> None:
        seen.append(f"works:{call.status}")

    await CallHooks(ends=[fails, hangs, works]).on_call_end(Call(status="completed"))
    assert seen == ["fails", "hangs", "works:completed"]


async def test_starts_and_ends_are_apart() -> None:
    seen: list[str] = []

    async def start(_call: Call) -> None:
        seen.append("start")

    call_hooks = CallHooks(starts=[start])
    await call_hooks.on_call_end(Call(status="busy"))
    assert seen == []
    await call_hooks.on_call_start(Call(status="in_progress"))
    assert seen == ["start"]
