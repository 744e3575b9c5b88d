"""`tron worker`: holds calls in a process of its own. As a child of serve it leaves when serve does."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack, suppress

from tron.commands.opening import open_services
from tron.commands.voice_parts import engines_are_running, open_voice
from tron.core.config import BootConfig
from tron.telephony.desk import Desk, HasDesk
from tron.voice.worker import Worker

DRAIN_SECONDS = 3600.0


async def run_worker(config: BootConfig, *, child: bool) -> int:
    """Until SIGTERM or SIGINT, or, as a child, until standard input ends (serve is gone)."""
    stop, parent_gone = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    if child:
        _watch_parent(loop, parent_gone)
    desks: dict[str, Desk] = {}
    async with open_services(config) as services, AsyncExitStack() as stack:
        # With engines of its own unless serve's are there.
        own_engines = not child and not await engines_are_running(services.config.data_dir)
        room = await stack.enter_async_context(open_voice(services, own_engines=own_engines))
        worker = Worker(
            services,
            room.talk,
            identity=room.identity,
            name="serve" if child else f"worker-{os.getpid()}",
            state=lambda: {
                "streams": room.streams.address(),
                "vendors": services.circuits.report(),
                "engines": "own" if own_engines else "shared",
            },
            desks=lambda: {name: dict(desk.state) for name, desk in desks.items()},
            hooks=room.hooks,
        )
        # A new version's worker is ready once callers reach it: those of the old one leave then.
        room.streams.tell(lambda: worker.ready and all(desk.settled for desk in desks.values()))
        room.supervisors.open(worker.supervision_of)
        desks.update((line.name, line.desk(worker.places)) for line in services.lines if isinstance(line, HasDesk))
        await worker.start()
        for desk in desks.values():
            desk.start()
        await room.after_call.start(busy=lambda: worker.running > 0)
        await room.indexer.start(busy=lambda: worker.running > 0)
        await room.scenarios.start()
        await room.recordings.start()
        warm = asyncio.create_task(room.talk.models(), name="warm-up")
        await _first(stop, parent_gone)
        warm.cancel()
        await asyncio.gather(*(desk.drain() for desk in desks.values()))
        if not parent_gone.is_set() and not child:
            await room.scenarios.close()  # other workers go on with them: here nobody takes their calls any more
            await worker.drain(DRAIN_SECONDS)
        # At once: serve does not wait for long.
        closing = [desk.close() for desk in desks.values()]
        rows = (room.after_call, room.indexer, room.scenarios, room.recordings)
        await asyncio.gather(worker.close(), *closing, *(waiting.close() for waiting in rows))
    return 0


def _watch_parent(loop: asyncio.AbstractEventLoop, gone: asyncio.Event) -> None:
    """Standard input is a pipe from serve: its end means that serve is gone, however it went."""

    def readable() -> None:
        with suppress(BlockingIOError):
            if not os.read(sys.stdin.fileno(), 4096):
                loop.remove_reader(sys.stdin.fileno())
                gone.set()

    os.set_blocking(sys.stdin.fileno(), False)
    loop.add_reader(sys.stdin.fileno(), readable)


async def _first(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
