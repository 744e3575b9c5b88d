"""Start-up: from `python -m tron serve` to the first answer of /healthz, in a folder that was set up before."""

from __future__ import annotations

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.process import ROOT
from bench.report import load, spread, table
from tron.core.database.embedded import EmbeddedPostgres

READY_WITHIN = 120.0
ENGINES_WITHIN = 120.0
LEAVE_WITHIN = 30.0


class DidNotStart(Exception):
    """serve ended, or answered nothing in time; the message holds its last words."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Runs after the first one, which makes the database and is told apart."""

    runs: int = 5


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until /healthz answered, and until /readyz agreed (None: not in time)."""

    healthy: float
    ready: float | None


def free_port() -> int:
    """One that nobody listened on a moment ago."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int, path: str) -> bool:
    """Whether GET answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def start_once(folder: Path) -> Start:
    """One start and one orderly stop. Raises DidNotStart."""
    port = free_port()
    log = folder.parent / "serve.log"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TRON_")}
    with log.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "tron", "serve", "--no-browser", "--port", str(port)],
            cwd=ROOT,
            env={**environment, "TRON_DATA_DIR": str(folder)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            healthy = _until(process, port, "/healthz", began, READY_WITHIN, every=0.01)
            if healthy is None:
                raise DidNotStart(log.read_text(errors="replace")[-2000:])
            return Start(healthy, _until(process, port, "/readyz", began, ENGINES_WITHIN, every=0.1))
        finally:
            stop(process)
            _wait_for_postgres(folder)


def _until(
    process: subprocess.Popen[bytes], port: int, path: str, began: float, within: float, *, every: float
) -> float | None:
    while process.poll() is None and time.perf_counter() - began < within:
        if answers(port, path):
            return time.perf_counter() - began
        time.sleep(every)
    return None


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it to leave, and insist."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(LEAVE_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for_postgres(folder: Path) -> None:
    """Until it has ended too, or the next start would find it running."""
    postgres, until = EmbeddedPostgres(folder), time.monotonic() + LEAVE_WITHIN
    while postgres.status().running and time.monotonic() < until:
        time.sleep(0.1)


def _all_starts(runs: int) -> list[Start]:
    with tempfile.TemporaryDirectory(prefix="tron-bench-") as parent:
        return [start_once(Path(parent) / "data") for _ in range(runs + 1)]


async def measure(plan: Plan) -> str:
    """The table; blocking work is done in a thread."""
    first, *later = await asyncio.to_thread(_all_starts, plan.runs)
    healthy = spread([start.healthy for start in later])
    ready = [start.ready for start in later if start.ready is not None]
    row = [
        f"{first.healthy:.1f}",
        healthy.text(2),
        spread(ready).text(1) if ready else "not in time",
        f"{load():.1f}",
    ]
    return table(("first start, s", "/healthz answers after, s", "/readyz agrees after, s", "load"), [row])
