"""What a caller hears while a vendor fails, and how the call ends: emulated vendors, real clients."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.report import load, percentile, table
from tests.emulators.server import Emulator, Fault
from tests.factories import agent_row
from tests.vendor_calls import Held, Stage, Vendors, hold, stage, vendors
from tron.core.database.tables import Agent

SAYS = ("Where is my order",)
GREETING = "Hello, this is Tara from Mango Lane, an automated assistant."
REQUESTS: tuple[Fault, ...] = ("unauthorised", "forbidden", "busy", "broken", "stall", "hangup", "garbage")
ANSWERS: tuple[Fault, ...] = ("slow", "stall_midway", "cut_midway", "malformed")
CALLS = count()
CASES: tuple[tuple[str, str, tuple[Fault, ...]], ...] = (
    ("recognition", "stt", (*REQUESTS, *ANSWERS, "wrong_rate")),
    ("voice", "tts", (*REQUESTS, *ANSWERS, "wrong_rate")),
    ("model", "llm", (*REQUESTS, *ANSWERS)),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Calls for each fault, so many at a time; `only` names parts (stt, tts, llm)."""

    calls: int = 20
    at_once: int = 10
    only: tuple[str, ...] = ("stt", "tts", "llm")


@dataclass(slots=True)
class Case:
    """One vendor's fault, and the calls that were held under it."""

    part: str
    fault: Fault | None
    calls: list[Held] = field(default_factory=list)

    def row(self) -> list[str]:
        waits = [wait for held in self.calls for wait in held.waits]
        ends = Counter(held.result.reason for held in self.calls)
        fillers = sum(len(held.named("filler.spoken")) for held in self.calls) / max(len(self.calls), 1)
        return [
            self.part,
            self.fault or "none",
            f"{percentile(waits, 0.5):.2f}" if waits else "-",
            f"{percentile(waits, 0.95):.2f}" if waits else "-",
            f"{max(waits, default=0):.2f}",
            f"{fillers:.1f}",
            _heard(self.calls),
            ", ".join(f"{reason} {count}" for reason, count in ends.most_common()),
            f"{load():.1f}",
        ]


HEAD = (
    "vendor",
    "fault",
    "silence p50, s",
    "p95, s",
    "longest, s",
    "fillers a call",
    "the caller heard",
    "ended",
    "load",
)


async def measure(plan: Plan) -> str:
    """The table. A fault begins after the greeting and stays; what the process had learnt of vendors is forgotten."""
    cases = [
        Case("all", None),
        *(Case(part, fault) for _, part, faults in CASES if part in plan.only for fault in faults),
    ]
    async with vendors() as found:
        with tempfile.TemporaryDirectory(prefix="tron-faults-", ignore_cleanup_errors=True) as folder:
            async with stage(Path(folder), found) as on:
                for case in cases:
                    await _run(plan, case, on, found)
                    print("| " + " | ".join(case.row()) + " |", flush=True)
    return table(HEAD, [case.row() for case in cases])


async def _run(plan: Plan, case: Case, on: Stage, found: Vendors) -> None:
    while len(case.calls) < plan.calls:
        on.services.circuits.forget()
        found.heal()
        group = _Group(min(plan.at_once, plan.calls - len(case.calls)), case, found)
        calls = [hold(on, _agent(), SAYS, "en-IN", greeted=group.greeted) for _ in range(group.size)]
        case.calls += await asyncio.gather(*calls)
    found.heal()


@dataclass
class _Group:
    """Calls whose greetings are all over before the fault begins."""

    size: int
    case: Case
    found: Vendors
    _there: int = 0
    _all: asyncio.Event = field(default_factory=asyncio.Event)

    async def greeted(self) -> None:
        self._there += 1
        if self._there == self.size:
            if self.case.fault is not None:
                _emulator(self.case.part, self.found).order(self.case.fault, where=_where(self.case.part), times=None)
                await self.found.sarvam.drop_sockets()
            self._all.set()
        await self._all.wait()


def _emulator(part: str, found: Vendors) -> Emulator:
    return found.models["openai"] if part == "llm" else found.sarvam


def _where(part: str) -> str:
    return "" if part == "llm" else part


def _agent() -> Agent:
    return agent_row(
        language="en-IN",
        voice_id="shreya",
        llm_provider="openai",
        llm_model="gpt-4o-mini",
        greeting_text=GREETING,
        guardrails={},
        max_call_duration=120,
        voice_speed=1.0 + next(CALLS) / 10_000,  # nothing that was spoken before is at hand
        llm_temperature=0.3,
    )


def _heard(calls: Sequence[Held]) -> str:
    """What stood in, by the calls' events, most frequent first."""
    told: Counter[str] = Counter()
    for held in calls:
        failures = held.named("vendor.failed")
        kinds = {(str(row["kind"]), bool(row.get("fallback"))) for row in failures}
        words = {("tts", True): "the built-in voice", ("stt", True): "answers by the built-in recogniser"}
        told.update({words[kind] for kind in kinds if kind in words})
        if any(row["kind"] == "llm" for row in failures):
            told["prepared lines"] += 1
        if held.named("filler.spoken"):
            told["a filler"] += 1
    return ", ".join(what for what, _ in told.most_common()) or "nothing unusual"
