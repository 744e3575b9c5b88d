"""A call on a real line whose caller is introduced to a colleague on a second leg: who heard whom, and both ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from tests.telephony.livekit.phones import tone
from tron.core.clock import SystemClock
from tron.core.ports import HandedOver, LineCall
from tron.core.ports.colleagues import Invitation
from tron.voice.bridge import Bridge
from tron.voice.colleague import ColleagueDesk

BRIEF_HZ, CALLER_HZ, COLLEAGUE_HZ = 1200.0, 440.0, 700.0
PATIENCE = 20


class Introduction:
    """Stands for the agent's session: listens all the time, and introduces."""

    def __init__(self, call: LineCall, dial: Callable[[], Awaitable[LineCall]]) -> None:
        assert call.audio is not None
        self.call = call
        self.colleague: LineCall | None = None
        self.told: list[str] = []
        self.heard_by_agent = bytearray()
        self.caller_hears = bytearray()
        self._dial = dial
        self._bridge = Bridge(call.audio)
        self._bridge.tap(caller=lambda _frame: None, heard=self.caller_hears.extend)
        self._desk = ColleagueDesk(self._bridge, self._speak, self._tell, SystemClock())

    async def invite(self, invitation: Invitation) -> HandedOver:
        async with asyncio.timeout(PATIENCE):
            return await self._desk.invite(invitation, self._ring)

    async def parted(self) -> None:
        """The colleague has hung up."""
        async with asyncio.timeout(PATIENCE):
            await self._desk.parted()

    async def listen(self) -> None:
        async for frame in self._bridge.frames():
            self.heard_by_agent += frame

    async def aclose(self) -> None:
        """As a call ends: the colleague first, then the bridge, the line last."""
        await self._desk.aclose()
        await self._bridge.aclose()
        await self.call.hang_up()

    async def _ring(self) -> LineCall:
        self.colleague = await self._dial()
        return self.colleague

    async def _speak(self, _text: str) -> bytes:
        return tone(BRIEF_HZ, 0.6)

    async def _tell(self, type_: str, _payload: Mapping[str, Any]) -> None:
        self.told.append(type_)


@asynccontextmanager
async def introduction(call: LineCall, dial: Callable[[], Awaitable[LineCall]]) -> AsyncIterator[Introduction]:
    """`dial` rings the colleague."""
    made = Introduction(call, dial)
    listening = asyncio.create_task(made.listen())
    try:
        yield made
    finally:
        await made.aclose()
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
