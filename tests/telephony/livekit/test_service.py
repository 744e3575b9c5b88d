"""What is asked of a LiveKit server, where that never answers."""

from __future__ import annotations

import asyncio

import pytest
from livekit import api

from tests.emulators.livekit import KEY, SECRET
from tron.telephony.livekit.access import Access
from tron.telephony.livekit.service import LivekitService


async def _silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


async def test_a_server_that_takes_requests_and_never_answers_is_not_waited_for() -> None:
    silent = await asyncio.start_server(_silent, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    service = LivekitService(Access(f"ws://127.0.0.1:{port}", KEY, SECRET))
    async with asyncio.timeout(5):
        with pytest.raises(TimeoutError):
            async with service.client(0.1) as client:
                await client.room.list_rooms(api.ListRoomsRequest())
    silent.close()
