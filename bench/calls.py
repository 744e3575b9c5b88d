"""How many calls a worker process holds, over a media stream and in text fidelity, beside livekit-agents.

Over the stream livekit-agents stands behind a plain WebSocket server. In text fidelity Tron's calls have no sound, as
its simulated ones; livekit-agents has none without it, so its calls are those of a stand-in line at the same pace.

The same callers, in a process of their own, speak a frame every 20 ms into each call; recogniser, model and voice are
the stand-ins of `overhead`. What a side uses of a core for so many calls tells how many a whole core would hold, and a
process's Python can use one.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.overhead import Case, Plan
from bench.overhead import measure as measured
from bench.report import Spread, spread, table

CALLS = (10, 40)
TURNS = {"say": "media stream, fixed text", "generate": "media stream, by the model", "text": "text fidelity"}
HEAD = (
    "turns",
    "calls",
    "livekit-agents, calls a core",
    "Tron, calls a core",
    "ratio",
    "p95 livekit-agents, ms",
    "p95 Tron, ms",
    "memory, MB",
    "load",
)


async def measure(runs: int, calls: Sequence[int] = ()) -> str:
    """The table."""
    sessions = tuple(calls) or CALLS
    streamed = Plan(runs=runs, sessions=sessions, modes=(False,), paths=("say", "generate"), streamed=True)
    in_text = Plan(runs=runs, sessions=sessions, modes=(False,), paths=("text",))
    return report([*await measured(streamed), *await measured(in_text)])


def report(cases: Sequence[Case]) -> str:
    """A row for each case; the ratio of the pairs is over 1 where Tron holds more."""
    rows = [_row(case) for case in cases if case.runs["bare"]]
    failed = [f"- {case.path}, {case.sessions}: {text}" for case in cases for text in case.failed]
    return "\n".join([table(HEAD, rows), *failed])


def held(case: Case) -> tuple[Spread, Spread, Spread]:
    """Calls that a core would hold: livekit-agents', Tron's, and the ratio of each pair of runs."""
    bare, tron = ([case.sessions / run["cpu"] for run in case.runs[side]] for side in ("bare", "tron"))
    return spread(bare), spread(tron), spread([mine / theirs for mine, theirs in zip(tron, bare, strict=True)])


def _row(case: Case) -> list[str]:
    bare, tron, ratio = held(case)
    memory = (f"{spread([run['rss'] for run in case.runs[side]]).median:.0f}" for side in ("bare", "tron"))
    return [
        TURNS[case.path],
        str(case.sessions),
        bare.text(0),
        tron.text(0),
        ratio.text(2),
        f"{case.tails('bare').median:.1f}",
        f"{case.tails('tron').median:.1f}",
        " / ".join(memory),
        f"{spread(case.loads).median:.1f}",
    ]
