"""A real LiveKit server (scripts/livekit_server.py builds it) on free ports of loopback."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

PROGRAM = Path(__file__).resolve().parents[2] / ".cache" / "livekit" / "bin" / "server"
WHY_NOT = "no LiveKit server: scripts/livekit_server.py builds it where Go is there"
KEY, SECRET = "devkey", "a-secret-only-for-tests-of-livekit-1"


@dataclass(frozen=True, slots=True)
class LiveKitServer:
    """`url` is where it listens."""

    url: str


@asynccontextmanager
async def livekit_server(redis: str | None = None) -> AsyncIterator[LiveKitServer]:
    """Runs as long as the block; raises TimeoutError when it does not start.

    `redis` is the "host:port" by which it is one node of several.
    """
    async with asyncio.timeout(30):
        port, process = await _start(redis)
    try:
        yield LiveKitServer(f"ws://127.0.0.1:{port}")
    finally:
        await _stop(process)


async def _start(redis: str | None) -> tuple[int, asyncio.subprocess.Process]:
    """A port that was free a moment ago may be somebody else's by now: then the server leaves, and others are tried."""
    shared = f"redis:\n  address: {redis}\n" if redis else ""
    while True:
        port, rtc = _free_port(), _free_port()
        process = await asyncio.create_subprocess_exec(
            str(PROGRAM),
            "--dev",
            *("--bind", "127.0.0.1"),
            *("--keys", f"{KEY}: {SECRET}"),
            *("--config-body", f"port: {port}\nrtc:\n  tcp_port: {rtc}\n  udp_port: {rtc}\n{shared}"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            if await _is_up(process, f"http://127.0.0.1:{port}"):
                return port, process
        except BaseException:
            await _stop(process)
            raise


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()  # asked to leave, it would wait for rooms to empty
    await process.wait()


async def _is_up(process: asyncio.subprocess.Process, address: str) -> bool:
    """Waits for it; False when it left instead."""
    async with aiohttp.ClientSession() as session:
        while process.returncode is None:
            try:
                async with session.get(address) as answer:
                    if answer.status == 200:
                        return True
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
    return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
