"""/hooks/messages/...: what vendors tell of messages. Open without the access token; each request has its own proof."""

from __future__ import annotations

import asyncio
from typing import Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from tron.api.deps import ServicesDep
from tron.core.database.tables import SenderRow
from tron.core.errors import Forbidden, NotFound
from tron.core.messages.accounts import MESSAGES, account_of, hook_url
from tron.core.messages.reports import Reports
from tron.core.ports.hooks import HOOKS, HookRefused
from tron.core.ports.messages import HookResult, MessageHook
from tron.core.repositories.messages import SenderRepository
from tron.core.services import Services

router = APIRouter(prefix=f"{HOOKS}/{MESSAGES}", include_in_schema=False)

MOST_BYTES: Final = 512 * 1024
LOOK_AGAIN_SECONDS: Final = 1.0
"""A report may be here before the vendor's answer to the order is written down."""


@router.get("/{sender_id}")
async def ask(request: Request, services: ServicesDep, sender_id: UUID) -> Response:
    """Meta's challenge, and vendors that tell by GET."""
    return await _hook(request, services, "GET", sender_id, None)


@router.post("/{sender_id}")
async def tell(request: Request, services: ServicesDep, sender_id: UUID) -> Response:
    """Reports, and messages that came in."""
    return await _hook(request, services, "POST", sender_id, None)


@router.post("/{sender_id}/{message_id}")
async def tell_of(request: Request, services: ServicesDep, sender_id: UUID, message_id: UUID) -> Response:
    """What became of one message."""
    return await _hook(request, services, "POST", sender_id, message_id)


async def _hook(
    request: Request, services: Services, method: Literal["GET", "POST"], sender_id: UUID, message_id: UUID | None
) -> Response:
    settings = await services.settings.snapshot()
    async with services.database.transaction() as session:
        row = await SenderRepository(session).get(SenderRow, sender_id)
    sender = services.senders.find(row.kind) if row is not None else None
    if row is None or sender is None:
        raise NotFound("No sender takes this.")
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise Forbidden("This is too long for what a vendor tells.")
    asked = f"?{request.url.query}" if request.url.query else ""
    url = f"{hook_url(settings, sender_id, message_id) or ''}{asked}"
    told = MessageHook(method, url, dict(request.query_params), dict(request.headers), body, message_id)
    try:
        result = sender.hook(account_of(row, sender, settings), told)
    except HookRefused as refused:
        raise Forbidden(str(refused)) from refused
    await _take(services, row, result)
    return Response(result.body, media_type=result.media_type)


async def _take(services: Services, row: SenderRow, result: HookResult) -> None:
    """Once more where nobody knows a message yet; one that stays unknown is somebody else's at the same account."""
    if await _write(services, row, result):
        await asyncio.sleep(LOOK_AGAIN_SECONDS)
        await _write(services, row, HookResult(reports=result.reports))


async def _write(services: Services, row: SenderRow, result: HookResult) -> int:
    async with services.database.transaction() as session:
        return await Reports(session, services.bus, services.clock.now()).take(row, result)
