"""Memory of calls with recording: what each adds beyond what the process loads once, and what a long one gathers.

`python -m bench.memory TASK` (JSON) is the measuring process.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Any

from pydantic import BaseModel

from bench.process import resident_mb, run_child, trim
from bench.report import load, spread, table
from bench.stand_ins import StandInLine, StandInSTT, spoken
from bench.storage import CallStore, bench_database, call_store
from bench.tron_call import tron_call
from tron.voice.parts import SharedModels
from tron.voice.session import VoiceSession

TURN_SECONDS = 6.0
SAMPLE_SECONDS = 10.0
CACHE_FULL_MINUTES = 13.0


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` is how long the calls of one run last; `minutes` the length of the long call, 0 for none."""

    runs: int = 5
    calls: int = 10
    seconds: float = 30.0
    minutes: float = 3.0
    sample_seconds: float = SAMPLE_SECONDS


class TalkingCall:
    """A call with recording, detectors and events in Postgres that talks on its own."""

    def __init__(self, session: VoiceSession, line: StandInLine, stt: StandInSTT) -> None:
        self.session = session
        self._line = line
        self._stt = stt

    async def turn(self) -> None:
        """The caller says something, the agent answers, a pause."""
        began = time.monotonic()
        seconds = self._line.play(spoken("question"))
        await asyncio.sleep(0.5)
        self._stt.interim()
        await asyncio.sleep(seconds)
        self._stt.final()
        await asyncio.sleep(max(TURN_SECONDS - (time.monotonic() - began), 1.0))


@asynccontextmanager
async def talking(models: SharedModels, store: CallStore, recording: Path) -> AsyncIterator[TalkingCall]:
    """Started and closed."""
    line, stt = StandInLine(), StandInSTT()
    emit = await store.new_call()
    call = tron_call(line, stt, models, emit, generates=True, model_delay=0.1, voice_delay=0.05, recording=recording)
    async with call as session:
        yield TalkingCall(session, line, stt)


async def each_call(models: SharedModels, store: CallStore, folder: Path, calls: int, seconds: float) -> dict[str, Any]:
    """MB that each of `calls` calls at once adds, measured while they still run."""
    async with talking(models, store, folder / "warm-up.ogg") as call:
        await call.turn()
    gc.collect()
    before = resident_mb()
    async with AsyncExitStack() as stack:
        running = [
            await stack.enter_async_context(talking(models, store, folder / f"{number}.ogg")) for number in range(calls)
        ]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            await asyncio.gather(*(call.turn() for call in running))
        during = resident_mb()
    return {"loaded": before, "each": (during - before) / calls}


async def long_call(
    models: SharedModels, store: CallStore, folder: Path, minutes: float, sample_seconds: float
) -> dict[str, Any]:
    """Samples of one long call (seconds, resident MB), and the kB its story has at the end.

    The story: the library's events, as far as they are kept, the history for the model, transcript and latencies.
    Each sample comes after freed memory went back to the system: what the allocator keeps for later is not growth.
    """
    samples: list[tuple[float, float]] = []
    async with talking(models, store, folder / "long.ogg") as call:
        began = time.monotonic()
        talk = asyncio.create_task(_talk_on(call))
        while (at := time.monotonic() - began) < minutes * 60:
            trim()
            samples.append((at, resident_mb()))
            await asyncio.sleep(sample_seconds)
        talk.cancel()
        await asyncio.gather(talk, return_exceptions=True)
        session, inner = call.session, call.session._session
        # Only now: looking takes memory itself.
        story = deep_bytes([inner._recorded_events, inner.history.items, session.transcript, session.latencies])
    return {"samples": samples, "story_kb": story / 1000}


async def _talk_on(call: TalkingCall) -> None:
    while True:
        await call.turn()


def deep_bytes(value: Any, seen: set[int] | None = None) -> int:
    """Bytes of plain data, dataclasses and pydantic rows reached from `value`; other objects are not followed."""
    seen = set() if seen is None else seen
    if id(value) in seen:
        return 0
    seen.add(id(value))
    size = sys.getsizeof(value)
    if isinstance(value, BaseModel):
        return size + deep_bytes(value.__dict__, seen) + sys.getsizeof(value.__pydantic_fields_set__)
    if is_dataclass(value) and not isinstance(value, type):
        return size + sum(deep_bytes(getattr(value, field.name), seen) for field in fields(value))
    if isinstance(value, dict):
        return size + sum(deep_bytes(key, seen) + deep_bytes(item, seen) for key, item in value.items())
    if isinstance(value, (list, tuple, set)):
        return size + sum(deep_bytes(item, seen) for item in value)
    return size


async def _child(task: dict[str, Any]) -> dict[str, Any]:
    kind = task.pop("kind")
    with tempfile.TemporaryDirectory(prefix="tron-bench-") as folder:
        models = await SharedModels.load()
        async with call_store(task.pop("database")) as store:
            measured = each_call if kind == "each" else long_call
            answer = await measured(models, store, Path(folder), **task)
        models.close()
    return answer


async def measure(plan: Plan) -> str:
    """Both measurements as text."""
    async with bench_database() as url:
        parts = []
        if plan.runs:
            task = {"kind": "each", "database": url, "calls": plan.calls, "seconds": plan.seconds}
            runs = [await run_child("bench.memory", task, within=plan.seconds + 180) for _ in range(plan.runs)]
            parts.append(_each_report(plan, runs))
        if plan.minutes:
            task = {"kind": "long", "database": url, "minutes": plan.minutes, "sample_seconds": plan.sample_seconds}
            answer = await run_child("bench.memory", task, within=plan.minutes * 60 + 180)
            parts.append(growth_report(answer["samples"], answer["story_kb"], plan.minutes))
    return "\n\n".join(parts)


def _each_report(plan: Plan, runs: Sequence[dict[str, Any]]) -> str:
    loaded, each = spread([run["loaded"] for run in runs]), spread([run["each"] for run in runs])
    row = [str(plan.calls), loaded.text(0), each.text(2), f"{load():.1f}"]
    return table(("calls at once", "loaded once, MB", "each call with recording, MB", "load"), [row])


def growth_report(samples: Sequence[Sequence[float]], story_kb: float, minutes: float) -> str:
    """Slopes once the process has settled, and of the last third."""
    settled = [sample for sample in samples if sample[0] >= settled_after(minutes)]
    late = settled[-max(len(settled) // 3, 2) :]
    row = [
        f"{minutes:g}",
        f"{settled[0][1]:.1f} to {settled[-1][1]:.1f}",
        f"{_slope(settled) * 1000:.0f}",
        f"{_slope(late) * 1000:.0f}",
        f"{story_kb / minutes:.0f}",
        f"{load():.1f}",
    ]
    head = ("minutes", "resident, MB", "growth, kB/min", "in the last third", "the call's own story, kB/min", "load")
    return table(head, [row])


def settled_after(minutes: float) -> float:
    """Seconds from which growth counts.

    livekit-agents defines a class for each generated reply, and Python's `typing` keeps the last 128 of them for the
    whole process: at ten turns a minute that takes thirteen minutes to fill, and then stays.
    """
    if minutes > 2 * CACHE_FULL_MINUTES:
        return CACHE_FULL_MINUTES * 60
    return 60.0 if minutes >= 2 else 0.0


def _slope(samples: Sequence[Sequence[float]]) -> float:
    """MB a minute."""
    return linear_regression([at / 60 for at, _ in samples], [resident for _, resident in samples]).slope


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    print(json.dumps(asyncio.run(_child(json.loads(sys.argv[1])))))
