"""The real LiveKit server takes deploy/livekit.yaml, with its key from the environment, as compose.yaml gives it."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest
import yaml
from livekit import api

from tests import redis_server as redis
from tests.deploy.files import DEPLOY, read_yaml
from tests.emulators.livekit import KEY, PROGRAM, SECRET, WHY_NOT
from tests.serving import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT),
    pytest.mark.skipif(redis.PROGRAM is None, reason=redis.WHY_NOT),
]


async def answers(url: str) -> bool:
    async with api.LiveKitAPI(url, KEY, SECRET) as client:
        try:
            await client.room.list_rooms(api.ListRoomsRequest())
        except (OSError, api.TwirpError):
            return False
    return True


async def test_the_server_takes_it(tmp_path: Path) -> None:
    config = read_yaml(DEPLOY / "livekit.yaml")
    port = free_port()
    async with redis.redis_server(tmp_path) as shared:
        # What is somebody else's on this machine, and nothing besides.
        config |= {"port": port, "redis": {"address": shared}}
        config["rtc"] |= {"tcp_port": free_port()}
        (tmp_path / "livekit.yaml").write_text(yaml.safe_dump(config))
        server = await asyncio.create_subprocess_exec(
            str(PROGRAM),
            *("--config", str(tmp_path / "livekit.yaml")),
            env={**os.environ, "LIVEKIT_KEYS": f"{KEY}: {SECRET}"},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(20):
                while server.returncode is None and not await answers(f"http://127.0.0.1:{port}"):
                    await asyncio.sleep(0.1)
            assert server.stderr is not None
            assert server.returncode is None, (await server.stderr.read()).decode()
        finally:
            if server.returncode is None:
                server.kill()
            await server.wait()
