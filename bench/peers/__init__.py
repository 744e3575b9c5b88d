"""Other projects' code, each run by a Python of its own: their packages never meet Tron's."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

PEERS = Path(__file__).resolve().parent.parent.parent / ".cache" / "peers"


async def python_of(name: str, *packages: str) -> Path | None:
    """A virtual environment with these packages, made once (minutes); None where they cannot be had."""
    python = PEERS / name / "bin" / "python"
    done = PEERS / name / ".done"
    if done.is_file() and done.read_text() == " ".join(packages):
        return python
    made = await _run(sys.executable, "-m", "venv", "--clear", str(PEERS / name))
    if made is None or await _run(str(python), "-m", "pip", "install", "--quiet", *packages) is None:
        return None
    done.write_text(" ".join(packages))
    return python


async def output_of(python: Path, script: str, *arguments: str) -> str | None:
    """What a script of this folder prints; None where it fails."""
    return await _run(str(python), str(Path(__file__).resolve().parent / script), *arguments)


async def _run(*command: str) -> str | None:
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    printed, _ = await process.communicate()
    return printed.decode() if process.returncode == 0 else None
