"""A Redis of a test's own, on a free port of loopback and with nothing on disk."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.serving import free_port

PROGRAM = shutil.which("redis-server")
WHY_NOT = "redis-server is not installed (scripts/debian.py brings it where it may)"


@asynccontextmanager
async def redis_server(folder: Path) -> AsyncIterator[str]:
    """Its "host:port", as long as the block lasts."""
    assert PROGRAM is not None
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = await asyncio.create_subprocess_exec(PROGRAM, *options, stdout=asyncio.subprocess.DEVNULL)
    try:
        async with asyncio.timeout(10):
            while not await _answers(port):
                await asyncio.sleep(0.05)
        yield f"127.0.0.1:{port}"
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _answers(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
