"""Making, changing and removing senders, each change audited without secrets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from tron.core import audit
from tron.core.compliance import GateSettings
from tron.core.database.tables import SenderRow
from tron.core.editing import EditedRows, Noted
from tron.core.errors import invalid_field
from tron.core.messages.senders import Senders
from tron.core.models.message import SenderIn, SenderOut, SenderUpdate
from tron.core.ports.hooks import HOOKS
from tron.core.ports.messages import MessageSender, SenderAccount
from tron.core.repositories.messages import SenderRepository
from tron.core.trunks.settings import noted_secrets, sealed, secret_names, split

PUBLIC_URL: Final = "telephony.public_url"
MESSAGES: Final = "messages"


class SenderAccounts(EditedRows[SenderRow]):
    """Senders, in the caller's transaction."""

    kind = SenderRow
    title = "sender"
    entity = "message_sender"
    masked: ClassVar[Mapping[str, Noted]] = {"secrets": noted_secrets}

    def __init__(
        self, session: AsyncSession, senders: Senders, actor: audit.Doer | None = None, request_id: str | None = None
    ) -> None:
        self._accounts = SenderRepository(session)
        self._senders = senders
        super().__init__(session, self._accounts, actor, request_id)

    async def create(self, body: SenderIn) -> SenderRow:
        """Raises Invalid with the fields' paths."""
        return await self._create(SenderRow(**await self._values(body, {})))

    async def update(self, sender_id: UUID, body: SenderUpdate) -> SenderRow:
        """Raises NotFound, Invalid, and Conflict for a stale revision."""
        row = await self.get(sender_id)
        if body.kind != row.kind:
            raise invalid_field("kind", "A sender stays of its kind.", hint="Make a new one of the other kind.")
        return await self._update(sender_id, await self._values(body, secrets_of(row), row.id), body.revision)

    async def _values(self, body: SenderIn, kept: Mapping[str, str], own: UUID | None = None) -> dict[str, Any]:
        sender = self._senders.get(body.kind)
        settings, secrets = split(sender.model, body.settings, kept, "sender")
        if body.is_default:
            await self._accounts.no_default(sender.channel, own)
        return {
            **body.model_dump(include={"kind", "name", "enabled", "is_default"}),
            "channel": sender.channel,
            "settings": settings,
            "secrets": sealed(secrets),
        }

    async def _check_rename(self, row: SenderRow, name: str) -> None:
        await self._check_name(name)

    def _told(self, row: SenderRow) -> dict[str, Any]:
        return {"name": row.name, "kind": row.kind}

    def _shown(self, row: SenderRow) -> dict[str, Any]:
        return sender_out(row, None).model_dump(mode="json")


def secrets_of(row: SenderRow) -> dict[str, str]:
    """The secrets of a row, opened."""
    return dict(json.loads(row.secrets)) if row.secrets else {}


def account_of(row: SenderRow, sender: MessageSender, settings: GateSettings) -> SenderAccount:
    """The value that a sender is given; what its row leaves empty comes from Tron's settings, where it says so."""
    own, secrets = dict(row.settings), secrets_of(row)
    sealed_names = secret_names(sender.model)
    for name, key in sender.inherits.items():
        if not own.get(name) and not secrets.get(name) and (value := settings.get(key)):
            (secrets if name in sealed_names else own)[name] = str(value)
    return SenderAccount(row.id, row.kind, row.name, own, secrets)


def hook_url(settings: GateSettings, sender_id: UUID, message_id: UUID | None = None) -> str | None:
    """Where a vendor tells of a sender's messages, or of one of them; None without a public address."""
    public = settings.get(PUBLIC_URL)
    of = f"/{message_id}" if message_id is not None else ""
    return f"{str(public).rstrip('/')}{HOOKS}/{MESSAGES}/{sender_id}{of}" if public else None


def sender_out(row: SenderRow, url: str | None) -> SenderOut:
    """The row as the API shows it."""
    extra = {"secrets_set": sorted(secrets_of(row)), "hook_url": url}
    columns = {name: getattr(row, name) for name in SenderOut.model_fields if name not in extra}
    return SenderOut.model_validate({**columns, **extra})
