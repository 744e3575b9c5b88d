"""A supervisor takes over a call over real SIP: a softphone through the gateway, a page at the worker's door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.talks import services_of
from tests.telephony.sip import baresip
from tests.telephony.sip.phones import give_trunk
from tests.telephony.sip.test_calls import save_trunk
from tests.telephony.sip_gateway import sipp
from tests.telephony.sip_gateway.gateway import end, start_gateway
from tests.telephony.supervised import PATIENCE, is_supervised, supervised_talks
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
PART = 6400
"""Bytes of 0.2 s."""


@pytest.fixture
async def talks() -> AsyncIterator[VoiceTalks]:
    models = await SharedModels.load()
    yield supervised_talks(models)
    models.close()


@pytest.fixture
async def gateway(tmp_path: Path) -> AsyncIterator[None]:
    process = await start_gateway(tmp_path)
    yield
    await end(process)


@pytest.mark.usefixtures("gateway")
async def test_a_supervisor_does_all_that_there_is(database: Database, tmp_path: Path, talks: VoiceTalks) -> None:
    services = services_of(database, tmp_path)
    line = SipLine(LineContext(services.clock, tmp_path, settings=services.settings.snapshot))
    services.lines.register(line)
    trunk, says = await save_trunk(database), Halver().push(np.frombuffer(sounds.tone(30.0, CALLER), np.int16))
    at = {"line": "sip", "streams": {"sip": line}, "seconds": PATIENCE}
    async with baresip.softphone(tmp_path / "phone", NUMBER, says) as phone:
        await give_trunk(tmp_path, trunk, phone.port)
        async with house(database, tmp_path, talks, services, **at) as made:
            await is_supervised(made, talks)
        await line.aclose()
        heard = Doubler().push(phone.heard()).astype("<i2").tobytes()
    parts = [who([heard[at : at + PART]]) for at in range(0, len(heard) - PART, PART)]
    spoken = [number for number, part in enumerate(parts) if SUPERVISOR in part]
    assert spoken, parts
    before, meanwhile, after = parts[: spoken[0]], parts[spoken[0] + 1 : spoken[-1]], parts[spoken[-1] + 1 :]
    assert not any(AGENT in part for part in meanwhile), parts
    assert AGENT in set().union(*before)
    assert AGENT in set().union(*after)
    assert any(not set().union(*after[at : at + 4]) for at in range(len(after) - 4)), f"the agent was muted: {parts}"
