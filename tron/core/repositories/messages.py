"""SQL of senders, templates and messages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core.database.tables import Message, SenderRow, TemplateRow
from tron.core.ids import uuid7
from tron.core.repositories.rows import RowRepository

MOST_LOST: Final = 500


class SenderRepository(RowRepository):
    """Senders. Callers own the transaction."""

    async def of_channel(self, channel: str) -> SenderRow | None:
        """The one that takes this channel's messages: its default, else the first by name; None where none is on."""
        query = select(SenderRow).where(SenderRow.channel == channel, SenderRow.enabled)
        ordered = query.order_by(SenderRow.is_default.desc(), SenderRow.name).limit(1)
        return (await self._session.scalars(ordered)).one_or_none()

    async def no_default(self, channel: str, but: UUID | None) -> None:
        """Take the default of a channel from whoever has it, except from this one."""
        others = update(SenderRow).where(SenderRow.channel == channel, SenderRow.is_default)
        if but is not None:
            others = others.where(SenderRow.id != but)
        await self._session.execute(others.values(is_default=False, revision=SenderRow.revision + 1))


class MessageRepository:
    """Messages, in the caller's transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def template(self, name: str) -> TemplateRow | None:
        return (await self._session.scalars(select(TemplateRow).where(TemplateRow.name == name))).one_or_none()

    async def templates(self, names: Collection[str]) -> Sequence[TemplateRow]:
        return (await self._session.scalars(select(TemplateRow).where(TemplateRow.name.in_(names)))).all()

    async def get(self, message_id: UUID) -> Message | None:
        return await self._session.get(Message, message_id, populate_existing=True)

    async def move(self, message_id: UUID, states: Collection[str], values: Mapping[str, Any]) -> Message | None:
        """The message with these values where it is still in one of `states`; None where it is not."""
        changed = update(Message).where(Message.id == message_id, Message.state.in_(states)).values(**values)
        statement = changed.returning(Message).execution_options(populate_existing=True)
        return (await self._session.scalars(statement)).one_or_none()

    async def by_vendor_id(self, sender_id: UUID, vendor_id: str) -> Message | None:
        query = select(Message).where(Message.sender_id == sender_id, Message.vendor_id == vendor_id)
        return (await self._session.scalars(query)).one_or_none()

    async def add_incoming(self, values: Mapping[str, Any]) -> Message | None:
        """A message that came in; None where it came before."""
        statement = insert(Message).values(id=uuid7(), direction="in", state="received", **values)
        once = statement.on_conflict_do_nothing(index_elements=["sender_id", "vendor_id"])
        return (await self._session.scalars(once.returning(Message))).one_or_none()

    async def name_it(self, message_id: UUID, vendor_id: str) -> None:
        """The vendor's id of a message whose first report was faster than the vendor's answer."""
        nameless = update(Message).where(Message.id == message_id, Message.vendor_id.is_(None))
        await self._session.execute(nameless.values(vendor_id=vendor_id))

    async def last_incoming(self, number: str, sender_id: UUID) -> datetime | None:
        """When this person last wrote to this account."""
        query = select(func.max(Message.created_at)).where(
            Message.phone_number == number, Message.sender_id == sender_id, Message.direction == "in"
        )
        return await self._session.scalar(query)

    async def last_call_written_to(self, number: str, channel: str, since: datetime) -> UUID | None:
        """The call whose message this person may be answering."""
        query = select(Message.call_id).where(
            Message.phone_number == number,
            Message.channel == channel,
            Message.direction == "out",
            Message.created_at >= since,
            Message.call_id.is_not(None),
        )
        return await self._session.scalar(query.order_by(Message.created_at.desc()).limit(1))

    async def lost(self, before: datetime) -> Sequence[Message]:
        """Messages whose sender went away in the middle, locked."""
        query = select(Message).where(Message.state == "queued", Message.created_at < before)
        return (await self._session.scalars(query.limit(MOST_LOST).with_for_update(skip_locked=True))).all()

    async def page(
        self, call_id: UUID | None, number: str | None, after: tuple[datetime, UUID] | None, limit: int
    ) -> Sequence[Message]:
        """The newest first; one more than `limit`, where there are more."""
        query = select(Message)
        if call_id is not None:
            query = query.where(Message.call_id == call_id)
        if number is not None:
            query = query.where(Message.phone_number == number)
        if after is not None:
            query = query.where(tuple_(Message.created_at, Message.id) < after)
        ordered = query.order_by(Message.created_at.desc(), Message.id.desc()).limit(limit + 1)
        return (await self._session.scalars(ordered)).all()
