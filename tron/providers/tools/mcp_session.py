"""A session with an MCP server by the official client, over connections that core.tools.addresses allows."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any

import httpx2
import mcp_types as types
from mcp import ClientSession, MCPError
from mcp.client.sse import sse_client
from mcp.client.streamable_http import streamable_http_client

from tron import __version__
from tron.core.chat import ToolSpec
from tron.core.tools.addresses import AllowList
from tron.core.tools.arguments import LONGEST_SCHEMA, refers, without_patterns
from tron.core.tools.ports import McpAddress, McpAnswer, McpOffer, McpSession
from tron.core.tools.trouble import ToolTrouble
from tron.providers.tools.mcp_transport import MOST_BYTES, CheckedTransport
from tron.providers.tools.safe_http import SafeHttp

MOST_PAGES = 10
MOST_TOOLS = 200
LONGEST_DESCRIPTION = 1000
CLOSING_SECONDS = 2.0

log = logging.getLogger(__name__)


async def open_session(http: SafeHttp, server: McpAddress, allowed: AllowList, seconds: float) -> McpSession:
    """Connected and initialised. Raises ToolTrouble."""
    session = _Session(server, CheckedTransport(http, allowed))
    await session.start(seconds)
    return session


class _Session:
    """Lives in a task of its own: the client's task groups must end in the task they began in."""

    def __init__(self, server: McpAddress, transport: CheckedTransport) -> None:
        self._server = server
        self._transport = transport
        self._over = asyncio.Event()
        self._ready: asyncio.Future[ClientSession] = asyncio.get_running_loop().create_future()
        self._task = asyncio.create_task(self._live(), name="mcp-session")

    async def start(self, seconds: float) -> None:
        """Raises ToolTrouble, and leaves nothing behind then."""
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(self._ready)
        except TimeoutError:
            await self._end_at_once()
            raise ToolTrouble("timed_out", "The MCP server did not answer in time.") from None
        except asyncio.CancelledError:
            await self._end_at_once()
            raise
        except Exception as error:
            await self._end_at_once()
            raise self._told(error) from error

    async def tools(self) -> McpOffer:
        found: list[ToolSpec] = []
        left_out: list[str] = []
        cursor: str | None = None
        for _ in range(MOST_PAGES):
            params = types.PaginatedRequestParams(cursor=cursor) if cursor else None
            page = await self._ask(types.ListToolsRequest(params=params), types.ListToolsResult)
            for tool in page.tools:
                made = _spec(tool)
                if isinstance(made, ToolSpec):
                    found.append(made)
                else:
                    left_out.append(made)
            cursor = page.next_cursor
            if cursor is None or len(found) >= MOST_TOOLS:
                break
        return McpOffer(found[:MOST_TOOLS], left_out)

    async def call(self, name: str, arguments: Mapping[str, Any], seconds: float) -> McpAnswer:
        params = types.CallToolRequestParams(name=name, arguments=dict(arguments))
        # Not the client's call_tool: it checks results against a schema of the server's, whose patterns may be hostile.
        asking = self._ask(types.CallToolRequest(params=params), types.CallToolResult)
        try:
            async with asyncio.timeout(seconds):
                result = await asking
        except TimeoutError:
            raise ToolTrouble("timed_out", "The MCP server did not answer in time.") from None
        return McpAnswer(_text(result), bool(result.is_error))

    async def aclose(self) -> None:
        self._over.set()
        await asyncio.wait([self._task], timeout=CLOSING_SECONDS)
        await self._end_at_once()

    async def _end_at_once(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _live(self) -> None:
        try:
            async with (
                self._connection() as (reading, writing),
                ClientSession(
                    reading, writing, client_info=types.Implementation(name="tron", version=__version__)
                ) as session,
            ):
                await _shake_hands(session)
                if not self._ready.done():
                    self._ready.set_result(session)
                await self._over.wait()
        except Exception as error:
            log.debug("an MCP session ended", exc_info=True)
            if not self._ready.done():
                self._ready.set_exception(error)
        finally:
            self._ready.cancel()

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[tuple[Any, Any]]:
        own = dict(self._server.headers)
        if self._server.transport == "sse":

            def client(
                headers: dict[str, str] | None = None,
                timeout: httpx2.Timeout | None = None,
                auth: httpx2.Auth | None = None,
            ) -> httpx2.AsyncClient:
                return self._client(own)

            async with sse_client(self._server.url, httpx_client_factory=client) as streams:
                yield streams
            return
        async with AsyncExitStack() as stack:
            http = await stack.enter_async_context(self._client(own))
            yield await stack.enter_async_context(
                streamable_http_client(self._server.url, http_client=http, max_sse_event_size=MOST_BYTES)
            )

    def _client(self, headers: Mapping[str, str]) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=self._transport, headers=dict(headers), trust_env=False, timeout=None)

    async def _ask(self, request: Any, kind: type[Any]) -> Any:
        """One question; ends when the connection does. Raises ToolTrouble."""
        self._transport.forget()
        with self._meaning():
            session = await asyncio.shield(self._ready) if not self._task.done() else None
            if session is None:
                raise ToolTrouble("unreachable", "The connection to the MCP server is closed.")
            asking = asyncio.create_task(session.send_request(request, kind))
            try:
                await asyncio.wait({asking, self._task}, return_when=asyncio.FIRST_COMPLETED)
                if not asking.done():
                    raise ToolTrouble("unreachable", "The connection to the MCP server broke.")
                return asking.result()
            finally:
                asking.cancel()

    @contextmanager
    def _meaning(self) -> Iterator[None]:
        try:
            yield
        except ToolTrouble:
            raise
        except Exception as error:
            raise self._told(error) from error

    def _told(self, error: BaseException) -> ToolTrouble:
        """What the transport saw is the truth; else what the server said; else that it spoke no MCP."""
        if self._transport.trouble is not None:
            return self._transport.trouble
        if isinstance(error, BaseExceptionGroup):
            return self._told(error.exceptions[0])
        if isinstance(error, ToolTrouble):
            return error
        if isinstance(error, MCPError):
            return ToolTrouble("rejected", f"The MCP server refused: {error.error.message}")
        return ToolTrouble("malformed", "What answers there does not speak MCP.")


async def _shake_hands(session: ClientSession) -> None:
    """The handshake that nearly all servers know; the newer way where one refuses it."""
    try:
        await session.initialize()
    except MCPError as error:
        if error.error.code not in (types.UNSUPPORTED_PROTOCOL_VERSION, types.METHOD_NOT_FOUND):
            raise
        await session.discover()


def _spec(tool: types.Tool) -> ToolSpec | str:
    """A sentence for a tool that no model could use."""
    schema = without_patterns(tool.input_schema)
    name = tool.name[:60] or "A tool without a name"
    if schema.get("type") != "object" or not tool.name:
        return f"{name}: it takes no object, or has no name."
    if len(json.dumps(schema)) > LONGEST_SCHEMA:
        return f"{name}: its schema is too long."
    if refers(schema):
        return f"{name}: its schema refers to others ($ref)."
    return ToolSpec(tool.name, (tool.description or tool.name)[:LONGEST_DESCRIPTION], schema)


def _text(result: types.CallToolResult) -> str:
    texts = [part.text for part in result.content if isinstance(part, types.TextContent)]
    if not texts and result.structured_content is not None:
        return json.dumps(result.structured_content, ensure_ascii=False)
    return "\n".join(texts)
