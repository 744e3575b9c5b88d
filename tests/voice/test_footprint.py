"""What a call costs: no socket off the machine, little memory, little time of its own."""

from __future__ import annotations

import asyncio
import gc
import socket
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.voice import sounds
from tests.voice.fakes import call
from tron.voice.parts import SharedModels
from tron.voice.recording import CallRecorder

pytestmark = [pytest.mark.slow, pytest.mark.sound]


async def test_no_socket_leaves_the_machine(models: SharedModels, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: list[Any] = []
    connect, connect_ex, resolve = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo
    monkeypatch.setattr(socket.socket, "connect", lambda s, a: (reached.append(a), connect(s, a))[1])
    monkeypatch.setattr(socket.socket, "connect_ex", lambda s, a: (reached.append(a), connect_ex(s, a))[1])
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: (reached.append(a), resolve(*a, **k))[1])
    async with call(models) as c:
        await c.session.say("Hello")
        c.line.say("tell me more", sounds.words("question"))
        await c.session.listen(5)
    assert reached == []


async def test_say_and_turn_add_next_to_nothing(models: SharedModels) -> None:
    overheads, turns = [], []
    async with call(models) as c:
        for _ in range(5):
            began = time.monotonic()
            await c.session.say("Yes")
            overheads.append(time.monotonic() - began - 0.3)
        for _ in range(3):
            c.line.say("yes", sounds.words("yes"))
            await c.session.listen(5)
            await c.session.say("Yes")
    for turn in c.session.latencies:
        assert turn.end_of_turn is not None
        turns.append(turn.total - turn.end_of_turn)
    print(f"say() overhead {median(overheads) * 1000:.1f} ms, turn overhead {median(turns) * 1000:.1f} ms")
    assert median(overheads) < 0.06
    assert median(turns) < 0.05


def resident() -> float:
    """MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError


async def test_memory_of_a_call_with_recording(models: SharedModels, tmp_path: Path) -> None:
    async def one(number: int) -> None:
        recorder = CallRecorder(tmp_path / f"{number}.ogg", executor=models.recording)
        async with call(models, recorder=recorder) as c:
            await c.session.say("Hello")
            c.line.say("tell me more", sounds.words("question"))
            await c.session.listen(5)
            ready.append(number)
            await finish.wait()

    finish, ready = asyncio.Event(), list[int]()
    await asyncio.gather(*[_short(models, tmp_path / f"w{n}.ogg") for n in range(2)])
    gc.collect()
    before = resident()
    count = 10
    calls = [asyncio.create_task(one(number)) for number in range(count)]
    while len(ready) < count:
        await asyncio.sleep(0.1)
    each = (resident() - before) / count
    finish.set()
    await asyncio.gather(*calls)
    print(f"{each:.2f} MB a call")
    assert each < 8


async def _short(models: SharedModels, path: Path) -> None:
    async with call(models, recorder=CallRecorder(path, executor=models.recording)) as c:
        c.line.say("yes", sounds.words("yes"))
        await c.session.listen(5)
        await c.session.say("Yes")
