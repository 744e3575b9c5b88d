"""Sending one message: written down first, allowed, sent once. Nothing here ever sends the same row twice.

A row is `queued` from the commit before the send until its outcome is written. Whoever dies in between leaves it so,
and it becomes `unknown` (`reports.settle_lost`): the vendor may have it, so nobody sends it again.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import phone
from tron.core.call_engine.opt_outs import OPTED_OUT, VENDOR, keep_opt_out
from tron.core.compliance import Decision, Facts, GateSettings, Rules, decide_message, refused, write_down
from tron.core.database.failures import DATABASE_ERRORS
from tron.core.database.tables import Call, Message, OptOut, SenderRow, TemplateRow
from tron.core.ids import uuid7
from tron.core.messages.accounts import account_of, hook_url
from tron.core.messages.reasons import MessageReason
from tron.core.messages.wording import LONGEST, without_number
from tron.core.ports import Messages
from tron.core.ports.messages import (
    ApprovedTemplate,
    Channel,
    MessageRefused,
    MessageSender,
    MessageUnsure,
    Outgoing,
    Reach,
    SenderAccount,
)
from tron.core.repositories.messages import MessageRepository, SenderRepository
from tron.core.tools.addresses import AllowList
from tron.core.tools.http_request import without_secrets
from tron.core.tools.ports import HttpAnswer, HttpRequest

if TYPE_CHECKING:
    from tron.core.services import Services

log = logging.getLogger(__name__)

MESSAGE: Final = "message"
INDIA: Final = "+91"
WINDOW: Final = timedelta(hours=24)
SEND_SECONDS: Final = 20.0
"""Longer than any sender waits for its vendor."""
NUMBER_LENGTH: Final = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """One message that somebody wants sent. `shown` is `text` with what is sensitive masked."""

    channel: Channel
    to: str
    text: str
    shown: str
    template: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `state` sent or delivered: the vendor has it; else `problem` says in a sentence why not."""

    id: UUID
    state: str
    reason: MessageReason | None = None
    problem: str = ""

    @property
    def taken(self) -> bool:
        return self.state in ("sent", "delivered")


@dataclass(frozen=True, slots=True)
class _No:
    reason: MessageReason
    problem: str


@dataclass(slots=True)
class _Plan:
    """What was found out before the send. `no` set: nothing is sent; `sender` None: the practice inbox takes it."""

    decision: Decision
    no: _No | None = None
    row: SenderRow | None = None
    account: SenderAccount | None = None
    sender: MessageSender | None = None
    template: TemplateRow | None = None
    category: str = "promotional"
    settings: GateSettings | None = field(default=None, repr=False)


class Delivery:
    """Sends messages for a process. `sender_id`: by this account, whatever the channel's default is."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def send(self, wish: Wish, call: Call | None = None, sender_id: UUID | None = None) -> Outcome:
        """Raises nothing but what cancels it. A database that is away: nothing is sent."""
        id_ = uuid7()
        try:
            settings = await self._services.settings.snapshot()
            async with self._services.database.transaction() as session:
                plan = await self._plan(session, wish, call, sender_id, settings)
                session.add(_row(id_, wish, call, plan, self._services.clock.now()))
                if call is not None:
                    now = self._services.clock.now()
                    number = wish.to[:NUMBER_LENGTH]
                    write_down(session, call, plan.decision, now, number=number, destination=MESSAGE)
        except DATABASE_ERRORS as error:
            log.error("a message could not be written down: %s", type(error).__name__)
            return Outcome(id_, "failed", "error", "It could not be written down, so it was not sent.")
        if plan.no is not None:
            return Outcome(id_, "failed", plan.no.reason, plan.no.problem)
        return await (self._to_practice(id_, wish) if plan.sender is None else self._by_vendor(id_, wish, plan))

    # ------------------------------------------------------------ before

    async def _plan(
        self, session: AsyncSession, wish: Wish, call: Call | None, sender_id: UUID | None, settings: GateSettings
    ) -> _Plan:
        rows = MessageRepository(session)
        template = await rows.template(wish.template) if wish.template else None
        category = template.category if template else "service" if wish.channel == "whatsapp" else "promotional"
        plan = _Plan(Decision(True, exempt=True), template=template, category=category, settings=settings)
        if wish.template and (template is None or template.channel != wish.channel):
            return _refused(plan, _No("no_template", f"There is no such template of this channel: {wish.template}."))
        if len(wish.text) > LONGEST:
            return _refused(plan, _No("too_long", f"A message has at most {LONGEST:,} characters."))
        if phone.is_practice(wish.to):
            return plan
        plan.decision = await self._gate(session, wish, call, category, settings)
        if not plan.decision.allowed:
            return _refused(plan, _No(_reason(plan.decision), plan.decision.detail or "It may not be sent."))
        return await self._choose(session, plan, wish, sender_id)

    async def _gate(
        self, session: AsyncSession, wish: Wish, call: Call | None, category: str, settings: GateSettings
    ) -> Decision:
        line = self._services.lines.find(call.line) if call is not None else None
        if line is not None and not line.rings_phone:
            return refused("line", "A call on this line rings nobody, and writes to practice numbers only.")
        listed = await session.scalar(select(OptOut.id).where(OptOut.phone_number == wish.to).limit(1))
        facts = Facts(wish.to, wish.channel, True, self._services.clock.now(), opted_out=listed is not None)
        return decide_message(facts, Rules.of(settings), any_hour=category != "promotional")

    async def _choose(self, session: AsyncSession, plan: _Plan, wish: Wish, sender_id: UUID | None) -> _Plan:
        senders = SenderRepository(session)
        row = await senders.of_channel(wish.channel) if sender_id is None else await senders.get(SenderRow, sender_id)
        sender = self._services.senders.find(row.kind) if row is not None else None
        if row is None or sender is None or self._services.tools is None or plan.settings is None:
            return _refused(plan, _No("no_sender", "No sender of this channel is set up and switched on."))
        plan.row, plan.sender = row, sender
        plan.account = account_of(row, sender, plan.settings)
        if wish.channel == "sms" and wish.to.startswith(INDIA) and not has_dlt(plan.template, plan.account):
            told = "A message to an Indian number needs a template with its DLT id, and a header."
            return _refused(plan, _No("dlt", told))
        if wish.channel == "whatsapp" and plan.template is None:
            return await self._in_window(session, plan, wish, row.id)
        return plan

    async def _in_window(self, session: AsyncSession, plan: _Plan, wish: Wish, sender_id: UUID) -> _Plan:
        last = await MessageRepository(session).last_incoming(wish.to, sender_id)
        if last is not None and last > self._services.clock.now() - WINDOW:
            return plan
        told = "They did not write within 24 hours: WhatsApp takes an approved template only."
        return _refused(plan, _No("window", told))

    # ------------------------------------------------------------ the send

    async def _to_practice(self, id_: UUID, wish: Wish) -> Outcome:
        inbox = next((line for line in self._services.lines if isinstance(line, Messages)), None)
        if inbox is None:
            return await self._keep(id_, Outcome(id_, "failed", "no_sender", "There is no practice line here."))
        problem = await inbox.send_message(id_, wish.to, wish.text, channel=wish.channel)
        if problem:
            return await self._keep(id_, Outcome(id_, "failed", "refused", problem))
        return await self._keep(id_, Outcome(id_, "delivered"))

    async def _by_vendor(self, id_: UUID, wish: Wish, plan: _Plan) -> Outcome:
        assert plan.sender is not None
        assert plan.account is not None
        outgoing = _outgoing(id_, wish, plan)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                vendor_id = await plan.sender.send(plan.account, outgoing, self._reach(plan))
        except MessageRefused as no:
            outcome = Outcome(id_, "failed", no.reason, _clean(str(no), plan.account, wish.to))
            return await self._keep(id_, outcome, knows=plan.account if no.reason == OPTED_OUT else None)
        except (MessageUnsure, TimeoutError) as unsure:
            told = _clean(str(unsure), plan.account, wish.to) or "There was no answer in time."
            return await self._keep(id_, Outcome(id_, "unknown", "unsure", f"{told} It is not sent again."))
        return await self._keep(id_, Outcome(id_, "sent"), vendor_id)

    def _reach(self, plan: _Plan) -> Reach:
        assert plan.settings is not None
        allowed = AllowList(plan.settings.get("tools.allowed_hosts"))

        async def reach(request: HttpRequest) -> HttpAnswer:
            assert self._services.tools is not None
            return await self._services.tools.reach.fetch(request, allowed)

        return reach

    async def _keep(
        self, id_: UUID, outcome: Outcome, vendor_id: str | None = None, knows: SenderAccount | None = None
    ) -> Outcome:
        """A report may have been here first: then only the vendor's id is still to be written. Whoever took it for lost
        was wrong, such as a worker whose clock is ahead. `knows`: whose vendor was told to send no more."""
        now = self._services.clock.now()
        values: dict[str, Any] = {"state": outcome.state, "reason": outcome.reason, "error": outcome.problem or None}
        values |= {"sent_at": now} if outcome.taken else {}
        values |= {"delivered_at": now} if outcome.state == "delivered" else {}
        values |= {"vendor_id": vendor_id} if vendor_id else {}
        try:
            async with self._services.database.transaction() as session:
                rows = MessageRepository(session)
                if await rows.move(id_, ("queued", "unknown"), values) is None and vendor_id:
                    await rows.name_it(id_, vendor_id)
                if knows is not None and (message := await rows.get(id_)) is not None:
                    source = f"{VENDOR}{knows.kind}"
                    await keep_opt_out(session, message.call_id, message.phone_number, source=source)
        except DATABASE_ERRORS as error:
            log.error("what became of a message was not written down: %s", type(error).__name__)
        return outcome


def _clean(told: str, account: SenderAccount, number: str) -> str:
    """A vendor's words without what it was sent: some give back the token that they do not like, and the number."""
    return without_number(without_secrets(told, account.secrets.values()), number)


def has_dlt(template: TemplateRow | None, account: SenderAccount) -> bool:
    """Whether these words are registered, and under a header."""
    return template is not None and bool(template.dlt_template_id) and bool(_header(template, account))


def _header(template: TemplateRow, account: SenderAccount) -> str:
    return template.header or str(account.settings.get("header") or "")


def _outgoing(id_: UUID, wish: Wish, plan: _Plan) -> Outgoing:
    assert plan.account is not None
    assert plan.settings is not None
    template, approved = plan.template, None
    if template is not None:
        header = _header(template, plan.account)
        approved = ApprovedTemplate(template.dlt_template_id, header, template.whatsapp_name, template.language)
    url = hook_url(plan.settings, plan.account.id, id_)
    return Outgoing(id_, wish.to, wish.text, plan.category, approved, wish.values, url)


def _refused(plan: _Plan, no: _No) -> _Plan:
    plan.no = no
    if plan.decision.allowed:
        plan.decision = Decision(False, exempt=plan.decision.exempt, rule="message", detail=no.problem)
    return plan


def _reason(decision: Decision) -> MessageReason:
    rule = decision.rule
    known: tuple[MessageReason, ...] = (
        "number",
        "line",
        "practice_number",
        "country",
        "test_numbers",
        "opted_out",
        "timezone",
        "hours",
    )
    return next((one for one in known if one == rule), "error")


def _row(id_: UUID, wish: Wish, call: Call | None, plan: _Plan, now: datetime) -> Message:
    return Message(
        id=id_,
        call_id=call.id if call is not None else None,
        phone_number=wish.to[:NUMBER_LENGTH],
        channel=wish.channel,
        sender_id=plan.row.id if plan.row is not None else None,
        sender=plan.row.name if plan.row is not None else "",
        template=wish.template[:60],
        category=plan.category,
        text=wish.shown,
        state="queued" if plan.no is None else "failed",
        reason=plan.no.reason if plan.no is not None else None,
        error=plan.no.problem if plan.no is not None else None,
        created_at=now,
    )
