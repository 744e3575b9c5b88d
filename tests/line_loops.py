"""Tests of lines: a line whose calls to a number of Tron's own come in again, over pipes that can be cut each way; and
a worker to hold them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from tests.core.trunks.trunk_lines import FakeTrunk, save_trunk
from tests.talks import until
from tron.core.call_engine.inbound import Incoming, NotTaken, Reception
from tron.core.clock import SystemClock
from tron.core.config import BootConfig
from tron.core.database.engine import Database
from tron.core.database.tables import Call, PhoneNumber
from tron.core.events.bus import PostgresBus
from tron.core.lines import Lines
from tron.core.models.line_test import LineTestOut
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, Hangup, LineCall, RingListener, Trunk
from tron.core.services import Services
from tron.core.settings.service import SettingsService
from tron.core.speech import FRAME_BYTES
from tron.core.trunks.loop_tests import LoopTests
from tron.core.trunks.spec import LineState, TrunkModel
from tron.providers.stt.practice import CallCatalogues
from tron.telephony.registry import LineContext
from tron.voice.talk import TalkFactory
from tron.voice.worker import Worker

OURS, OUR_CALLER_ID = "+12025550150", "+12025550190"


class Pipe:
    """Sound of one direction, in real time: silence where nothing was sent. `cut`: nothing gets through."""

    def __init__(self, cut: bool) -> None:
        self._cut = cut
        self._frames: asyncio.Queue[bytes] = asyncio.Queue()
        self.over = asyncio.Event()

    def put(self, frame: bytes) -> None:
        if not self._cut:
            self._frames.put_nowait(frame)

    async def frames(self) -> AsyncIterator[bytes]:
        while not self.over.is_set():
            await asyncio.sleep(0.02)
            yield self._frames.get_nowait() if not self._frames.empty() else bytes(FRAME_BYTES)


class End:
    """LineCall and LineAudio of one end."""

    answered_by: str | None = None
    text = None

    def __init__(self, name: str, hears: Pipe, speaks: Pipe) -> None:
        self.line_call_id = name
        self.audio = self
        self._hears, self._speaks = hears, speaks
        self._over: asyncio.Future[Hangup] = asyncio.get_running_loop().create_future()
        self.other: End | None = None

    def frames(self) -> AsyncIterator[bytes]:
        return self._hears.frames()

    async def send(self, frame: bytes) -> None:
        self._speaks.put(frame)

    async def clear(self) -> None:
        """Nothing is kept back here."""

    async def hang_up(self) -> None:
        self.leave("agent")
        if self.other is not None:
            self.other.leave("caller")

    def leave(self, by: Any) -> None:
        self._hears.over.set()
        if not self._over.done():
            self._over.set_result(Hangup(by))

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._over)

    async def keys(self) -> AsyncIterator[str]:
        await self.ended()
        return
        yield ""

    async def send_keys(self, digits: str) -> None:
        """Nobody presses keys in a test."""


@dataclass
class LoopLine:
    """`receive` takes in what comes in again. `fails` is what a dial comes to; `elsewhere`: somebody else answers,
    who is silent, or with `echo` sends back what comes."""

    receive: Callable[[Incoming], Awaitable[UUID]] | None = None
    cut_there: bool = False
    cut_back: bool = False
    elsewhere: bool = False
    echo: bool = False
    hangs: bool = False
    fails: DialFailed | None = None
    name: str = "fake"
    title: str = "Fake line"
    rings_phone: bool = True
    trunk_model: type[TrunkModel] = FakeTrunk
    dialled: list[DialRequest] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[End]] = field(default_factory=dict)

    async def dial(self, request: DialRequest, listener: RingListener) -> LineCall:
        self.dialled.append(request)
        if self.fails is not None:
            raise self.fails
        if self.hangs:
            await asyncio.Event().wait()
        await listener.ringing()
        if self.elsewhere:
            pipe = Pipe(cut=False)
            return End("near", pipe if self.echo else Pipe(cut=True), pipe)
        return await self._comes_in(request)

    async def _comes_in(self, request: DialRequest) -> End:
        assert self.receive is not None
        offer = str(request.call_id)
        self._waiting[offer] = asyncio.get_running_loop().create_future()
        try:
            await self.receive(Incoming(self.name, request.to, request.caller_id, {"leg": offer}, vendor_call_id=offer))
        except NotTaken as no:
            raise DialFailed("no_answer", "unavailable", no.sip_status, str(no)) from no
        return await self._waiting[offer]

    async def answer(self, request: AnswerRequest) -> LineCall:
        there, back = Pipe(self.cut_there), Pipe(self.cut_back)
        near, far = End("near", back, there), End("far", there, back)
        near.other, far.other = far, near
        self._waiting[str(request.offer["leg"])].set_result(near)
        return far

    async def exists(self, call_id: UUID) -> bool | None:
        return False

    async def state(self, trunk: Trunk | None) -> LineState:
        return LineState("ready", "It works.")


class Bench:
    """One worker, one trunk, one number of ours without an agent. `make_line` makes the line, whose calls come in by
    what it is given."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        make_line: Callable[[LineContext], Any],
        *,
        environ: Any = None,
        state: Callable[[], Mapping[str, Any]] = dict,
    ) -> None:
        self.database = database
        clock, bus = SystemClock(), PostgresBus(database.dsn)
        settings = SettingsService(database, environ or {})
        self.services = Services(BootConfig(data_dir=folder), database, settings, clock, bus, Lines())
        talks = TalkFactory(self.services, recogniser=None, voice=None, catalogues=CallCatalogues())  # type: ignore[arg-type]
        self.worker = Worker(self.services, talks, state=state)
        reception = Reception(database, bus, clock, self.worker.id)
        context = LineContext(clock, folder, settings=settings.snapshot, receive=reception.receive)
        self.line = make_line(context)
        self.services.lines.register(self.line)
        self.trunk = UUID(int=0)

    async def start(self, **trunk: Any) -> None:
        self.trunk = await save_trunk(
            self.database, "Carrier", **{"line": self.line.name, "caller_ids": [OUR_CALLER_ID], **trunk}
        )
        async with self.database.transaction() as session:
            session.add(PhoneNumber(number=OURS, trunk_id=self.trunk))
        await self.services.bus.start()
        await self.worker.start()

    async def close(self) -> None:
        await self.worker.close()
        await self.services.bus.close()

    async def begin(self) -> UUID:
        async with self.database.transaction() as session:
            call = await LoopTests(session, self.services.lines, self.services.clock.now()).request(self.trunk, None)
        self.services.bus.publish("dial")
        return call.id

    async def last(self) -> LineTestOut:
        async with self.database.transaction() as session:
            shown = await LoopTests(session, self.services.lines, self.services.clock.now()).show(self.trunk)
        assert shown.last is not None
        return shown.last

    async def over(self, seconds: float = 20.0) -> LineTestOut:
        async def done() -> LineTestOut | None:
            async with self.database.transaction() as session:
                live = await session.scalar(select(Call.id).where(Call.ended_at.is_(None)).limit(1))
            return await self.last() if live is None else None

        return await until(done, seconds)

    async def test(self) -> LineTestOut:
        await self.begin()
        return await self.over()
