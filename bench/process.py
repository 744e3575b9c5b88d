"""Runs one measurement in a process of its own, so that nothing of the one before is left in it."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class ChildFailed(Exception):
    """The measuring process ended badly; the message holds its last words."""


async def run_child(module: str, task: Mapping[str, Any], *, within: float) -> dict[str, Any]:
    """The JSON object that `python -m module TASK` prints last. Raises ChildFailed, also after `within` seconds."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, json.dumps(task), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    try:
        out, err = await asyncio.wait_for(process.communicate(), within)
    except TimeoutError:
        process.kill()
        await process.wait()
        raise ChildFailed(f"{module} took longer than {within:.0f} s") from None
    if process.returncode != 0:
        raise ChildFailed(f"{module} ended with {process.returncode}:\n{err.decode(errors='replace')[-3000:]}")
    answer: dict[str, Any] = json.loads(out.decode().strip().splitlines()[-1])
    return answer


def resident_mb() -> float:
    """This process's memory now, in MB (10^6 bytes)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def trim() -> None:
    """Give freed memory back to the system, as far as the C library can."""
    gc.collect()
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def cpu_seconds() -> float:
    """Processor time of this process so far, all threads."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime
