"""What goes wrong in rooms while nobody is in them to notice: callers whom nobody joined, phones that nobody holds."""

from __future__ import annotations

import logging
from uuid import UUID

import aiohttp
from livekit import api

from tron.core.clock import Clock
from tron.telephony.livekit.access import INBOUND, OUTBOUND
from tron.telephony.livekit.service import LivekitService, ServerError

log = logging.getLogger(__name__)

ALONE_SECONDS = 1.5
"""Seen alone for so long, the workers are asked again: with the time between two looks, within three seconds."""
HELD_EVERY = 5.0
"""How often the rooms of calls are looked at: one request for each. Twice without us, and it is over."""


class RoomWatch:
    """Looks at a server's rooms again and again. Any worker may do what others do too: it is done once all the same."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, float] = {}
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
        """Callers whom nobody joined: LiveKit does not ask again by itself."""
        unclaimed = [room.name for room in rooms if room.name.startswith(INBOUND) and not _is_call(room)]
        now = self._clock.monotonic()
        alone = [name for name in unclaimed if await service.phone_in(name) is not None]
        self._waiting = {name: self._waiting.get(name, now) for name in alone}
        for name, since in self._waiting.items():
            if now - since >= ALONE_SECONDS:
                self._waiting[name] = now
                await service.send_agent(name, agent_name)

    async def _end_left(self, service: LivekitService, rooms: list[api.Room]) -> None:
        """Phones whose worker died: nobody speaks to them any more, and they would stay."""
        held = [room.name for room in rooms if room.name.startswith(OUTBOUND) or _is_call(room)]
        left = {name for name in held if await service.is_left(name)}
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
