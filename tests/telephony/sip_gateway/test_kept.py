"""The gateway beside serve: started with the first trunk, again after a crash, ended with the last one."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import PATIENCE, client_of
from tests.telephony.sip_gateway.sipp import phone
from tron.commands.sip_parts import SipGatewayKeeper
from tron.core.ports import Trunk

pytestmark = pytest.mark.slow


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():
            await asyncio.sleep(0.02)


@pytest.mark.skipif(not sipp.there(), reason="sipp is not installed")
async def test_a_killed_gateway_ends_its_calls_comes_back_and_dials_nothing(tmp_path: Path) -> None:
    started: list[int] = []
    trunks: list[Trunk] = []

    async def listed() -> list[Trunk]:
        return trunks

    (tmp_path / "run").mkdir()
    options = ("--bind", "127.0.0.1", "--sip-port", "0")
    keeper = SipGatewayKeeper(tmp_path, listed, on_start=started.append, options=options)
    keeper.start()
    try:
        await asyncio.sleep(0)
        assert keeper.pid is None
        async with phone("answers", tmp_path / "phone", calls=2) as callee:
            settings = {"domain": "127.0.0.1", "port": callee.port, "registers": False}
            trunks.append(Trunk(uuid4(), "sip", "Carrier", settings))
            keeper.look()
            async with client_of(tmp_path) as control:
                await control.say("watch")
                await control.accounts(**{str(trunks[0].id): "static"})
                stream = await control.door.stream(await control.dial(account=str(trunks[0].id)))
                await stream.word("start")
                assert keeper.pid is not None
                os.kill(keeper.pid, signal.SIGKILL)
                await asyncio.wait_for(stream.closed.wait(), PATIENCE)
            await until(lambda: len(started) == 2)
            async with client_of(tmp_path) as control:
                await control.say("watch")
                await control.accounts(**{str(trunks[0].id): "static"})
            assert callee.messages().count("INVITE sip:") == 1
        trunks.clear()
        keeper.look()
        await until(lambda: keeper.pid is None)
    finally:
        await keeper.close()
