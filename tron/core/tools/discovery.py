"""Asking MCP servers what they offer, ahead of calls: the answer is kept in the database, and calls read it there."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from tron.core.chat import ToolSpec
from tron.core.clock import Clock
from tron.core.database.engine import Database
from tron.core.database.tables import McpServer
from tron.core.errors import TronError
from tron.core.repositories.tools import ToolRepository
from tron.core.settings.service import SettingsService
from tron.core.tools.addresses import AllowList
from tron.core.tools.http_request import filled_headers, secret_names, without_secrets
from tron.core.tools.mcp_tool import apart, clean_trouble, secrets_of
from tron.core.tools.ports import McpAddress, McpClient, McpOffer, McpTransport
from tron.core.tools.secret_store import read_secrets
from tron.core.tools.tool import shortened
from tron.core.tools.trouble import ToolTrouble

FRESH: Final = timedelta(minutes=10)
AT_ONCE: Final = 4
LONGEST_MESSAGE: Final = 1000
LEFT_OUT: Final = "left_out"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What a server offers, or why it cannot be used. `left_out`: a sentence about each tool that cannot be."""

    tools: Sequence[ToolSpec]
    trouble: TronError | None
    seconds: float
    left_out: Sequence[str] = ()

    @property
    def code(self) -> str | None:
        """What the message is about: a code of the trouble, or left_out."""
        if self.trouble:
            return self.trouble.code
        return LEFT_OUT if self.left_out else None

    @property
    def message(self) -> str | None:
        """What a person should know."""
        if self.trouble:
            return self.trouble.message
        return shortened(f"Left out: {' '.join(self.left_out)}", LONGEST_MESSAGE) if self.left_out else None


class Discovery:
    """One for each process; `aclose` at its end."""

    def __init__(self, database: Database, settings: SettingsService, clock: Clock, client: McpClient) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock
        self._client = client
        self._asking: dict[UUID, asyncio.Task[None]] = {}
        self._again: set[UUID] = set()
        self._few = asyncio.Semaphore(AT_ONCE)

    async def look(self, server: McpServer) -> Found:
        """Ask a server now; its row need not be stored. Raises nothing."""
        began = time.monotonic()
        try:
            offer = await self._offer(server)
        except TronError as trouble:
            return Found((), trouble, time.monotonic() - began)
        return Found(offer.specs, None, time.monotonic() - began, offer.left_out)

    async def refresh(self, server_id: UUID) -> None:
        """Ask a stored server and keep what it said. No transaction is open while it is asked."""
        async with self._database.transaction() as session:
            server = await ToolRepository(session).get(McpServer, server_id)
        if server is None:
            return
        found = await self.look(server)
        async with self._database.transaction() as session:
            rows = ToolRepository(session)
            row = await rows.lock(McpServer, server_id)
            if row is None or _reached(row) != _reached(server):
                return
            row.state = "failed" if found.trouble else "connected"
            row.state_code, row.state_message = found.code, found.message
            row.checked_at = self._clock.now()
            if not found.trouble:  # a server that is away for a while keeps its tools on the agents
                row.tools = [kept(spec) for spec in found.tools]
            await rows.store(row)

    def refresh_soon(self, server_ids: Iterable[UUID], *, changed: bool = False) -> None:
        """The same in the background. `changed`: one that is being asked just now is asked again after that."""
        for server_id in server_ids:
            if server_id in self._asking:
                self._again |= {server_id} if changed else set()
            else:
                task = asyncio.create_task(self._quietly(server_id), name="mcp-discovery")
                self._asking[server_id] = task

    async def any_in_use(self) -> bool:
        return any(server.enabled for server in await self._servers())

    async def refresh_stale(self) -> None:
        """All servers in use that were not asked lately, in the background."""
        servers = await self._servers()
        self.refresh_soon(server.id for server in servers if server.enabled and self.is_stale(server))

    def is_stale(self, server: McpServer) -> bool:
        return server.checked_at is None or self._clock.now() - server.checked_at > FRESH

    async def aclose(self) -> None:
        tasks = list(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _servers(self) -> Sequence[McpServer]:
        async with self._database.transaction() as session:
            return await ToolRepository(session).all(McpServer)

    async def _quietly(self, server_id: UUID) -> None:
        try:
            async with self._few:
                await self.refresh(server_id)
        except Exception:
            log.exception("an MCP server could not be asked")
        finally:
            self._asking.pop(server_id, None)
        if server_id in self._again:
            self._again.discard(server_id)
            self.refresh_soon([server_id])

    async def _offer(self, server: McpServer) -> McpOffer:
        allowed = await allow_list(self._settings)
        address = await address_of(self._database, self._settings, server)
        secrets = secrets_of(address)
        try:
            offer = await self._ask(address, allowed, server.timeout_seconds)
        except ToolTrouble as trouble:
            raise clean_trouble(trouble, secrets) from None
        offer = apart(server.name, offer)
        return McpOffer(offer.specs, [without_secrets(why, secrets) for why in offer.left_out])

    async def _ask(self, address: McpAddress, allowed: AllowList, seconds: float) -> McpOffer:
        session = await self._client.connect(address, allowed, seconds)
        try:
            async with asyncio.timeout(seconds):
                return await session.tools()
        except TimeoutError:
            raise ToolTrouble("timed_out", "The MCP server did not answer in time.") from None
        finally:
            await session.aclose()


def _reached(server: McpServer) -> tuple[object, ...]:
    return server.url, server.transport, server.headers


async def allow_list(settings: SettingsService) -> AllowList:
    """`tools.allowed_hosts` as it is now."""
    return AllowList((await settings.snapshot()).get_list("tools.allowed_hosts"))


async def address_of(database: Database, settings: SettingsService, server: McpServer) -> McpAddress:
    """Where the server is, its secrets filled in. Raises ToolTrouble when one is missing."""
    secrets = await read_secrets(database, settings, secret_names(server.headers.values()))
    transport: McpTransport = "sse" if server.transport == "sse" else "streamable_http"
    return McpAddress(server.url, transport, filled_headers(server.headers, secrets), tuple(secrets.values()))


def kept(spec: ToolSpec) -> dict[str, Any]:
    """A tool as its row keeps it."""
    return {"name": spec.name, "description": spec.description, "parameters": dict(spec.parameters)}
