"""From an order to an answered phone: one request to LiveKit, and what the room shows meanwhile."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

import aiohttp

from tron.core.ports import DialFailed, HearsEarly, RingListener
from tron.telephony.livekit import failures
from tron.telephony.livekit.room import PhoneRoom
from tron.telephony.livekit.service import LivekitService, PhoneOrder, ServerError, end_quietly

log = logging.getLogger(__name__)

SOUND_SECONDS = 4.0
"""The phone's sound comes a second after it joins, often before the answer; much later it will not."""
APPEAR_SECONDS = 1.5
STOP_SECONDS = 2.0
ANSWERED: Final = 200


class Dialling:
    """One phone being rung into a room where our side is already. `run` may be cancelled at any moment."""

    def __init__(self, service: LivekitService, room: PhoneRoom, order: PhoneOrder, listener: RingListener) -> None:
        self._service = service
        self._room = room
        self._order = order
        self._listener = listener
        self._request: asyncio.Task[str] | None = None
        self._rests = False
        """The phone is known not to ring any more, or never to have rung."""

    async def run(self) -> str:
        """The SIP service's id of the answered call. Raises DialFailed and OutcomeUnknown; then nothing rings."""
        if isinstance(self._listener, HearsEarly):
            self._room.audio.early = self._listener.early
        self._request = asyncio.create_task(self._service.ring(self._order), name="ring")
        telling = asyncio.create_task(self._tell_ringing(), name="ringing")
        answered = False
        try:
            sip_call_id = await self._outcome(self._request)
            self._room.audio.answered()
            self._room.rings.set()  # whoever answers was rung, whether or not that was seen
            await asyncio.gather(telling, return_exceptions=True)
            await self._sound()
            answered = True
            return sip_call_id
        finally:
            telling.cancel()
            if not answered:
                await self._take_back()
            await asyncio.gather(telling, return_exceptions=True)

    async def _outcome(self, request: asyncio.Task[str]) -> str:
        room = self._room
        try:
            return await asyncio.shield(request)
        except ServerError as error:
            if not failures.is_livekits(error):
                raise failures.OutcomeUnknown(f"What is before LiveKit answered {error.status} to a dial.") from None
            self._rests = True
            if room.over.done() and error.status == 408:
                message = "The room was closed while the phone rang."
                raise DialFailed("failed", "unreachable", 408, message) from None
            raise failures.not_answered(error, rang=room.rings.is_set(), trunk_id=self._order.trunk_id) from None
        except (aiohttp.ClientError, TimeoutError) as error:
            if not failures.was_sent(error):
                self._rests = True
                raise DialFailed("failed", "unreachable", None, failures.AWAY) from None
            raise failures.OutcomeUnknown(f"LiveKit's answer was lost ({type(error).__name__})") from None

    async def _sound(self) -> None:
        """Raises DialFailed where the answered phone stays without sound: with 200, as the trunk did connect."""
        await self._room.until(self._room.sounds, SOUND_SECONDS)
        if not self._room.sounds.is_set() and not self._room.over.done():
            raise DialFailed("failed", "trunk_error", ANSWERED, failures.MUTE)

    async def _tell_ringing(self) -> None:
        await self._room.rings.wait()
        await self._listener.ringing()

    async def _take_back(self) -> None:
        """Nothing may ring on. A phone that is only about to come into the room is waited for, to be put out of it."""
        request, room = self._request, self._room
        assert request is not None
        if not self._rests:
            await room.until(room.seen, APPEAR_SECONDS)
        await end_quietly(self._service, self._order.room, room.phone, STOP_SECONDS)
        request.cancel()
        await asyncio.gather(request, return_exceptions=True)
