"""One answered call in a LiveKit room."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping

import aiohttp

from tron.core.ports import HandedOver, Hangup, LineAudio, LineText
from tron.telephony.livekit.failures import not_handed, was_sent
from tron.telephony.livekit.room import PhoneRoom
from tron.telephony.livekit.service import LivekitService, ServerError, end_quietly

log = logging.getLogger(__name__)

DTMF = {key: code for code, key in enumerate("0123456789*#ABCD")}
KEY_SECONDS = 0.3
"""From one digit to the next; the SIP service plays each for a quarter of a second."""
PAUSES = frozenset(",w")
PAUSE_SECONDS = 0.5
LAST_WORDS_SECONDS = 0.3
END_SECONDS = 3.0


class LivekitCall:
    """Implements LineCall, Transfers, HasHeaders and InRoom; `done` is called once when it is over."""

    def __init__(self, room: PhoneRoom, service: LivekitService, sip_call_id: str, done: Callable[[], None]) -> None:
        self.line_call_id = sip_call_id
        self.answered_by: str | None = None
        self.text: LineText | None = None
        self.audio: LineAudio | None = room.audio
        self._room = room
        self._service = service
        self._done = done
        self._closing = asyncio.create_task(self._close(), name=f"room {room.name}")

    async def hang_up(self) -> None:
        if not self._room.over.done():
            await self._room.audio.drained(LAST_WORDS_SECONDS)
            self._room.end(Hangup("agent"))
        await asyncio.shield(self._closing)

    async def ended(self) -> Hangup:
        return await asyncio.shield(self._room.over)

    async def keys(self) -> AsyncIterator[str]:
        while (key := await self._room.keys.get()) is not None:
            yield key

    async def send_keys(self, digits: str) -> None:
        for digit in digits.upper():
            if digit in DTMF:
                await self._room.send_key(digit, DTMF[digit])
                await asyncio.sleep(KEY_SECONDS)
            elif digit.lower() in PAUSES:
                await asyncio.sleep(PAUSE_SECONDS)

    async def transfer(self, to: str, *, announce: str, wait: float) -> HandedOver:
        """REFER: the carrier rings `to`, and nobody hears `announce`. The far side stays here until it is answered."""
        del announce
        room = self._room
        if room.over.done() or room.phone is None:
            return HandedOver(False, "caller_hung_up")
        await room.audio.drained(LAST_WORDS_SECONDS)
        try:
            await self._service.hand_over(room.name, room.phone, to, wait)
        except ServerError as error:
            return not_handed(error, gone=room.over.done())
        except TimeoutError:
            return HandedOver(False, "rang_out", may_ring=True)
        except aiohttp.ClientError as error:
            log.error("a transfer broke: %s", type(error).__name__)
            return HandedOver(False, "trunk_error", may_ring=was_sent(error))
        return HandedOver(True, by=to)

    @property
    def room_name(self) -> str:
        return self._room.name

    @property
    def headers(self) -> Mapping[str, str]:
        return self._room.headers

    @property
    def vendor_call_id(self) -> str | None:
        told = self._room.attributes
        return told.get("sip.callIDFull") or told.get("sip.callID") or self.line_call_id or None

    async def _close(self) -> None:
        """Whoever ended it: the phone is out of the room, the room is gone, and our side with it."""
        await asyncio.shield(self._room.over)
        try:
            await end_quietly(self._service, self._room.name, self._room.phone, END_SECONDS)
            await self._room.leave()
        finally:
            self._done()
