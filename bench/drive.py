"""One run: N sessions of one side in this process, each with some turns. `python -m bench.drive TASK` (JSON)."""

from __future__ import annotations

import asyncio
import json
import logging
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from bench.bare import bare_call
from bench.many_callers import callers
from bench.process import cpu_seconds, resident_mb
from bench.stand_ins import REPLY_SECONDS, DrivenLine, StandInLine, StandInSTT, spoken
from bench.storage import CallStore, call_store
from bench.streams import plain_door, tron_door
from bench.text_calls import run_texts
from bench.tron_call import tron_call
from tron.voice.parts import SharedModels

Side = Literal["bare", "tron"]

ANSWERED_WITHIN = 15.0
AFTER_REPLY = 0.3
FINAL_AFTER_VOICE = 0.9  # by then the detectors have finished, and all configured waiting is over


@dataclass(frozen=True, slots=True)
class Task:
    """`full`: voice detection, end-of-turn model and recording, else the recogniser tells the turns by itself.

    Delays in seconds. `jitter` spreads the turns' starts; 0 is lockstep. The first turn is not counted. `streamed`: the
    callers are in a process of their own and come over a media stream. `text`: Tron's side has no sound.
    """

    side: Side
    path: Literal["generate", "say", "flow", "text"]
    full: bool
    sessions: int
    turns: int
    jitter: float = 1.0
    model_delay: float = 0.0
    voice_delay: float = 0.0
    database: str = ""
    seed: int = 1
    streamed: bool = False


class Driver:
    """Plays the caller of one session."""

    def __init__(self, task: Task, number: int, line: DrivenLine) -> None:
        self._task = task
        self._random = random.Random(f"{task.seed}/{number}")
        self.line = line
        self.stt = StandInSTT()

    async def talk(self) -> list[float | None]:
        """Overheads of the counted turns in seconds; None where no answer came."""
        return [await self._turn() for _ in range(self._task.turns + 1)][1:]

    async def _turn(self) -> float | None:
        await asyncio.sleep(0.2 + self._random.random() * self._task.jitter)
        await self._speak()
        first = self.line.expect()
        began = self.stt.final()
        try:
            answered = await asyncio.wait_for(first, ANSWERED_WITHIN)
        except TimeoutError:
            return None
        await asyncio.sleep(REPLY_SECONDS + AFTER_REPLY)
        waiting = self._task.voice_delay + (self._task.model_delay if self._task.path == "generate" else 0.0)
        return answered - began - waiting

    async def _speak(self) -> None:
        if self._task.full:
            seconds = self.line.play(spoken("yes"))
            await asyncio.sleep(seconds / 2)
            self.stt.interim()
            await asyncio.sleep(seconds / 2 + FINAL_AFTER_VOICE)
        else:
            self.stt.interim()
            await asyncio.sleep(0.2)


@asynccontextmanager
async def shared_models(full: bool) -> AsyncIterator[SharedModels]:
    """What a process loads once; without `full` nothing but the threads for recordings."""
    models = await SharedModels.load()
    try:
        yield models if full else replace(models, vad=None, turn_detector="stt")
    finally:
        models.close()


async def run(task: Task) -> dict[str, Any]:
    """Overheads in ms, turns without an answer, and the processor's share of all sessions together."""
    if task.path == "text" and task.side == "tron":
        return await run_texts(
            sessions=task.sessions, turns=task.turns, jitter=task.jitter, database=task.database, seed=task.seed
        )
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tron-bench-")))
        lines = await _lines(stack, task, folder)
        drivers = [Driver(task, number, line) for number, line in enumerate(lines)]
        models = await stack.enter_async_context(shared_models(task.full))
        store = await stack.enter_async_context(call_store(task.database)) if task.side == "tron" else None
        for number, driver in enumerate(drivers):
            recording = folder / f"{number}.ogg" if task.full else None
            await _open(stack, task, driver, models, store, recording)
        began, busy = time.monotonic(), cpu_seconds()
        turns = [turn for each in await asyncio.gather(*(driver.talk() for driver in drivers)) for turn in each]
        share = (cpu_seconds() - busy) / (time.monotonic() - began)
        memory = resident_mb()
    return {
        "overheads": [turn * 1000 for turn in turns if turn is not None],
        "unanswered": turns.count(None),
        "cpu": share,
        "rss": memory,
    }


async def _lines(stack: AsyncExitStack, task: Task, folder: Path) -> list[DrivenLine]:
    if not task.streamed:
        return [StandInLine() for _ in range(task.sessions)]
    there = await stack.enter_async_context(callers())
    door = await stack.enter_async_context((tron_door if task.side == "tron" else plain_door)(there, folder))
    return [await door.call(number) for number in range(task.sessions)]


async def _open(
    stack: AsyncExitStack,
    task: Task,
    driver: Driver,
    models: SharedModels,
    store: CallStore | None,
    recording: Path | None,
) -> None:
    delays = {"model_delay": task.model_delay, "voice_delay": task.voice_delay}
    generates = task.path == "generate"
    if store is None:
        bare = bare_call(driver.line, driver.stt, models, generates=generates, recording=recording, **delays)
        await stack.enter_async_context(bare)
    else:
        emit = await store.new_call()
        call = tron_call(
            driver.line,
            driver.stt,
            models,
            emit,
            generates=generates,
            walks=task.path == "flow",
            recording=recording,
            **delays,
        )
        await stack.enter_async_context(call)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(json.dumps(asyncio.run(run(Task(**json.loads(sys.argv[1]))))))
