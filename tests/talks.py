"""Workers with lines and talks of the test's own, so that a call can be made to go any way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine, lines_of, read_call
from tests.support import ScaledClock
from tron.core.call_engine.claim import Claim
from tron.core.call_engine.states import FINAL
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Call, CallEvent
from tron.core.events.bus import PostgresBus
from tron.core.events.emit import Emit
from tron.core.ports import Conversation, LineCall, ScriptResult
from tron.core.repositories.calls import CallRepository
from tron.core.services import Services
from tron.core.settings.service import SettingsService
from tron.voice.talks import Talk
from tron.voice.text_session import TextSession
from tron.voice.worker import Worker

Run = Callable[[Conversation], Awaitable[ScriptResult]]

ENVIRON = {
    "TRON_COMPLIANCE_TEST_NUMBERS": ",".join(NUMBERS),
    "TRON_COMPLIANCE_COUNTRIES": "US",
    "TRON_COMPLIANCE_MAX_CALLS_PER_NUMBER_PER_DAY": "3",
}


async def talk_for_ever(conversation: Conversation) -> ScriptResult:
    """Listens until the call ends under it."""
    await conversation.say("Namaste.")
    while True:
        await conversation.listen(30)


class Script:
    def __init__(self, run: Run) -> None:
        self._run = run

    async def run(self, conversation: Conversation) -> ScriptResult:
        from tron.core.ports import CallOver

        try:
            return await self._run(conversation)
        except CallOver as over:
            return ScriptResult(over.reason)


class TextTalks:
    """A MakeTalk: text sessions, whatever the call's fidelity says, with one script for all calls."""

    def __init__(
        self, clock: Any, run: Run = talk_for_ever, *, error: Exception | None = None, slow: float = 0.0
    ) -> None:
        self._clock = clock
        self._run = run
        self._error = error
        self._slow = slow
        self.sessions: dict[UUID, TextSession] = {}

    async def prepare(self, claim: Claim) -> None:
        pass

    async def __call__(self, claim: Claim, line_call: LineCall, emit: Emit) -> Talk:
        await asyncio.sleep(self._slow)
        if self._error:
            raise self._error
        assert line_call.text is not None
        session = TextSession(line_call.text, self._clock, emit, max_duration=600)
        self.sessions[claim.call.id] = session
        return Talk(session, Script(self._run), "text", recording="call.ogg")


def services_of(
    database: Database, folder: Path, *lines: Any, clock: Any = None, dsn: str | None = None, **environ: str
) -> Services:
    """Services with these lines; by the clock it is noon in New York, in real time."""
    return Services(
        BootConfig(data_dir=folder),
        database,
        SettingsService(database, {**ENVIRON, **environ}),
        clock or ScaledClock(1, NOON_IN_NEW_YORK),
        PostgresBus(dsn or database.dsn),
        lines_of(*(lines or (PhoneLine(),))),
    )


@asynccontextmanager
async def working(services: Services, talks: Any = None, **options: Any) -> AsyncIterator[Worker]:
    """A worker on a bus of its own, closed in the end."""
    worker = Worker(services, talks or TextTalks(services.clock), **options)
    await services.bus.start()
    await worker.start()
    try:
        yield worker
    finally:
        await worker.close()
        await services.bus.close()


async def until(condition: Callable[[], Awaitable[Any]], seconds: float = 10.0) -> Any:
    """Ask again and again until the answer is true; it."""
    async with asyncio.timeout(seconds):
        while not (found := await condition()):
            await asyncio.sleep(0.02)
    return found


async def has_status(database: Database, call_id: UUID, *statuses: str, seconds: float = 10.0) -> Call:
    """The call once it has one of these statuses; without any, once it is over."""
    wanted: Sequence[str] = statuses or FINAL

    async def there() -> Call | None:
        call = await read_call(database, call_id)
        return call if call.status in wanted else None

    found: Call = await until(there, seconds)
    return found


async def story(database: Database, call_id: UUID) -> list[CallEvent]:
    async with database.transaction() as session:
        return await CallRepository(session).events(call_id, limit=10_000)
