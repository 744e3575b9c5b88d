"""What vendors tell of messages: how far each one came, and what people answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.opt_outs import OPTED_OUT, VENDOR, keep_opt_out
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import Message, SenderRow
from tron.core.events.after_commit import publish_after_commit
from tron.core.events.bus import EventBus
from tron.core.events.log import NewEvent, append
from tron.core.messages.wishes import wants_no_messages
from tron.core.messages.wording import LONGEST, without_number
from tron.core.plain import plain_text
from tron.core.ports.messages import HookResult, Incoming, Report
from tron.core.repositories.messages import MessageRepository

LOST_AFTER: Final = timedelta(minutes=1)
"""Longer than a send lasts: what is queued still, nobody is sending any more."""
ANSWERS_WITHIN: Final = timedelta(days=7)
BEFORE: Final[Mapping[str, tuple[str, ...]]] = {
    "sent": ("queued", "unknown"),
    "delivered": ("queued", "unknown", "sent"),
    "read": ("queued", "unknown", "sent", "delivered"),
    "failed": ("queued", "unknown", "sent"),
}
"""The states from which a report leads on: they come twice, late and out of order, and never lead back."""


class Reports:
    """Writes down what a proven webhook told, in the caller's transaction."""

    def __init__(self, session: AsyncSession, bus: EventBus, now: datetime) -> None:
        self._session = session
        self._messages = MessageRepository(session)
        self._bus = bus
        self._now = now

    async def take(self, sender: SenderRow, result: HookResult) -> int:
        """How many of its reports were about no message of ours."""
        unknown = 0
        for report in result.reports:
            unknown += not await self._report(sender, report)
        for incoming in result.incoming:
            await self._incoming(sender, incoming)
        return unknown

    async def _report(self, sender: SenderRow, report: Report) -> bool:
        message = await self._find(sender, report)
        if message is None:
            return False
        if report.opted_out:
            source = f"{VENDOR}{sender.kind}"
            await keep_opt_out(self._session, message.call_id, message.phone_number, source=source)
        if report.state in BEFORE and await self._moved(message, report) is not None:
            event = f"message.{report.state}"
            problem = without_number(report.error, message.phone_number) or "It did not arrive."
            more = {"problem": problem} if report.state == "failed" else {}
            if report.state != "sent":  # its node has told that already
                await tell(self._session, self._bus, message, event, self._now, more)
        return True

    async def _moved(self, message: Message, report: Report) -> Message | None:
        values: dict[str, Any] = {"state": report.state}
        if report.vendor_id and message.vendor_id is None:
            values["vendor_id"] = report.vendor_id
        if report.state == "failed":
            reason = OPTED_OUT if report.opted_out else "not_delivered"
            values |= {"reason": reason, "error": plain_text(report.error)[:500] or None}
        else:
            values |= {f"{report.state}_at": self._now, "reason": None, "error": None}
        return await self._messages.move(message.id, BEFORE[report.state], values)

    async def _find(self, sender: SenderRow, report: Report) -> Message | None:
        """By our id, where the vendor gives it back, else by its own. One of another sender is none."""
        if report.message_id is not None:
            message = await self._messages.get(report.message_id)
            return message if message is not None and message.sender_id == sender.id else None
        return await self._messages.by_vendor_id(sender.id, report.vendor_id) if report.vendor_id else None

    async def _incoming(self, sender: SenderRow, incoming: Incoming) -> None:
        number = phone.from_network(incoming.sender)
        if number is None:
            return
        text, at = plain_text(incoming.text)[:LONGEST], min(incoming.at or self._now, self._now)
        asks = wants_no_messages(text)
        opted_out, source = asks or incoming.opted_out, sender.channel if asks else f"{VENDOR}{sender.kind}"
        call_id = await self._messages.last_call_written_to(number, sender.channel, self._now - ANSWERS_WITHIN)
        if not incoming.vendor_id:  # it may have come before, so it is no message; the wish holds all the same
            if opted_out:
                await keep_opt_out(self._session, call_id, number, source=source)
            return
        message = await self._messages.add_incoming(
            {
                "call_id": call_id,
                "phone_number": number,
                "channel": sender.channel,
                "sender_id": sender.id,
                "sender": sender.name,
                "vendor_id": incoming.vendor_id[:250],
                "category": "service",
                "text": text,
                "created_at": at,
            }
        )
        if message is None:
            return
        if opted_out:
            await keep_opt_out(self._session, call_id, number, source=source)
        told = {"text": text, "opted_out": opted_out}
        await tell(self._session, self._bus, message, "message.received", self._now, told)


async def tell(
    session: AsyncSession, bus: EventBus, message: Message, type_: str, now: datetime, more: Mapping[str, Any]
) -> None:
    """An event on the message's call, where it has one."""
    if message.call_id is None:
        return
    payload = {
        "to": phone.mask(message.phone_number),
        "channel": message.channel,
        "template": message.template,
        "message_id": str(message.id),
        **more,
    }
    await append(session, message.call_id, [NewEvent(message.call_id, type_, payload, now)])
    publish_after_commit(session, bus, f"call:{message.call_id}")


async def settle_lost(database: Database, bus: EventBus, clock: Clock) -> Sequence[Message]:
    """Messages whose sender died in the middle become `unknown`. Never sends. Raises what the database raises."""
    now = clock.now()
    async with database.transaction() as session:
        rows = MessageRepository(session)
        lost = await rows.lost(now - LOST_AFTER)
        for message in lost:
            told = "Tron was stopped while it was sent. The vendor may have it; it is not sent again."
            values = {"state": "unknown", "reason": "unsure", "error": told}
            if await rows.move(message.id, ("queued",), values) is not None:
                await tell(session, bus, message, "message.unknown", now, {})
        return lost
