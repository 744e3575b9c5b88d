"""Who may speak in a browser call: a token for the page that asked for it, or for the first page that answers."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.call_engine.states import FINAL, IN_PROGRESS
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Call
from tron.core.errors import Conflict, NotFound
from tron.core.repositories.stream_tickets import StreamTicketRepository

BROWSER_LINE = "browser"
TICKET_LASTS = timedelta(minutes=10)
Purpose = Literal["call", "supervision"]
"""A token opens the stream it was made for alone: a supervisor's does not make anybody the caller."""


def rings_pages(call: Call) -> bool:
    """Whether the open pages are rung, and the first to answer has the call."""
    return call.line == BROWSER_LINE and bool(call.line_options.get("ring"))


async def issue_ticket(session: AsyncSession, call_id: UUID, now: datetime) -> str:
    """A token that opens the call's stream once, within ten minutes."""
    return await _issue(session, call_id, secrets.token_urlsafe(24), "call", now)


async def issue_seat(session: AsyncSession, call_id: UUID, seat: UUID, now: datetime) -> str:
    """A token that lets a supervisor of the call take this seat once, within ten minutes."""
    return await _issue(session, call_id, f"{seat}.{secrets.token_urlsafe(24)}", "supervision", now)


def seat_of(token: str) -> UUID | None:
    """The seat that such a token is for, whether it is good or not."""
    try:
        return UUID(token.partition(".")[0])
    except ValueError:
        return None


async def _issue(session: AsyncSession, call_id: UUID, token: str, purpose: Purpose, now: datetime) -> str:
    tickets = StreamTicketRepository(session)
    await tickets.forget(now - 2 * TICKET_LASTS)
    await tickets.add(call_id, _digest(token, purpose), now)
    return token


async def answer_ticket(session: AsyncSession, call_id: UUID, now: datetime) -> tuple[Call, str]:
    """The ringing call and a token, for one page alone. Raises NotFound and Conflict."""
    call = await session.get(Call, call_id, with_for_update=True)
    if call is None:
        raise NotFound("There is no such call.")
    if not rings_pages(call):
        raise Conflict("This call does not ring in browsers.")
    if call.status in FINAL:
        raise Conflict("This call is over.", extra={"current": {"status": call.status, "reason": call.reason}})
    if call.status == IN_PROGRESS or await StreamTicketRepository(session).exist(call_id):
        raise Conflict("Another page took this call.", extra={"current": {"status": call.status, "reason": None}})
    return call, await issue_ticket(session, call_id, now)


class Tickets:
    """What a line, or the supervisors' door, asks of the database; `redeem` fits LineContext."""

    def __init__(self, database: Database, clock: Clock, purpose: Purpose = "call") -> None:
        self._database = database
        self._clock = clock
        self._purpose = purpose

    async def redeem(self, call_id: UUID, token: str) -> bool:
        """Use up a token: True once."""
        now = self._clock.now()
        digest = _digest(token, self._purpose)
        async with self._database.transaction() as session:
            return await StreamTicketRepository(session).use(call_id, digest, now, now - TICKET_LASTS)


def _digest(token: str, purpose: Purpose) -> str:
    digest = hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=32, person=purpose.encode())
    return digest.hexdigest()
