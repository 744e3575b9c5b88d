"""Workers with the LiveKit line on them, and talks of tones in place of engines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.talks import services_of, working
from tests.telephony.livekit.phones import speak, tone
from tests.telephony.sound_talks import SoundTalks
from tron.core.call_engine.inbound import Reception
from tron.core.database.engine import Database
from tron.core.database.tables import TrunkRow
from tron.core.ids import uuid7
from tron.core.ports import FarTurn, LineAudio
from tron.core.services import Services
from tron.telephony.livekit.line import LivekitLine
from tron.telephony.livekit.registration import Registration
from tron.telephony.registry import LineContext
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


@dataclass
class Bench:
    """A worker with the line on it."""

    services: Services
    worker: Worker
    line: LivekitLine
    desk: Registration


@asynccontextmanager
async def bench(
    database: Database,
    folder: Path,
    environ: dict[str, str],
    *,
    stays: bool,
    clock: Any = None,
    talks: Callable[[Services], Any] | None = None,
) -> AsyncIterator[Bench]:
    """`talks` makes others than the tones."""
    services = services_of(database, folder, clock=clock, **environ)
    identity = uuid7()
    reception = Reception(database, services.bus, services.clock, identity)
    context = LineContext(
        services.clock,
        folder,
        settings=services.settings.snapshot,
        receive=reception.receive,
        let_go=reception.let_go,
    )
    services.lines.register(line := LivekitLine(context))
    made = talks(services) if talks is not None else SoundTalks(services.clock, stays=stays, far=Tones)
    async with working(services, made, identity=identity) as worker:
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
