"""Overhead per turn beside bare livekit-agents: same stand-ins, same features, runs taking turns.

t0: the recogniser gives the final transcript. t1: the agent's first frame reaches the line. Overhead is what lies
between, less the configured delays of model and voice. With detectors the final words come when all configured
waiting is over.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any, Literal

from bench.drive import Side, Task
from bench.process import ChildFailed, run_child
from bench.report import Spread, load, percentile, spread, table
from bench.storage import bench_database

Path = Literal["generate", "say", "flow", "text"]
"""`flow`: Tron walks a branch by keyword, livekit-agents says its fixed text. `text`: it does so, and Tron has words
without sound."""
SESSIONS = {False: (1, 50), True: (1, 10)}
"""With the detectors and recording, 50 sessions want more than the one core that a process's Python can use."""
JITTER = 2.0
HEAD = (
    "case",
    "sessions",
    "livekit-agents, ms",
    "Tron, ms",
    "ratio",
    "p95 livekit-agents",
    "p95 Tron",
    "processor, cores",
    "load",
)


@dataclass(frozen=True, slots=True)
class Plan:
    """How often, how many at once (empty: SESSIONS), how long. `modes`: without and with detectors and recording.
    `streamed`: over a media stream."""

    runs: int = 5
    sessions: tuple[int, ...] = ()
    modes: tuple[bool, ...] = (False, True)
    paths: tuple[Path, ...] = ("generate", "say", "flow")
    single_turns: int = 8
    many_turns: int = 4
    jitter: float = JITTER
    streamed: bool = False

    def turns(self, sessions: int) -> int:
        return self.single_turns if sessions == 1 else self.many_turns


@dataclass(slots=True)
class Case:
    """One row: runs of both sides, in pairs."""

    full: bool
    path: Path
    sessions: int
    runs: dict[Side, list[dict[str, Any]]] = field(default_factory=lambda: {"bare": [], "tron": []})
    loads: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        how = "voice detection, end-of-turn, recording" if self.full else "turns told by the recogniser"
        return f"{self.path}, {how}"

    def medians(self, side: Side) -> Spread:
        return spread([median(run["overheads"]) for run in self.runs[side]])

    def tails(self, side: Side) -> Spread:
        return spread([percentile(run["overheads"], 0.95) for run in self.runs[side]])

    def ratios(self) -> Spread:
        """Of the pairs of runs: what else the machine does weighs on both."""
        pairs = zip(self.medians("tron").values, self.medians("bare").values, strict=True)
        return spread([tron / bare for tron, bare in pairs])

    def row(self) -> list[str]:
        cpu = [f"{spread([run['cpu'] for run in self.runs[side]]).median:.2f}" for side in ("bare", "tron")]
        return [
            self.name,
            str(self.sessions),
            self.medians("bare").text(),
            self.medians("tron").text(),
            self.ratios().text(2),
            f"{self.tails('bare').median:.1f}",
            f"{self.tails('tron').median:.1f}",
            " / ".join(cpu),
            f"{median(self.loads):.1f}",
        ]


async def measure(plan: Plan) -> list[Case]:
    """All cases of the plan; each pair of runs in a new order. Prints as it goes."""
    cases = [Case(full, path, n) for full in plan.modes for n in plan.sessions or SESSIONS[full] for path in plan.paths]
    order = random.Random(3)
    async with bench_database() as url:
        for number in range(plan.runs):
            for case in cases:
                sides: list[Side] = ["bare", "tron"]
                order.shuffle(sides)
                await _pair(case, plan, sides, url, number)
    return cases


async def _pair(case: Case, plan: Plan, sides: Sequence[Side], url: str, number: int) -> None:
    answers = {}
    for side in sides:
        task = Task(
            side=side,
            path=case.path,
            full=case.full,
            sessions=case.sessions,
            turns=plan.turns(case.sessions),
            jitter=plan.jitter if case.sessions > 1 else min(plan.jitter, 0.3),
            database=url,
            seed=number,
            streamed=plan.streamed,
        )
        try:
            answers[side] = await run_child("bench.drive", asdict(task), within=120.0 + 8.0 * task.turns)
        except ChildFailed as failed:
            case.failed.append(str(failed))
            print(failed, flush=True)
            return
        if not answers[side]["overheads"]:
            case.failed.append(f"{side} answered no turn")
            return
    for side, answer in answers.items():
        case.runs[side].append(answer)
        case.failed += [f"{side} left {answer['unanswered']} turns unanswered"] if answer["unanswered"] else []
    case.loads.append(load())
    medians = {side: median(answer["overheads"]) for side, answer in answers.items()}
    print(
        f"run {number + 1}: {case.name}, {case.sessions} session(s): "
        f"livekit-agents {medians['bare']:.1f} ms, Tron {medians['tron']:.1f} ms, load {load():.1f}",
        flush=True,
    )


def report(cases: Sequence[Case]) -> str:
    """A table with one row for each case: medians of the runs' medians (least-most)."""
    rows = [case.row() for case in cases if case.runs["bare"]]
    failed = [f"- {case.name}, {case.sessions}: {text}" for case in cases for text in case.failed]
    return "\n".join([table(HEAD, rows), *failed])
