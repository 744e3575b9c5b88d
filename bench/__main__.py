"""`python -m bench [name ...]`: without a name all of them, one after the other."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import platform
from collections.abc import Awaitable, Callable
from importlib.metadata import version

from bench import (
    answered,
    barge_in,
    browser_line,
    builtin,
    calls,
    canvas,
    faults,
    flows,
    interruptions,
    lines,
    livekit_room,
    memory,
    normaliser,
    overhead,
    retrieval,
    sarvam,
    sound_care,
    startup,
    vitals,
)
from bench.report import load

Measure = Callable[[argparse.Namespace], Awaitable[str]]


async def _overhead(options: argparse.Namespace) -> str:
    modes = {"plain": (False,), "full": (True,), "both": (False, True)}[options.features]
    jitter = 0.0 if options.lockstep else overhead.JITTER
    plan = overhead.Plan(runs=options.runs, sessions=tuple(options.sessions or ()), modes=modes, jitter=jitter)
    return overhead.report(await overhead.measure(plan))


async def _memory(options: argparse.Namespace) -> str:
    return await memory.measure(memory.Plan(runs=options.runs, calls=options.calls, minutes=options.minutes))


async def _builtin(options: argparse.Namespace) -> str:
    return await builtin.measure(builtin.Plan(runs=options.runs))


async def _retrieval(options: argparse.Namespace) -> str:
    return await retrieval.measure(retrieval.Plan(runs=options.runs))


async def _startup(options: argparse.Namespace) -> str:
    return await startup.measure(startup.Plan(runs=options.runs))


async def _browser(options: argparse.Namespace) -> str:
    return await browser_line.measure(browser_line.Plan())


async def _barge_in(options: argparse.Namespace) -> str:
    return await barge_in.measure(barge_in.Plan(rounds=4 * options.runs))


async def _livekit(options: argparse.Namespace) -> str:
    return await livekit_room.measure(seconds=2.0 * options.runs)


async def _lines(options: argparse.Namespace) -> str:
    return await lines.measure(lines.Plan(seconds=4.0 * options.runs))


async def _calls(options: argparse.Namespace) -> str:
    return await calls.measure(options.runs, options.sessions or ())


async def _answered(options: argparse.Namespace) -> str:
    small = answered.Plan(speeds=(1.0,), voices=1)
    return await answered.measure(small if options.runs == 1 else answered.Plan())


async def _interruptions(options: argparse.Namespace) -> str:
    return await interruptions.measure(interruptions.Plan(share=min(options.runs / 5, 1.0)))


async def _normaliser(options: argparse.Namespace) -> str:
    return await normaliser.measure(normaliser.Plan(runs=options.runs))


async def _sound_care(options: argparse.Namespace) -> str:
    return await sound_care.measure(sound_care.Plan())


async def _vitals(options: argparse.Namespace) -> str:
    return await vitals.measure(vitals.Plan(runs=options.runs))


async def _sarvam(options: argparse.Namespace) -> str:
    return await sarvam.measure(sarvam.Plan(utterances=10 * options.runs, speeches=4 * options.runs))


async def _flows(options: argparse.Namespace) -> str:
    return await flows.measure(flows.Plan(runs=options.runs))


async def _canvas(options: argparse.Namespace) -> str:
    return await canvas.measure(canvas.Plan(runs=options.runs))


async def _faults(options: argparse.Namespace) -> str:
    return await faults.measure(faults.Plan(calls=4 * options.runs))


BENCHES: dict[str, tuple[str, Measure]] = {
    "overhead": ("Overhead per turn beside bare livekit-agents", _overhead),
    "memory": ("Memory of calls with recording", _memory),
    "builtin": ("Voice to voice with the built-in engines", _builtin),
    "sarvam": ("Sarvam's path beside its bare plug-in", _sarvam),
    "browser": ("From a page to the worker and back", _browser),
    "calls": ("Calls that a worker process holds, by line and in text", _calls),
    "answered": ("Who picked up", _answered),
    "interruptions": ("What stops the agent", _interruptions),
    "barge-in": ("From the caller's first sound to silence at the caller, by line", _barge_in),
    "livekit": ("From a caller to the session and back, in a LiveKit room", _livekit),
    "lines": ("From a caller to the session and back, by line", _lines),
    "vitals": ("Pages in Chromium, four times slower", _vitals),
    "normaliser": ("Text for speech", _normaliser),
    "sound": ("Noise suppression and gain", _sound_care),
    "faults": ("What a caller hears while a vendor fails", _faults),
    "flows": ("A step of a flow, and large flows", _flows),
    "retrieval": ("A knowledge base of 10,000 passages", _retrieval),
    "canvas": ("A flow of 500 nodes on the canvas", _canvas),
    "startup": ("Start-up of serve", _startup),
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"which: {', '.join(BENCHES)} (default: all)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each figure (default 5)")
    parser.add_argument(
        "--sessions",
        type=int,
        action="append",
        help="overhead, calls: sessions at once (default 1 and 50, with all features 1 and 10; calls: 10 and 40)",
    )
    parser.add_argument(
        "--features",
        choices=("plain", "full", "both"),
        default="both",
        help="overhead: turns told by the recogniser, or voice detection, end-of-turn and recording",
    )
    parser.add_argument("--lockstep", action="store_true", help="overhead: all turns start at the same moment")
    parser.add_argument("--calls", type=int, default=10, help="memory: calls at once (default 10)")
    parser.add_argument("--minutes", type=float, default=3.0, help="memory: length of the long call (default 3)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    return options


async def _main() -> None:
    options = _options()
    print(
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"livekit-agents {version('livekit-agents')}, load {load():.1f}\n"
        "Figures: median (least-most) of the runs.",
        flush=True,
    )
    for name in options.names or BENCHES:
        title, measure = BENCHES[name]
        print(f"\n## {title}\n", flush=True)
        print(await measure(options), flush=True)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    asyncio.run(_main())
