"""From an allowed claim to an answer: rings, waits, and takes the dial back when nobody wants it any more."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tron.core.call_engine.claim import Claim
from tron.core.call_engine.place import place
from tron.core.call_engine.states import BUSY, CANCELLED, FAILED, NO_ANSWER
from tron.core.clock import Clock
from tron.core.lines import Lines
from tron.core.ports import DialFailed, LineCall, RingListener

log = logging.getLogger(__name__)

RING_SECONDS = 45.0
LATE_SECONDS = 15.0
"""A line ends its dial after RING_SECONDS by itself; this much later it is taken back."""
TAKE_BACK_SECONDS = 5.0
HANG_UP_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class NotAnswered:
    """The final status of a call that nobody answered, with its columns."""

    status: str
    values: Mapping[str, Any]


UNKNOWN = NotAnswered(
    FAILED, {"reason": "unknown_outcome", "error_message": "The line broke while dialling; nobody knows if it rang."}
)
RANG_OUT = NotAnswered(NO_ANSWER, {"reason": "rang_out", "sip_status": 408})
BY_USER = NotAnswered(CANCELLED, {"reason": "by_user"})


async def ring(
    claim: Claim, lines: Lines, listener: RingListener, clock: Clock, unwanted: asyncio.Event
) -> LineCall | NotAnswered:
    """Dial once. `unwanted` takes the dial back while it rings (BY_USER). What answers too late is hung up.

    A line that breaks or hangs leaves UNKNOWN where a phone may have rung; elsewhere its error is raised.
    """
    if unwanted.is_set():
        return BY_USER
    dial = asyncio.create_task(place(claim, lines, listener, ring_timeout=RING_SECONDS), name="dial")
    late = asyncio.create_task(clock.sleep(RING_SECONDS + LATE_SECONDS))
    stop = asyncio.create_task(unwanted.wait())
    try:
        await asyncio.wait({dial, late, stop}, return_when=asyncio.FIRST_COMPLETED)
        if dial.done():
            return _outcome(dial, claim)
        over = await take_back(dial)
        if not over and claim.call.rings_phone:
            return UNKNOWN
        return BY_USER if unwanted.is_set() else RANG_OUT
    except asyncio.CancelledError:
        await take_back(dial)
        raise
    finally:
        late.cancel()
        stop.cancel()


def _outcome(dial: asyncio.Task[LineCall], claim: Claim) -> LineCall | NotAnswered:
    try:
        if dial.cancelled():
            raise RuntimeError("the line gave up the dial by itself")
        return dial.result()
    except DialFailed as failed:
        values = {"reason": failed.reason, "sip_status": failed.sip_status, "error_message": str(failed)}
        if failed.status in (FAILED, NO_ANSWER, BUSY, CANCELLED):
            return NotAnswered(failed.status, values)
        log.error("the line %s told of a status that no dial can end in: %s", claim.call.line, failed.status)
    except Exception:
        if not claim.call.rings_phone:
            raise
        # Dialled, and nobody can say what came of it: never again without a person.
        log.exception("the dial's outcome is unknown")
    return UNKNOWN


async def take_back(dial: asyncio.Task[LineCall]) -> bool:
    """Stop dialling; an answer that came at the same moment, or comes later, is hung up. False: the line hangs."""
    dial.cancel()
    await asyncio.wait({dial}, timeout=TAKE_BACK_SECONDS)
    if not dial.done():
        log.error("a line does not let go of a dial")
        dial.add_done_callback(lambda late: asyncio.ensure_future(_hang_up_answer(late)))
        return False
    await _hang_up_answer(dial)
    return True


async def _hang_up_answer(dial: asyncio.Task[LineCall]) -> None:
    if not dial.cancelled() and dial.exception() is None:
        await hang_up(dial.result())


async def hang_up(line_call: LineCall) -> None:
    """Hang up, whatever state the line is in; raises nothing."""
    try:
        async with asyncio.timeout(HANG_UP_SECONDS):
            await line_call.hang_up()
    except Exception:
        log.exception("a line did not hang up")


async def stop_tasks(*tasks: asyncio.Task[Any] | None) -> None:
    """Cancel tasks and wait until they are gone."""
    running = [task for task in tasks if task is not None]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
