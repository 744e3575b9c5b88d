"""What goes wrong in rooms while nobody is in them to notice: callers whom nobody joined, phones that nobody holds."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

import aiohttp
from livekit import api

from tron.core.call_engine.inbound import Incoming
from tron.core.clock import Clock
from tron.core.database.failures import DATABASE_ERRORS
from tron.telephony.livekit.access import INBOUND, OUTBOUND
from tron.telephony.livekit.incoming import told_of
from tron.telephony.livekit.service import LivekitService, ServerError, end_quietly
from tron.telephony.registry import LetGo

log = logging.getLogger(__name__)

ALONE_SECONDS = 1.5
"""Seen alone for so long, the workers are asked again, or the caller is let go of where none has a place: with the time
between two looks, within three seconds."""
NOBODY_SECONDS = 10.0
"""Alone for so long, a caller is let go of though there are places: as on direct SIP."""
END_SECONDS = 3.0
HELD_EVERY = 5.0
"""How often the rooms of calls are looked at: one request for each. Twice without us, and it is over."""


@dataclass
class _Alone:
    """A caller with nobody of ours: seen first, and when something was done about it."""

    since: float
    asked: float


class RoomWatch:
    """Looks at a server's rooms again and again. Any worker may do what others do too: it is done once all the same."""

    def __init__(self, clock: Clock, let_go: LetGo, line: str) -> None:
        self._clock = clock
        self._let_go = let_go
        self._line = line
        self._alone: dict[str, _Alone] = {}
        self._left: set[str] = set()
        self._look_at_held = 0.0

    async def look(self, service: LivekitService, agent_name: str) -> None:
        """One round. Raises nothing."""
        try:
            rooms = await service.rooms()
            await self._send_for_help(service, rooms, agent_name)
            if self._clock.monotonic() >= self._look_at_held:
                self._look_at_held = self._clock.monotonic() + HELD_EVERY
                await self._end_left(service, rooms)
        except (ServerError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("LiveKit's rooms cannot be looked at: %s", type(error).__name__)

    async def _send_for_help(self, service: LivekitService, rooms: list[api.Room], agent_name: str) -> None:
        """Callers whom nobody joined: LiveKit does not ask again by itself, and lets them wait for ever."""
        unclaimed = [room.name for room in rooms if room.name.startswith(INBOUND) and not _is_call(room)]
        now = self._clock.monotonic()
        phones = {name: phone for name in unclaimed if (phone := await service.lone_phone(name)) is not None}
        self._alone = {name: self._alone.get(name) or _Alone(now, now) for name in phones}
        for name, alone in self._alone.items():
            if now - alone.asked < ALONE_SECONDS:
                continue
            alone.asked = now
            told = told_of(phones[name], name, self._line)
            if await self._is_let_go(told, waits=now - alone.since < NOBODY_SECONDS):
                log.warning("a caller whom no worker took is let go of")
                await end_quietly(service, name, phones[name].identity, END_SECONDS)
            else:
                await service.send_agent(name, agent_name)

    async def _is_let_go(self, caller: Incoming, *, waits: bool) -> bool:
        try:
            return await self._let_go(caller, waits=waits)
        except DATABASE_ERRORS as error:
            log.warning("a caller waits on, the database is away: %s", type(error).__name__)
            return False

    async def _end_left(self, service: LivekitService, rooms: list[api.Room]) -> None:
        """Phones whose worker died: nobody speaks to them any more, and they would stay."""
        held = [room.name for room in rooms if room.name.startswith(OUTBOUND) or _is_call(room)]
        left = {name for name in held if await service.lone_phone(name) is not None}
        for name in left & self._left:
            log.warning("a phone was left alone by its worker and is hung up")
            await service.end_room(name, None)
        self._left = left - self._left


def _is_call(room: api.Room) -> bool:
    """Whose call a room is stands in its metadata, from the moment that somebody joins."""
    try:
        UUID(room.metadata)
    except ValueError:
        return False
    return room.name.startswith((INBOUND, OUTBOUND))
