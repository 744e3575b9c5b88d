"""A supervisor takes over a call over real SIP: a softphone through the gateway, a page at the worker's door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.talks import has_status, services_of
from tests.telephony.sip import baresip
from tests.telephony.sip.phones import give_trunk
from tests.telephony.sip.test_calls import save_trunk
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tests.voice import sounds
from tests.voice.supervised import AGENT, CALLER, NUMBER, SUPERVISOR, VoiceTalks, house, who
from tron.core.database.engine import Database
from tron.telephony.media_stream.resampling import Doubler, Halver
from tron.telephony.registry import LineContext
from tron.telephony.sip.line import SipLine
from tron.voice.parts import SharedModels

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sound,
    pytest.mark.skipif(not sipp.there() or find_spec("pjsua2") is None, reason="needs sipp and pjsua2"),
    pytest.mark.skipif(not baresip.there(), reason="needs baresip"),
]
PATIENCE = 20.0
PART = 6400
"""Bytes of 0.2 s."""


@pytest.fixture
async def talks() -> AsyncIterator[VoiceTalks]:
    models = await SharedModels.load()
    yield VoiceTalks(models)
    models.close()


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[None]:
    process = await start_gateway(tmp_path)
    yield
    await end(process)


@pytest.mark.usefixtures("gateway")
async def test_a_softphone_hears_the_supervisor_in_the_agents_place(
    database: Database, tmp_path: Path, talks: VoiceTalks
) -> None:
    services = services_of(database, tmp_path)
    line = SipLine(LineContext(services.clock, tmp_path, settings=services.settings.snapshot))
    services.lines.register(line)
    trunk, says = await save_trunk(database), Halver().push(np.frombuffer(sounds.tone(30.0, CALLER), np.int16))
    at = {"line": "sip", "streams": {"sip": line}, "seconds": PATIENCE}
    async with baresip.softphone(tmp_path / "phone", NUMBER, says) as phone:
        await give_trunk(tmp_path, trunk, phone.port)
        async with house(database, tmp_path, talks, services, **at) as made:
            seat = await made.ask("listen")
            async with made.page(seat.token) as asha:
                asha.speaks = True
                await asha.hears(AGENT, CALLER)
                await made.ask("take_over", seat=seat.seat)
                await asha.hears(CALLER)
                asha.heard.clear()
                await asha.hears(CALLER)
                await made.ask("hand_back")
                await asha.hears(AGENT, CALLER)
                await asyncio.sleep(1.5)  # its way through gateway and phone
            await made.hang_up()
            call = await has_status(database, made.call_id, seconds=PATIENCE)
            assert (call.status, call.reason) == ("completed", "agent_ended")
        await line.aclose()
        heard = Doubler().push(phone.heard()).astype("<i2").tobytes()
    parts = [who([heard[at : at + PART]]) for at in range(0, len(heard) - PART, PART)]
    spoken = [number for number, part in enumerate(parts) if SUPERVISOR in part]
    assert spoken, parts
    assert not any(AGENT in part for part in parts[spoken[0] + 1 : spoken[-1]]), parts
    assert AGENT in set().union(*parts[: spoken[0]])
    assert AGENT in set().union(*parts[spoken[-1] + 1 :])
