"""Calls that come in: what is told of them, and another call for help where nobody came to a room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

import aiohttp
from livekit import api

from tron.core.call_engine.inbound import Incoming, NotTaken
from tron.core.clock import Clock
from tron.telephony.livekit.room import HEADER
from tron.telephony.livekit.service import LivekitService, ServerError, end_quietly

log = logging.getLogger(__name__)

INBOUND = "call-inbound-"
"""What the names of rooms begin with that LiveKit's dispatch rule makes for callers."""
APPEAR_SECONDS = 3.0
ALONE_SECONDS = 1.5
"""Seen alone for so long, the workers are asked again: with the time between two looks, within three seconds."""
END_SECONDS = 3.0

Receive = Callable[[Incoming], Awaitable[UUID]]


async def take_in(service: LivekitService, room: str, receive: Receive, line: str) -> UUID | None:
    """Tells of the caller who waits in a room; None where nobody is there, or nobody here answers: that hangs up."""
    caller = await _caller(service, room)
    if caller is None:
        return None
    told = caller.attributes
    incoming = Incoming(
        line=line,
        called=told.get("sip.trunkPhoneNumber"),
        caller=told.get("sip.phoneNumber"),
        offer={"room": room},
        vendor_call_id=told.get("sip.callID"),
        headers={name.removeprefix(HEADER): value for name, value in told.items() if name.startswith(HEADER)},
    )
    try:
        return await receive(incoming)
    except NotTaken as refused:
        log.warning("a call that came in is not taken: %s", refused)
        await end_quietly(service, room, caller.identity, END_SECONDS)
        return None


async def _caller(service: LivekitService, room: str) -> api.ParticipantInfo | None:
    """The room's agent may be sent for before the server shows who caused it."""
    try:
        async with asyncio.timeout(APPEAR_SECONDS):
            while (caller := await service.phone_in(room)) is None:
                await asyncio.sleep(0.1)
            return caller
    except TimeoutError:
        return None


class Lonely:
    """Finds callers whom nobody joined, and asks for an agent again."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._since: dict[str, float] = {}

    async def look(self, service: LivekitService, agent_name: str) -> list[str]:
        """One round; the rooms for which an agent was sent again. Raises nothing."""
        try:
            alone = [room.name for room in await service.rooms() if await _is_alone(service, room)]
            now = self._clock.monotonic()
            self._since = {name: self._since.get(name, now) for name in alone}
            sent = [name for name, since in self._since.items() if now - since >= ALONE_SECONDS]
            for name in sent:
                self._since[name] = now
                await service.send_agent(name, agent_name)
        except (ServerError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("LiveKit cannot be asked for callers who wait: %s", type(error).__name__)
            return []
        return sent


async def _is_alone(service: LivekitService, room: api.Room) -> bool:
    """Whose call a room is stands in its metadata, from the moment that somebody joins. Its own count lags behind."""
    if not room.name.startswith(INBOUND) or _is_call(room.metadata):
        return False
    return await service.phone_in(room.name) is not None


def _is_call(metadata: str) -> bool:
    try:
        UUID(metadata)
    except ValueError:
        return False
    return True
