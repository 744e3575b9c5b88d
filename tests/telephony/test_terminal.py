"""The terminal line: typed words, or recorded sound."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support import VirtualClock
from tron.core.ids import uuid7
from tron.core.ports import DialRequest, FarTurn
from tron.core.speech import FRAME_BYTES
from tron.telephony.terminal import SoundFile, TerminalLine


class Listener:
    async def ringing(self) -> None:
        raise AssertionError("a terminal does not ring")


def asking(*lines: str | None) -> Any:
    answers = iter(lines)
    shown: list[str] = []

    async def ask(text: str) -> str | None:
        shown.append(text)
        return next(answers)

    ask.shown = shown  # type: ignore[attr-defined]
    return ask


def request() -> DialRequest:
    return DialRequest(uuid7(), None, "en-IN")


async def test_typed_lines_are_turns_and_the_end_of_input_hangs_up() -> None:
    ask = asking("hello", "  ", None)
    call = await TerminalLine(VirtualClock(), ask=ask).dial(request(), Listener())
    assert call.text is not None
    assert call.audio is None
    assert await call.text.hear("Namaste", 2.0) == FarTurn("hello")
    assert await call.text.wait(6) == FarTurn(None)
    assert await call.text.wait(6) == FarTurn(None, hangs_up=True)
    assert ask.shown == ["Namaste", "", ""]


async def test_the_line_knows_its_call_until_it_is_over() -> None:
    line, wanted = TerminalLine(VirtualClock(), ask=asking()), request()
    call = await line.dial(wanted, Listener())
    assert await line.exists(wanted.call_id) is True
    keys = asyncio.ensure_future(_all(call.keys()))
    await call.hang_up()
    await call.hang_up()
    assert (await call.ended()).by == "agent"
    assert await keys == []
    assert await line.exists(wanted.call_id) is False


async def _all(keys: Any) -> list[str]:
    return [key async for key in keys]


@pytest.mark.parametrize("parts", [{}, {"pcm": b"", "ask": asking()}])
def test_exactly_one_kind_of_far_side(parts: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        TerminalLine(VirtualClock(), **parts)


class Stepping:
    def __init__(self) -> None:
        self.elapsed = 0.0

    def monotonic(self) -> float:
        return self.elapsed

    async def sleep(self, seconds: float) -> None:
        self.elapsed += max(0.0, seconds)


async def test_a_sound_file_plays_in_real_time_and_leaves_once_the_agent_is_quiet() -> None:
    clock = Stepping()
    line = TerminalLine(clock, pcm=b"\x01\x02" * 1000)  # type: ignore[arg-type]
    call = await line.dial(request(), Listener())
    assert isinstance(call.audio, SoundFile)
    heard = bytearray()
    async for frame in call.audio.frames():
        assert len(frame) == FRAME_BYTES
        heard += frame
        if clock.elapsed < 5:
            await call.audio.send(b"\x05" * FRAME_BYTES)
    assert bytes(heard[:2000]) == b"\x01\x02" * 1000
    assert not any(heard[2000:])
    assert clock.elapsed == pytest.approx(5 + 8, abs=0.1), "patience counts from the agent's last sound"
    assert (await call.ended()).by == "caller"
    assert len(call.audio.sent) == pytest.approx(250 * FRAME_BYTES, abs=2 * FRAME_BYTES)


async def test_hanging_up_stops_a_sound_file() -> None:
    line = TerminalLine(Stepping(), pcm=bytes(640_000))  # type: ignore[arg-type]
    call = await line.dial(request(), Listener())
    assert call.audio is not None
    count = 0
    async for _ in call.audio.frames():
        count += 1
        if count == 10:
            await call.hang_up()
    assert count == 10
