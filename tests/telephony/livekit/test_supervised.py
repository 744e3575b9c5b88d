"""A supervisor in a call over LiveKit: a page at the worker's door, the caller in a room of a real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.talks import services_of
from tests.telephony.livekit.house import save_trunk
from tests.telephony.supervised import PATIENCE, ear, is_supervised, supervised_talks
from tests.voice import sounds
from tests.voice.supervised import CALLER, NUMBER, house
from tron.core.database.engine import Database
from tron.core.speech import FRAME_BYTES
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.registry import LineContext
from tron.voice.parts import SharedModels

pytestmark = [pytest.mark.slow, pytest.mark.sound, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]


class Hums:
    """A person who hums all the time."""

    gone = False

    async def send(self, frame: bytes) -> None:
        """Listens to nobody."""

    async def frames(self) -> AsyncIterator[bytes]:
        loop = asyncio.get_running_loop()
        due, tone = loop.time(), sounds.tone(40.0, CALLER)
        for at in range(0, len(tone), FRAME_BYTES):
            if self.gone:
                return
            yield tone[at : at + FRAME_BYTES]
            due += 0.02
            await asyncio.sleep(due - loop.time())


async def test_a_supervisor_does_all_that_there_is(
    service: LiveKitSip, settings: dict[str, str], environ: dict[str, str], database: Database, tmp_path: Path
) -> None:
    models = await SharedModels.load()
    talks, services = supervised_talks(models), services_of(database, tmp_path, **environ)
    services.lines.register(LivekitLine(LineContext(services.clock, tmp_path, settings=services.settings.snapshot)))
    service.fates[NUMBER] = answers(Hums())
    await save_trunk(database, settings["livekit.outbound_trunk_id"])
    async with house(database, tmp_path, talks, services, line="livekit", seconds=PATIENCE) as made:
        [phone] = service.rung(NUMBER)
        await is_supervised(made, talks, ear(lambda: phone.heard))
        await asyncio.wait_for(phone.over.wait(), PATIENCE)
    models.close()
