"""What readyz and doctor look at beside the database: engines, worker, event bus, recordings folder, pages."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tron.app import web_dist
from tron.core.health import Check, Finding, FindingCode, PostgresCheck, State
from tron.core.repositories.workers import FRESH, WorkerRepository
from tron.core.services import Services
from tron.providers.engines.status import EngineState, EngineStatus
from tron.providers.engines.supervisor import EngineSupervisor

LEAST_FREE_BYTES = 500 * 1024 * 1024
ENGINE_NAMES = ("whisper", "piper", "espeak", "llm", "embedding")


@dataclass(frozen=True)
class SimpleCheck:
    """A check made of a function."""

    name: str
    look: Callable[[], Awaitable[Finding]]
    required: bool = False

    async def __call__(self) -> Finding:
        return await self.look()


def common_checks(services: Services) -> list[Check]:
    """What every serving process looks at."""
    return [
        PostgresCheck(services.database),
        bus_check(services),
        disk_check(services.config.recordings_dir or services.config.data_dir),
        pages_check(),
    ]


def bus_check(services: Services) -> Check:
    """Live events arrive."""

    async def look() -> Finding:
        for _ in range(20):  # right after the start it still connects
            if services.bus.healthy():
                return Finding("ok", "Events arrive.", None, "events")
            await asyncio.sleep(0.05)
        return Finding("degraded", "Live events are delayed.", "Check the database or TRON_REDIS_URL.", "events_late")

    return SimpleCheck("events", look)


def disk_check(folder: Path) -> Check:
    """There is room for recordings."""

    async def look() -> Finding:
        free = shutil.disk_usage(folder).free
        text = f"{free / 1e9:.1f} GB free for recordings"
        values = {"gigabytes": round(free / 1e9, 1)}
        if free < LEAST_FREE_BYTES:
            hint = "Free some space; recordings stop when the disk is full."
            return Finding("degraded", text, hint, "disk_full", values)
        return Finding("ok", text, None, "disk", values)

    return SimpleCheck("disk", look)


def pages_check() -> Check:
    """The web app was built."""

    async def look() -> Finding:
        if web_dist() is not None:
            return Finding("ok", "The web app is built.", None, "pages")
        hint = "Run `make setup`, or install Tron from a wheel."
        return Finding("degraded", "The web app is not built.", hint, "pages_missing")

    return SimpleCheck("pages", look)


def worker_check(services: Services) -> Check:
    """A worker's heartbeat is fresh: calls can be held."""

    async def look() -> Finding:
        async with services.database.transaction() as session:
            rows = await WorkerRepository(session).alive(services.clock.now() - FRESH)
        workers = [row for row in rows if row.name != "call"]
        if not workers:
            hint = "Start Tron (`tron serve`); its log says why if this stays."
            return Finding("starting", "No worker answers.", hint, "worker_missing")
        calls = sum(int(row.state.get("calls", 0)) for row in workers)
        text = f"{len(workers)} worker{'s' if len(workers) > 1 else ''}, {calls} calls"
        return Finding("ok", text, None, "worker", {"workers": len(workers), "calls": calls})

    return SimpleCheck("worker", look)


def ollama_check(services: Services) -> Check:
    """Whether an Ollama runs. Only where new agents use it does its absence matter."""

    async def look() -> Finding:
        settings = await services.settings.snapshot()
        finder = services.vendors.local_models
        found = await finder.find(settings) if finder is not None else None
        wanted = settings.get("ai.default_llm_provider") == "ollama"
        if found is None:
            if wanted:
                silent = "Ollama does not answer, and new agents use it."
                return Finding("degraded", silent, "Start it: `ollama serve`.", "ollama_silent")
            return Finding("ok", "No Ollama runs here; none is needed.", None, "ollama_none")
        text = f"Ollama runs {'here' if found.here else 'elsewhere'} with {_models(len(found.models))}."
        code: FindingCode = "ollama" if found.here else "ollama_elsewhere"
        values = {"count": len(found.models)}
        if not found.models:
            return Finding("degraded" if wanted else "ok", text, "Get one: `ollama pull qwen2.5:7b`.", code, values)
        text = text if wanted else f"{text} Settings can make it the default of new agents."
        return Finding("ok", text, None, code, values)

    return SimpleCheck("ollama", look)


def _models(count: int) -> str:
    return "1 model" if count == 1 else f"{count} models"


def engine_checks(supervisor: EngineSupervisor) -> list[Check]:
    """One check for each built-in engine."""

    def check(name: str) -> Check:
        async def look() -> Finding:
            report = supervisor.status()
            status = next((engine for engine in report.engines if engine.name == name), None)
            return engine_finding(status)

        return SimpleCheck(f"engine.{name}", look)

    return [check(name) for name in ENGINE_NAMES]


def engine_finding(status: EngineStatus | None) -> Finding:
    """An engine's state in the words of readyz."""
    if status is None:
        return Finding("starting", "The engines' process starts.", None, "engines_start")
    text = status.title + (f": {status.detail}" if status.detail else f" ({status.state})")
    values = {"engine": status.name, "detail": status.detail.removeprefix("not installed: ")}
    state, code = _ENGINE_WORDS[status.state]
    if status.name == "llm" and status.state == "ready" and not status.facts.get("free_talk"):
        text += ". Too small to talk freely: agents answer from prepared lines."
        code = "engine_small"
    if status.state == "ready" and (problem := status.facts.get("problem")):
        hint = "Remove that model, or fetch it again: `tron models`."
        return Finding("degraded", f"{text}. {problem}", hint, "engine_problem", values)
    return Finding(state, text, status.hint or None, code, values)


_ENGINE_WORDS: Mapping[EngineState, tuple[State, FindingCode]] = {
    "ready": ("ok", "engine_ready"),
    "loading": ("starting", "engine_loading"),
    "missing": ("degraded", "engine_missing"),
    "failed": ("down", "engine_failed"),
}
