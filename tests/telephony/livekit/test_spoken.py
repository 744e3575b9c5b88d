"""A whole spoken call over WebRTC: a caller with a voice, the built-in engines, the agent, the recording."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from tests.audio import spans, words
from tests.conftest import CACHE
from tests.emulators.livekit import PROGRAM, WHY_NOT
from tests.emulators.livekit_sip import LiveKitSip, answers
from tests.phones import save_agent
from tests.talks import has_status, until
from tests.telephony.livekit.phones import take_callers
from tron.commands.sound import decode_channels
from tron.commands.voice_parts import open_voice
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Call, OptOut, PhoneNumber
from tron.core.events.bus import PostgresBus
from tron.core.lines import Lines
from tron.core.services import Services
from tron.core.settings.service import SettingsService
from tron.telephony.desk import HasDesk
from tron.telephony.sandbox.people import person_for
from tron.voice.worker import Worker

pytestmark = [pytest.mark.slow, pytest.mark.sound, pytest.mark.skipif(not PROGRAM.exists(), reason=WHY_NOT)]

CALLED, CALLER = "+12025550192", "+12025550175"
GREETING = "Hello, I am an automated assistant."


async def test_a_caller_is_understood_heeded_and_recorded(
    service: LiveKitSip, settings: dict[str, Any], database: Database
) -> None:
    names = {
        "livekit.url": "LIVEKIT_URL",
        "livekit.api_key": "LIVEKIT_API_KEY",
        "livekit.api_secret": "LIVEKIT_API_SECRET",
    }
    environ = {name: settings[key] for key, name in names.items()}
    bus = PostgresBus(database.dsn)
    config = BootConfig(data_dir=CACHE / "test-practice")
    services = Services(config, database, SettingsService(database, environ), SystemClock(), bus, Lines())
    agent = await save_agent(database, language="en-IN", greeting_text=GREETING)
    async with database.transaction() as session:
        session.add(PhoneNumber(number=CALLED, agent_id=agent.id))
    await take_callers(service, CALLED)
    await bus.start()
    async with open_voice(services, own_engines=True) as room:
        await room.talk.models()
        person = person_for("+910000000011", "en-IN", "support_agent")
        said = [step.text for step in person.steps if step.text]
        spoken = {text: await room.engines.synthesize(text, voice="", language="en-IN") for text in said}
        worker = Worker(services, room.talk, identity=room.identity, hooks=room.hooks)
        line = services.lines.get("livekit")
        assert isinstance(line, HasDesk)
        desk = line.desk(worker.places)
        await worker.start()
        desk.start()

        async def registered() -> bool:
            return bool(desk.state["registered"])

        await until(registered, 20)
        sounds = {text: one.pcm for text, one in spoken.items()}
        phone = await service.ring_in(CALLER, CALLED, answers(person, sounds))
        await asyncio.wait_for(phone.answered.wait(), 20)
        call = await has_status(database, await _call(database), seconds=60)
        await desk.close()
        await worker.close()
    await bus.close()
    heard = words(*(entry["text"] for entry in call.transcript if entry["role"] == "caller"))
    assert (call.status, call.reason, call.direction) == ("completed", "opted_out", "inbound")
    assert len(set(heard) & set(words(*said))) > len(set(words(*said))) // 2
    assert call.recording_url
    path = services.recordings / call.recording_url
    caller, ours = decode_channels(path)
    path.unlink()
    assert spans(caller, gap=0.4)
    assert spans(ours, gap=0.4)
    async with database.transaction() as session:
        assert (await session.scalars(select(OptOut.phone_number))).all() == [CALLER]


async def _call(database: Database) -> Any:
    async def there() -> Any:
        async with database.transaction() as session:
            return (await session.scalars(select(Call.id).where(Call.our_number == CALLED))).first()

    return await until(there)
