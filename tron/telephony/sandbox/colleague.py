"""Whom the practice line hands a call to: somebody behind another practice number, who answers or does not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID

from tron.core.clock import Clock
from tron.core.phone import is_practice
from tron.core.ports import HandedOver
from tron.telephony.sandbox.people import FAILURES, Person, person_for
from tron.telephony.sandbox.ring_log import RingLog

RING_OUT_SECONDS = 5.0
Transfer = Callable[[str, str, float], Awaitable[HandedOver]]


class Colleagues:
    """Everybody on the practice line, as those to whom the call `call_id` may be handed."""

    def __init__(self, clock: Clock, rings: RingLog, call_id: UUID, language: str) -> None:
        self._clock = clock
        self._rings = rings
        self._call_id = call_id
        self._language = language

    async def ring(self, to: str, announce: str, wait: float) -> HandedOver:
        """Who takes over, or why nobody does. A machine that answers takes no call over; nobody listens to `announce`.

        A name in place of a number is a colleague who always answers.
        """
        del announce
        if not is_practice(to) and (not to or any(map(str.isdigit, to))):
            return HandedOver(False, "invalid_number")
        person = person_for(to, self._language, None) if is_practice(to) else Person(to)
        self._rings.write(self._clock.now(), self._call_id, to, person.name, "transfer")
        seconds = RING_OUT_SECONDS if person.fate == "no_answer" else person.rings
        await self._clock.sleep(min(seconds, wait))
        if seconds > wait:
            return HandedOver(False, FAILURES["no_answer"][1])
        if person.fate != "answers":
            return HandedOver(False, FAILURES[person.fate][1])
        if person.opening is not None:
            return HandedOver(False, "machine")
        return HandedOver(True, by=person.name)
