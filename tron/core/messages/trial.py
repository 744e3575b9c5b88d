"""Trying a sender with one message that a person writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from uuid import UUID

from tron.core import phone
from tron.core.database.tables import SenderRow
from tron.core.errors import Unavailable, invalid_field
from tron.core.messages.delivery import Delivery, Wish
from tron.core.messages.wording import filled_in, names_in, one_line
from tron.core.models.message import MessageTestIn
from tron.core.ports.messages import Channel
from tron.core.repositories.messages import MessageRepository

if TYPE_CHECKING:
    from tron.core.services import Services


async def try_sender(services: Services, row: SenderRow, body: MessageTestIn) -> UUID:
    """The message's id: it was sent, or its row says why not. Raises Invalid for what can be no message."""
    wish = await _wish(services, row, body)
    outcome = await Delivery(services).send(wish, sender_id=row.id)
    if outcome.reason == "error":
        raise Unavailable(outcome.problem)
    return outcome.id


async def _wish(services: Services, row: SenderRow, body: MessageTestIn) -> Wish:
    to, channel = phone.normalise(body.to, path="to"), cast("Channel", row.channel)
    if not body.template:
        if not body.text.strip():
            raise invalid_field("text", "Write the message, or choose a template.")
        return Wish(channel, to, body.text.strip(), body.text.strip())
    async with services.database.transaction() as session:
        template = await MessageRepository(session).template(body.template)
    if template is None or template.channel != channel:
        raise invalid_field("template", "There is no such template of this sender's channel.")
    values = {name: one_line(body.values.get(name, "")) for name in names_in(template.text)}
    if empty := [name for name, value in values.items() if not value]:
        raise invalid_field(f"values.{empty[0]}", f"Give a value for {empty[0]}.")
    text = filled_in(template.text, values)
    return Wish(channel, to, text, text, template.name, tuple(values.values()))
