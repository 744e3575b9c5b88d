"""A call that comes in: what is told of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from uuid import UUID

from livekit import api

from tron.core.call_engine.inbound import Incoming, NotTaken
from tron.telephony.livekit.room import HEADER
from tron.telephony.livekit.service import LivekitService, end_quietly

log = logging.getLogger(__name__)

APPEAR_SECONDS = 3.0
END_SECONDS = 3.0

Receive = Callable[[Incoming], Awaitable[UUID]]


async def take_in(service: LivekitService, room: str, receive: Receive, line: str) -> UUID | None:
    """Tells of the caller who waits in a room; None where nobody is there, or nobody here answers: that hangs up."""
    caller = await _caller(service, room)
    if caller is None:
        return None
    try:
        return await receive(told_of(caller, room, line))
    except NotTaken as refused:
        log.warning("a call that came in is not taken: %s", refused)
        await end_quietly(service, room, caller.identity, END_SECONDS)
        return None


def told_of(caller: api.ParticipantInfo, room: str, line: str) -> Incoming:
    """What LiveKit tells of a caller."""
    told = caller.attributes
    return Incoming(
        line=line,
        called=told.get("sip.trunkPhoneNumber"),
        caller=told.get("sip.phoneNumber"),
        offer={"room": room},
        vendor_call_id=told.get("sip.callID"),
        headers={name.removeprefix(HEADER): value for name, value in told.items() if name.startswith(HEADER)},
    )


async def _caller(service: LivekitService, room: str) -> api.ParticipantInfo | None:
    """The room's agent may be sent for before the server shows who caused it."""
    try:
        async with asyncio.timeout(APPEAR_SECONDS):
            while (caller := await service.phone_in(room)) is None:
                await asyncio.sleep(0.1)
            return caller
    except TimeoutError:
        return None
