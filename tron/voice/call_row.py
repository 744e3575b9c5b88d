"""The row of a call that this process holds: its status changes, written even when the database is away for a while."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.opt_outs import DO_NOT_CALL, OPTED_OUT, asked_never_again, keep_opt_out
from tron.core.call_engine.states import COMPLETED, FINAL
from tron.core.call_engine.transitions import transition
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS, is_passing
from tron.core.database.tables import Call
from tron.core.events.bus import EventBus
from tron.core.events.log import NewEvent, append
from tron.core.events.writer import EventWriter
from tron.voice.hooks import CallHooks

log = logging.getLogger(__name__)

DATABASE_PATIENCE_SECONDS = 60.0
RETRY_SECONDS = 0.5
# Columns that fit whatever the call held: what is left when a row cannot be stored as it is.
PLAIN_COLUMNS = ("reason", "sip_status", "answered_at", "heartbeat_at")


class CallRow:
    """Writes the statuses of one claimed call, as its owner."""

    def __init__(
        self, database: Database, writer: EventWriter, bus: EventBus, clock: Clock, hooks: CallHooks, call: Call
    ) -> None:
        self._database = database
        self._writer = writer
        self._bus = bus
        self._clock = clock
        self._hooks = hooks
        self._call = call
        self.wish_untold = False
        """The wish never to be called again is on the list already, and no event tells of it."""

    async def write(
        self,
        status: str,
        values: Mapping[str, Any],
        payload: Mapping[str, Any] | None = None,
        *,
        patience: float = DATABASE_PATIENCE_SECONDS,
    ) -> Call | None:
        """Change the status, waiting for a database that is away; None when the call was no longer ours."""
        loop = asyncio.get_running_loop()
        deadline, again = loop.time() + patience, False
        while True:
            try:
                await self._writer.flush(max(0.1, min(10.0, deadline - loop.time())))
                call = await self._change(status, values, payload, again=again)
                break
            except DATABASE_ERRORS as error:
                again = True
                if not is_passing(error):
                    if set(values) <= set(PLAIN_COLUMNS):
                        raise
                    log.exception("a call's row cannot be stored as it is; its events keep the story")
                    values = {name: values[name] for name in PLAIN_COLUMNS if name in values}
                elif loop.time() > deadline:
                    log.error("the database stayed away; the call is left to reconciliation")
                    return None
                else:
                    await asyncio.sleep(RETRY_SECONDS)
        self._bus.publish(f"call:{self._call.id}")
        if call is None:
            log.warning("a call was no longer ours")
            return None
        log.info("the call on line %s is %s (%s)", call.line, call.status, call.reason or "as it should")
        if status in FINAL:
            await self._hooks.on_call_end(call)
        return call

    async def _change(
        self, status: str, values: Mapping[str, Any], payload: Mapping[str, Any] | None, *, again: bool
    ) -> Call | None:
        owner, now = self._call.owner, self._clock.now()
        async with self._database.transaction() as session:
            if status in FINAL and values.get("transcript"):
                values = await self._opted_out(session, status, values)
            call = await transition(session, self._call.id, status, at=now, owner=owner, values=values, payload=payload)
            if call is None and again:
                # The connection broke at the commit, and the commit had happened.
                there = await session.get(Call, self._call.id)
                call = there if there is not None and (there.status, there.owner) == (status, owner) else None
        return call

    async def _opted_out(self, session: AsyncSession, status: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A wish in the caller's words that the Script did not get to act on counts all the same."""
        if values.get("reason") != OPTED_OUT and not asked_never_again(values["transcript"]):
            return values
        new = await keep_opt_out(session, self._call.id, self._call.phone_number)
        if not new and not self.wish_untold:
            return values
        if values.get("reason") == OPTED_OUT:
            return values
        event = NewEvent(self._call.id, "call.opted_out", {"words": None}, self._clock.now())
        await append(session, self._call.id, [event])
        return {**values, "outcome": DO_NOT_CALL, **({"reason": OPTED_OUT} if status == COMPLETED else {})}
