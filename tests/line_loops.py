"""A line whose calls to a number of Tron's own come in again: over pipes that can be cut each way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.core.trunks.trunk_lines import FakeTrunk
from tron.core.call_engine.inbound import Incoming, NotTaken
from tron.core.ports import AnswerRequest, DialFailed, DialRequest, Hangup, LineCall, RingListener, Trunk
from tron.core.speech import FRAME_BYTES
from tron.core.trunks.spec import LineState, TrunkModel

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
