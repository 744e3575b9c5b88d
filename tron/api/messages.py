"""/api/tron/messages, /message-senders, /message-kinds and /message-templates."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, status

from tron.api.actor import Actor
from tron.api.deps import RequestId, ServicesDep, SessionDep, require
from tron.api.errors import RESPONSES
from tron.core import audit
from tron.core.database.tables import SenderRow
from tron.core.messages.accounts import SenderAccounts, hook_url, sender_out
from tron.core.messages.shown import message_out, message_page, one_message
from tron.core.messages.templates import MessageTemplates, template_out
from tron.core.messages.trial import try_sender
from tron.core.models.message import (
    MessageOut,
    MessagePage,
    MessageQuery,
    MessageTestIn,
    SenderIn,
    SenderKind,
    SenderKindPage,
    SenderOut,
    SenderPage,
    SenderUpdate,
    TemplateIn,
    TemplateOut,
    TemplatePage,
    TemplateUpdate,
)
from tron.core.services import Services
from tron.core.trunks.settings import form_of

router = APIRouter(tags=["messages"], responses=RESPONSES)

READ = [Depends(require("settings.read"))]
Writing = Annotated[Actor, Depends(require("settings.write"))]


@router.get("/messages", dependencies=[Depends(require("calls.read"))])
async def list_messages(query: Annotated[MessageQuery, Query()], session: SessionDep) -> MessagePage:
    """Messages, the newest first: all, of one call, of one number."""
    return await message_page(session, query)


@router.get("/message-kinds", dependencies=READ)
async def list_kinds(services: ServicesDep) -> SenderKindPage:
    """The kinds of senders, each with the form of its accounts."""
    kinds = [
        SenderKind(name=one.name, title=one.title, channel=one.channel, form=form_of(one.model))
        for one in services.senders
    ]
    return SenderKindPage(items=kinds, next_cursor=None)


async def _accounts(session: SessionDep, services: ServicesDep) -> SenderAccounts:
    return SenderAccounts(session, services.senders)


async def _account_writer(
    actor: Writing, session: SessionDep, services: ServicesDep, request_id: RequestId
) -> SenderAccounts:
    return SenderAccounts(session, services.senders, actor, request_id)


AccountWriter = Annotated[SenderAccounts, Depends(_account_writer)]


@router.get("/message-senders", dependencies=READ)
async def list_senders(accounts: Annotated[SenderAccounts, Depends(_accounts)], services: ServicesDep) -> SenderPage:
    """All senders, by name."""
    return SenderPage(items=[await _shown(row, services) for row in await accounts.all()], next_cursor=None)


@router.post("/message-senders", status_code=status.HTTP_201_CREATED)
async def create_sender(body: SenderIn, accounts: AccountWriter, services: ServicesDep) -> SenderOut:
    """A new sender; messages of its channel go by it at once, where it is the default or the only one."""
    return await _shown(await accounts.create(body), services)


@router.put("/message-senders/{sender_id}")
async def change_sender(
    sender_id: UUID, body: SenderUpdate, accounts: AccountWriter, services: ServicesDep
) -> SenderOut:
    """Change a sender; 409 with the `current` row when `revision` is stale. A secret left out stays."""
    return await _shown(await accounts.update(sender_id, body), services)


@router.delete("/message-senders/{sender_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_sender(sender_id: UUID, accounts: AccountWriter) -> None:
    """Remove a sender; its messages stay, and no more reports of them are taken."""
    await accounts.delete(sender_id)


@router.post("/message-senders/{sender_id}/test")
async def test_sender(
    sender_id: UUID, body: MessageTestIn, actor: Writing, services: ServicesDep, request_id: RequestId
) -> MessageOut:
    """Send one message by it. To a practice number it lands in the practice inbox; to others the gate's rules apply."""
    async with services.database.transaction() as session:
        row = await SenderAccounts(session, services.senders).get(sender_id)
    message_id = await try_sender(services, row, body)
    async with services.database.transaction() as session:
        message = await one_message(session, message_id)
        tried = {"to": message.phone_number[-2:], "state": message.state}
        await audit.record(session, actor, "message_sender.test", "message_sender", sender_id, tried, request_id)
        return message_out(message)


@router.get("/message-templates", dependencies=[Depends(require("flows.read"))])
async def list_templates(session: SessionDep) -> TemplatePage:
    """All templates, by name."""
    return TemplatePage(items=[template_out(row) for row in await MessageTemplates(session).all()], next_cursor=None)


async def _template_writer(actor: Writing, session: SessionDep, request_id: RequestId) -> MessageTemplates:
    return MessageTemplates(session, actor, request_id)


TemplateWriter = Annotated[MessageTemplates, Depends(_template_writer)]


@router.post("/message-templates", status_code=status.HTTP_201_CREATED)
async def create_template(body: TemplateIn, templates: TemplateWriter) -> TemplateOut:
    """A new template, for flows to send."""
    return template_out(await templates.create(body))


@router.put("/message-templates/{template_id}")
async def change_template(template_id: UUID, body: TemplateUpdate, templates: TemplateWriter) -> TemplateOut:
    """Change a template; 409 when `revision` is stale, or for a new name while flows use the old one."""
    return template_out(await templates.update(template_id, body))


@router.delete("/message-templates/{template_id}", status_code=status.HTTP_204_NO_CONTENT)
async def delete_template(template_id: UUID, templates: TemplateWriter) -> None:
    """Remove a template; 409 with the `flows` that send it."""
    await templates.delete(template_id)


async def _shown(row: SenderRow, services: Services) -> SenderOut:
    return sender_out(row, hook_url(await services.settings.snapshot(), row.id))
