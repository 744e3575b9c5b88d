"""What a worker's door tells whoever keeps the process running."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.serving import free_port
from tron.telephony.stream_server import UNKNOWN_PATH, StreamServer


def get(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


async def test_it_lives_from_the_start_and_is_ready_when_its_worker_is(tmp_path: Path) -> None:
    port, ready = free_port(), [False]
    server = StreamServer({}, tmp_path, name="test", listen=f"127.0.0.1:{port}", private_url="ws://10.0.0.7:8200/")
    await server.start()

    async def answers() -> tuple[int, int]:
        return await asyncio.to_thread(get, port, "/healthz"), await asyncio.to_thread(get, port, "/readyz")

    assert await answers() == (200, 503)
    server.tell(lambda: ready[0])
    assert await answers() == (200, 503)
    ready[0] = True
    assert await answers() == (200, 200)
    assert await asyncio.to_thread(get, port, "/other") == 426  # all else is a WebSocket's
    async with connect(f"ws://127.0.0.1:{port}/browser/x") as page:
        with pytest.raises(ConnectionClosed):
            await page.recv()
        assert page.close_code == UNKNOWN_PATH
    assert server.address()["private_url"] == "ws://10.0.0.7:8200"
    await server.close()
