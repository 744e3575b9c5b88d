"""The world around a flow on a call: the model's answers, the web, colleagues, messages, callbacks, documents."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from tron.core import phone
from tron.core.call_engine.opt_outs import keep_opt_out
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Agent, Call
from tron.core.errors import Invalid
from tron.core.flow_calls.asking import ask_model
from tron.core.flow_calls.colleagues import Colleagues
from tron.core.flow_calls.documents import Documents
from tron.core.flow_calls.messages import CallMessages, find_template
from tron.core.flow_calls.own_lines import OwnLines
from tron.core.flow_calls.webhooks import CallWebhooks
from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.world import (
    Found,
    MessageOrder,
    MessageResult,
    MessageTemplate,
    TransferResult,
    WebhookAnswer,
    WebhookCall,
)
from tron.core.ports import CallOver, LanguageModel, LineCall
from tron.core.ports.colleagues import Invitation, Invites
from tron.core.ports.messages import Channel
from tron.core.tools.callbacks import StoredCallbacks

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)
T = TypeVar("T")

OPT_OUT_SECONDS: Final = 3.0
CALLBACK_SECONDS: Final = 3.0
LAST_SECONDS: Final = 5.0
"""How long the call's end waits for requests that still run."""


class CallWorld:
    """Implements flow_engine.world.World for one call. `model` is asked bare: without guard, without tools.

    `over` waits for the call's end and gives its reason: nothing is waited for after it. What changes something
    elsewhere (a webhook, a message) is not broken off by it: `aclose` lets it come to its end. `targets` are the
    numbers that the flow itself names for transfers, `desk` brings people into a call that has sound.
    """

    def __init__(
        self,
        services: Services,
        agent: Agent,
        call: Call,
        line_call: LineCall,
        *,
        zone: ZoneInfo,
        over: Callable[[], Awaitable[str]],
        model: LanguageModel | None = None,
        targets: frozenset[str] = frozenset(),
        desk: Invites | None = None,
    ) -> None:
        self._services = services
        self._call = call
        self._zone = zone
        self._over = over
        self._model = model
        self._colleagues = Colleagues(services, agent, call, line_call, over=over, targets=targets, desk=desk)
        self._documents = Documents(services, agent)
        self._messages = CallMessages(services, call)
        self._webhooks = CallWebhooks(services, call.id)
        self._walks = 0
        self._running: set[asyncio.Future[Any]] = set()
        self._callbacks = StoredCallbacks(services.database, call.id, agent.id, call.phone_number, call.contact_name)
        self.lines = OwnLines(agent, call)

    def begin_talk(self) -> bool:
        """A walk of the flow begins; whether it is another one than the call's first."""
        self._messages.begin()
        self._webhooks.begin()
        self._walks += 1
        return self._walks > 1

    def begin(self) -> None:
        """Looks whether there are documents, beside the first words."""
        self._documents.open()

    def overhear(self, partial: str) -> None:
        """The caller is saying this: what it asks for is looked up already."""
        self._documents.overhear(partial)

    async def aclose(self) -> None:
        await self._documents.aclose()
        await self._colleagues.aclose()
        left = tuple(self._running)
        if left:
            await asyncio.wait(left, timeout=LAST_SECONDS)
        for one in left:
            one.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    # ------------------------------------------------------------ World

    def now(self) -> datetime:
        return self._services.clock.now().astimezone(self._zone)

    async def ask(self, asking: Asking) -> Answers | None:
        return await ask_model(self._model, asking) if self._model is not None else None

    async def webhook(self, call: WebhookCall) -> WebhookAnswer:
        return await self._unless_over(self._webhooks.send(call))

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult:
        handing = self._colleagues.hand_over(to, announce, wait)
        return await self._unless_over(handing, breaks_off=True)

    async def invite(self, invitation: Invitation) -> TransferResult:
        return await self._unless_over(self._colleagues.invite(invitation), breaks_off=True)

    async def together(self) -> str:
        ended = await self._colleagues.together()
        if ended in ("caller", "colleague"):
            return ended
        raise CallOver(ended)

    async def message_template(self, channel: Channel, name: str) -> MessageTemplate | None:
        return await find_template(self._services.database, channel, name)

    async def send_message(self, order: MessageOrder) -> MessageResult:
        number = _number(order.to)
        if not number:
            return MessageResult(False, "This is not a phone number.")
        return await self._unless_over(self._messages.send(replace(order, to=number)))

    async def schedule_callback(self, due_at: datetime, note: str) -> bool:
        try:
            async with asyncio.timeout(CALLBACK_SECONDS):
                await self._callbacks.keep(due_at, note)
        except DATABASE_ERRORS as error:
            log.error("a callback was not kept: %s", type(error).__name__)
            return False
        return True

    async def opt_out(self, words: str) -> None:
        """A database that is away holds up nobody: the call's end tries again."""
        del words
        try:
            async with asyncio.timeout(OPT_OUT_SECONDS), self._services.database.transaction() as session:
                await keep_opt_out(session, self._call.id, self._call.phone_number)
        except DATABASE_ERRORS as error:
            log.error("an opt-out waits for the database: %s", type(error).__name__)

    async def find(self, query: str) -> Found:
        return await self._documents.find(query)

    def prepared(self, words: str) -> str | None:
        return self.lines.prepared(words)

    def urgent(self, words: str) -> str | None:
        return self.lines.urgent(words)

    # ------------------------------------------------------------

    async def _unless_over(self, work: Coroutine[Any, Any, T], *, breaks_off: bool = False) -> T:
        """Its result; CallOver as soon as the call is over. Then it runs on by itself, unless it `breaks_off`."""
        doing: asyncio.Future[T] = asyncio.ensure_future(work)
        self._running.add(doing)
        doing.add_done_callback(self._running.discard)
        over = asyncio.ensure_future(self._over())
        either: set[asyncio.Future[Any]] = {doing, over}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if doing.done():
                return doing.result()
            raise CallOver(over.result())
        finally:
            over.cancel()
            if breaks_off:
                doing.cancel()


def _number(text: str) -> str:
    """E.164, "" for what is no number."""
    try:
        return phone.normalise(text)
    except Invalid:
        return ""
