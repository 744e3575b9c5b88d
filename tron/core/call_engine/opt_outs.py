"""The net below every Script: whoever asked in a call never to be called again is on the list when it ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import OptOut
from tron.core.repositories.opt_outs import OptOutRepository
from tron.core.scripts.phrases import is_opt_out

OPTED_OUT = "opted_out"
DO_NOT_CALL = "do_not_call"


def asked_never_again(transcript: Iterable[Mapping[str, Any]]) -> bool:
    """Whether the caller's words hold the wish, heard by the Script or not."""
    return any(entry.get("role") == "caller" and is_opt_out(str(entry.get("text") or "")) for entry in transcript)


async def keep_opt_out(session: AsyncSession, call_id: UUID, number: str | None) -> bool:
    """Put the number on the list, in the caller's transaction; True when it was not there yet."""
    if number is None:
        return False
    return await OptOutRepository(session).add(OptOut(phone_number=number, source="call", call_id=call_id))
