"""A wish never to be called again is on the list the moment its words are there, whatever the Script waits for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from tron.core.call_engine.opt_outs import asked_never_again, keep_opt_out
from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call

log = logging.getLogger(__name__)

KEEP_SECONDS: Final = 3.0
TRANSCRIPT: Final = "call.transcript"
OPTED_OUT: Final = "call.opted_out"


class Wishes:
    """Of one call: looks at its events as they come. The Script acts on the wish; here it is only kept."""

    def __init__(self, database: Database, call: Call) -> None:
        self._database = database
        self._call = call
        self._keeping: asyncio.Task[None] | None = None
        self._told = False

    def look(self, type_: str, payload: Mapping[str, Any]) -> None:
        """An event of the call. Never waits."""
        self._told = self._told or type_ == OPTED_OUT
        if type_ == TRANSCRIPT and payload.get("final") and self._keeping is None and asked_never_again([payload]):
            self._keeping = asyncio.create_task(self._keep(), name="keep-opt-out")

    async def settle(self) -> bool:
        """The call is over: True where the wish was there, and the Script did not get to tell of it."""
        if self._keeping is not None:
            await asyncio.gather(self._keeping, return_exceptions=True)
        return self._keeping is not None and not self._told

    async def _keep(self) -> None:
        try:
            async with asyncio.timeout(KEEP_SECONDS), self._database.transaction() as session:
                await keep_opt_out(session, self._call.id, self._call.phone_number)
        except (*DATABASE_ERRORS, TimeoutError) as error:  # the call's end tries again
            log.error("an opt-out waits for the database: %s", type(error).__name__)
