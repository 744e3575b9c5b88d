"""The net below every Script: whoever asked in a call never to be called again is on the list when it ends.

What was promised to the number before, a callback, ends with the wish.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import OptOut
from tron.core.repositories.callbacks import CallbackRepository
from tron.core.repositories.opt_outs import OptOutRepository
from tron.core.scripts.wishes import wants_no_calls

OPTED_OUT = "opted_out"
VENDOR = "vendor:"
DO_NOT_CALL = "do_not_call"


def asked_never_again(transcript: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the caller's words hold the wish, heard by the Script or not."""
    return any(entry.get("role") == "caller" and wants_no_calls(str(entry.get("text") or "")) for entry in transcript)


async def keep_opt_out(
    session: AsyncSession, call_id: UUID | None, number: str | None, *, source: str = "call"
) -> bool:
    """Put the number on the list and close its callbacks, in the caller's transaction. `source` says where it was:
    a call, a channel that they wrote by, or VENDOR and the kind of sender, which knew it.

    True when it was not on the list yet.
    """
    if number is None:
        return False
    await CallbackRepository(session).cancel(number, OPTED_OUT)
    return await OptOutRepository(session).add(OptOut(phone_number=number, source=source, call_id=call_id))
