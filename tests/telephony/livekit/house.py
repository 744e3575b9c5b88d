"""Workers with the LiveKit line on them, and talks of tones in place of engines."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.talks import Script, services_of, working
from tests.telephony.livekit.phones import speak, tone
from tron.core.call_engine.inbound import Reception
from tron.core.database.engine import Database
from tron.core.database.tables import TrunkRow
from tron.core.ids import uuid7
from tron.core.ports import Conversation, FarTurn, LineAudio, LineCall, ScriptResult
from tron.core.services import Services
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.livekit.registration import Registration
from tron.telephony.registry import LineContext
from tron.voice.call_run import Emit, Talk
from tron.voice.text_session import TextSession
from tron.voice.worker import Worker


class Tones:
    """A far side that hears a tone in place of words, and says nothing."""

    def __init__(self, audio: LineAudio) -> None:
        self._audio = audio

    async def hear(self, text: str, seconds: float) -> FarTurn:
        await speak(self._audio, tone(1000.0, 0.3))
        return FarTurn(None)

    async def wait(self, timeout: float) -> FarTurn:
        return FarTurn(None, after=timeout)


class ToneTalks:
    """A MakeTalk without engines; the agent says one thing and ends, or listens on for ever."""

    def __init__(self, clock: Any, *, stays: bool) -> None:
        self._clock = clock
        self._stays = stays

    async def prepare(self, claim: Any) -> None:
        pass

    async def __call__(self, claim: Any, line_call: LineCall, emit: Emit) -> Talk:
        assert line_call.audio is not None
        session = TextSession(Tones(line_call.audio), self._clock, emit, max_duration=600)

        async def run(conversation: Conversation) -> ScriptResult:
            await conversation.say("Namaste.")
            while self._stays:
                await conversation.listen(30)
            return ScriptResult("agent_ended")

        return Talk(session, Script(run), "audio")


@dataclass
class Bench:
    """A worker with the line on it."""

    services: Services
    worker: Worker
    line: LivekitLine
    desk: Registration


@asynccontextmanager
async def bench(
    database: Database, folder: Path, environ: dict[str, str], *, stays: bool, clock: Any = None
) -> AsyncIterator[Bench]:
    services = services_of(database, folder, clock=clock, **environ)
    identity = uuid7()
    receive = Reception(database, services.bus, services.clock, identity).receive
    context = LineContext(services.clock, folder, settings=services.settings.snapshot, receive=receive)
    services.lines.register(line := LivekitLine(context))
    async with working(services, ToneTalks(services.clock, stays=stays), identity=identity) as worker:
        desk = line.desk(worker.places)
        yield Bench(services, worker, line, desk)
        await desk.close()


async def save_trunk(database: Database, trunk_id: str, *, name: str = "livekit", default: bool = True) -> UUID:
    async with database.transaction() as session:
        row = TrunkRow(
            line="livekit",
            name=name,
            settings={"outbound_trunk_id": trunk_id, "headers": {"X-Trunk": name}},
            max_calls=50,
            calls_per_second=50.0,
            is_default=default,
        )
        session.add(row)
        await session.flush()
        return row.id
