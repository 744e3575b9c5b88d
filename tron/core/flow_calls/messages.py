"""A flow's messages: their templates, and sending them."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tron.core.database.engine import Database
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call
from tron.core.flow_engine.world import MessageOrder, MessageResult, MessageTemplate
from tron.core.messages.delivery import Delivery, Wish
from tron.core.messages.wording import names_in
from tron.core.ports.messages import Channel
from tron.core.repositories.messages import MessageRepository

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)

_Words = tuple[Channel, str, str, str]

TEMPLATE_SECONDS: Final = 3.0


async def find_template(database: Database, channel: Channel, name: str) -> MessageTemplate | None:
    """The template of this name and channel; None where there is none, or the database is away."""
    try:
        async with asyncio.timeout(TEMPLATE_SECONDS), database.transaction() as session:
            row = await MessageRepository(session).template(name)
    except DATABASE_ERRORS as error:
        log.error("a message's template could not be read: %s", type(error).__name__)
        return None
    if row is None or row.channel != channel:
        return None
    return MessageTemplate(row.name, row.text, names_in(row.text))


class CallMessages:
    """Those of one call. A talk may begin anew, for somebody who picks up late: what one before it ordered is not
    ordered again, whatever came of it, for it may have arrived."""

    def __init__(self, services: Services, call: Call) -> None:
        self._services = services
        self._call = call
        self._given: dict[_Words, asyncio.Future[MessageResult]] = {}
        self._before: dict[_Words, asyncio.Future[MessageResult]] = {}

    def begin(self) -> None:
        """A talk begins."""
        self._before |= self._given
        self._given = {}

    async def send(self, order: MessageOrder) -> MessageResult:
        """Sends it once; `order.to` is E.164. Raises nothing."""
        words = (order.channel, order.to, order.template, order.text)
        if (earlier := self._before.get(words)) is not None:
            return replace(await asyncio.shield(earlier), again=True)
        sending = self._given[words] = asyncio.ensure_future(_send(self._services, self._call, order))
        return await sending


async def _send(services: Services, call: Call, order: MessageOrder) -> MessageResult:
    wish = Wish(order.channel, order.to, order.text, order.shown, order.template, tuple(order.values))
    outcome = await Delivery(services).send(wish, call)
    return MessageResult(outcome.taken, outcome.problem, str(outcome.id))
