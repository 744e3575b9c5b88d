"""Messages with everything around them: a database, an open gate, and a vendor that does as it is told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar

from pydantic import SecretStr
from sqlalchemy import select

from tests.factories import agent_row, make_services
from tests.phones import NOON_IN_NEW_YORK, NUMBERS, PhoneLine
from tests.support import VirtualClock
from tron.core import audit
from tron.core.database.engine import Database
from tron.core.database.tables import Call, DialDecision, Message, SenderRow, TemplateRow
from tron.core.messages.delivery import Delivery, Outcome, Wish
from tron.core.ports.messages import Channel, HookResult, MessageHook, Outgoing, Reach, SenderAccount
from tron.core.services import Services
from tron.core.tools.discovery import Discovery
from tron.core.tools.ports import ToolReach
from tron.core.tools.source import ToolSource
from tron.providers.messages.forms import SenderModel

TO, PRACTICE = NUMBERS[42], "+910000000001"


class FakeModel(SenderModel):
    header: str = ""
    key: SecretStr | None = None


class FakeSender:
    """A kind of sender that keeps what it was given; `trouble` is raised instead."""

    title = "Fake"
    model = FakeModel
    inherits: ClassVar[dict[str, str]] = {"header": "telephony.from_number", "key": "telephony.twilio_auth_token"}

    def __init__(self, channel: Channel) -> None:
        self.name = f"fake_{channel}"
        self.channel: Channel = channel
        self.sent: list[tuple[SenderAccount, Outgoing]] = []
        self.trouble: BaseException | None = None
        self.before_answer: Callable[[], Awaitable[None]] | None = None

    async def send(self, account: SenderAccount, message: Outgoing, reach: Reach) -> str:
        del reach
        self.sent.append((account, message))
        if self.before_answer is not None:
            await self.before_answer()
        if self.trouble is not None:
            raise self.trouble
        return f"v-{len(self.sent)}"

    def hook(self, account: SenderAccount, hook: MessageHook) -> HookResult:
        del account, hook
        return HookResult()


class PostOffice:
    """Services with two kinds of senders, and a call on a line that rings phones."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.sms, self.whatsapp = FakeSender("sms"), FakeSender("whatsapp")
        services.lines.register(PhoneLine())
        for sender in (self.sms, self.whatsapp):
            services.senders.register(sender)
        unused: Any = None
        discovery = Discovery(services.database, services.settings, services.clock, unused)
        services.tools = ToolSource(ToolReach(unused, unused), discovery)

    @classmethod
    async def opened(cls, database: Database, folder: Path) -> PostOffice:
        office = cls(make_services(database, folder, VirtualClock(NOON_IN_NEW_YORK)))
        await office.set({"compliance.countries": ["IN", "US"], "compliance.test_numbers": NUMBERS})
        office.call = await office.stored_call()
        return office

    async def set(self, changes: Mapping[str, Any]) -> None:
        settings = self.services.settings
        async with self.services.database.transaction() as session:
            revision = (await settings.read(session)).revision
            await settings.update(session, changes, revision, audit.System())
        await settings.load()

    async def stored_call(self, line: str = "fake", number: str = TO) -> Call:
        async with self.services.database.transaction() as session:
            agent = agent_row()
            session.add(agent)
            await session.flush()
            self.call = Call(agent_id=agent.id, phone_number=number, line=line)
            session.add(self.call)
        return self.call

    async def sender(self, channel: Channel = "sms", **columns: Any) -> SenderRow:
        columns = {"name": f"{channel} account", **columns}
        async with self.services.database.transaction() as session:
            row = SenderRow(kind=f"fake_{channel}", channel=channel, **columns)
            session.add(row)
        return row

    async def template(self, channel: Channel = "sms", **columns: Any) -> TemplateRow:
        columns = {"name": "order", "text": "Order {{order}} comes.", **columns}
        async with self.services.database.transaction() as session:
            row = TemplateRow(channel=channel, **columns)
            session.add(row)
        return row

    async def send(self, channel: Channel = "sms", to: str = TO, text: str = "Hello", **more: Any) -> Outcome:
        wish = Wish(channel, to, text, more.pop("shown", text), **more)
        return await Delivery(self.services).send(wish, self.call)

    async def add(self, *rows: Any) -> None:
        async with self.services.database.transaction() as session:
            session.add_all(rows)

    async def rows(self) -> list[Message]:
        async with self.services.database.transaction() as session:
            return list(await session.scalars(select(Message).order_by(Message.created_at, Message.id)))

    async def ledger(self) -> list[tuple[Any, ...]]:
        async with self.services.database.transaction() as session:
            rows = await session.scalars(select(DialDecision).order_by(DialDecision.id))
            return [(row.phone_number, row.destination, row.allowed, row.exempt, row.rule) for row in rows]
