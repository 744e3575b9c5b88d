"""Speaking in Sarvam's bench: from say() to the agent's first frame, with sockets open."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from statistics import median
from typing import Any

import aiohttp

from bench.report import load, percentile, table
from bench.sarvam_sides import Plan, bare_session, bare_voice, settings, tron_session
from bench.stand_ins import StandInLine, StandInSTT
from tests.emulators.sarvam import Delays
from tron.core.ports import CallOver, Conversation
from tron.providers.tts.sarvam import SarvamVoices
from tron.voice.parts import SharedModels

SAYS = "Sure, the plan costs two hundred rupees a month, and you can end it whenever you like."
GIVEN_UP = 5.0


async def speaking(address: str, models: SharedModels, plan: Plan) -> str:
    """Both sides say the same in turn; the first utterance of each opens its socket and is not counted."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        theirs, mine = bare_voice(address, http), SarvamVoices()
        stack.push_async_callback(theirs.aclose)
        stack.push_async_callback(mine.aclose)
        bare_line, line = StandInLine(), StandInLine()
        bare = await stack.enter_async_context(bare_session(bare_line, models, tts=theirs))
        parts = {"stt": StandInSTT(), "tts": mine.voice(None, settings(address))}
        call = await stack.enter_async_context(tron_session(line, models, **parts))
        said: list[Any] = []

        async def say_bare() -> None:
            said.append(bare.say(SAYS))
            await said[-1].wait_for_playout()

        found: dict[str, list[float]] = {"bare plug-in": [], "Tron": []}
        for _ in range(plan.speeches + 1):
            stop = lambda: said[-1].interrupt(force=True)  # noqa: E731
            found["bare plug-in"].append(await _first_frame(bare_line, say_bare, stop))
            found["Tron"].append(await _first_frame(line, lambda: _say(call), lambda: call._speaking.cut("keys")))
    medians = {side: median(values[1:]) for side, values in found.items()}
    rows = [
        [
            side,
            f"{medians[side]:.0f}",
            f"{percentile(values[1:], 0.95):.0f}",
            f"{medians[side] / medians['bare plug-in']:.2f}" if side == "Tron" else "",
            f"{load():.1f}",
        ]
        for side, values in found.items()
    ]
    return table(("side", "say() to first frame over the emulator's 250 ms, ms", "p95", "ratio", "load"), rows)


async def _say(call: Conversation) -> None:
    try:
        await call.say(SAYS)
    except CallOver:
        return


async def _first_frame(line: StandInLine, say: Callable[[], Any], stop: Callable[[], Any]) -> float:
    """Milliseconds over the emulator's own delay."""
    first, began = line.expect(), time.perf_counter()
    saying = asyncio.ensure_future(say())
    at = await asyncio.wait_for(first, GIVEN_UP)
    stop()
    await asyncio.wait([saying], timeout=GIVEN_UP)
    await asyncio.sleep(0.2)
    return (at - began - Delays().first_sound) * 1000
