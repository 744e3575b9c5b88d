"""Handing a call's far side to another number: over its stream (REFER), or by the carrier."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from tron.core.call_engine.sip_outcomes import NO_REFER, outcome_of
from tron.core.ports import HandedOver
from tron.core.ports.colleagues import NOT_SUPPORTED
from tron.telephony.media_stream.messages import TransferState

GRACE_SECONDS = 2.0
GONE = HandedOver(False, "caller_hung_up")
UNABLE = HandedOver(False, "trunk_error")
RANG_OUT = HandedOver(False, "rang_out", may_ring=True)


class TransferBook:
    """Transfers under way, by id."""

    def __init__(self) -> None:
        self._waiting: dict[str, asyncio.Future[HandedOver]] = {}
        self._rang: set[str] = set()
        self._count = 0

    async def hand_over(self, to: str, wait: float, send: Callable[[str], Awaitable[bool]]) -> HandedOver:
        """`send` sends the order by its id, False when the vendor does not take it. Waits at most `wait` seconds."""
        self._count += 1
        id_ = f"t{self._count}"
        outcome = self._waiting[id_] = asyncio.get_running_loop().create_future()
        try:
            if not await send(id_):
                return UNABLE
            async with asyncio.timeout(wait + GRACE_SECONDS):
                handed = await outcome
            return HandedOver(True, by=to) if handed.answered else handed
        except TimeoutError:
            return RANG_OUT
        finally:
            self._waiting.pop(id_, None)
            self._rang.discard(id_)

    def told(self, state: TransferState) -> None:
        """How far it is; of a transfer that nobody waits for any more this means nothing."""
        outcome = self._waiting.get(state.id)
        if outcome is None or outcome.done():
            return
        if state.state == "ringing":
            self._rang.add(state.id)
        elif state.state == "done":
            outcome.set_result(HandedOver(True))
        elif state.state == "failed":
            _, reason = outcome_of(state.sip_status, rang=state.id in self._rang)
            outcome.set_result(HandedOver(False, NOT_SUPPORTED if state.sip_status in NO_REFER else reason))

    def over(self) -> None:
        """The call ended: so did its transfers."""
        for outcome in self._waiting.values():
            if not outcome.done():
                outcome.set_result(GONE)
