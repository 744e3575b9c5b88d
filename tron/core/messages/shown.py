"""Messages as the API lists them."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import cursor, phone
from tron.core.database.tables import Message
from tron.core.errors import NotFound
from tron.core.models.message import MessageOut, MessagePage, MessageQuery
from tron.core.repositories.messages import MessageRepository

SORT: Final = "-created_at"


async def message_page(session: AsyncSession, query: MessageQuery) -> MessagePage:
    """One page, the newest first. Raises Invalid for a bad cursor or number."""
    after = cursor.decode(query.cursor, SORT, datetime)
    number = None if query.phone_number is None else phone.normalise(query.phone_number)
    behind = None if after is None else (after[0], after[1])
    rows = list(await MessageRepository(session).page(query.call_id, number, behind, query.limit))
    more, rows = len(rows) > query.limit, rows[: query.limit]
    last = cursor.encode(SORT, rows[-1].created_at, rows[-1].id) if more else None
    return MessagePage(items=[message_out(row) for row in rows], next_cursor=last)


async def one_message(session: AsyncSession, message_id: UUID) -> Message:
    """Raises NotFound."""
    message = await MessageRepository(session).get(message_id)
    if message is None:
        raise NotFound("There is no such message.")
    return message


def message_out(row: Message) -> MessageOut:
    """The row as the API shows it."""
    return MessageOut.model_validate({name: getattr(row, name) for name in MessageOut.model_fields})
