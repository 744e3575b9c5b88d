"""What the MCP client sends goes through here: each request to an address that was checked, each answer limited."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import cast

import aiohttp
import httpx2

from tron.core.tools.addresses import AllowList, parse_target
from tron.core.tools.ports import HttpRequest, Method
from tron.core.tools.trouble import ToolTrouble
from tron.providers.tools.safe_http import SafeHttp, told

MOST_BYTES = 2 * 1024 * 1024
"""Of one answer: a list of tools may be long."""
_NOT_PASSED_ON = frozenset(
    {"accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent"}
)


class CheckedTransport(httpx2.AsyncBaseTransport):
    """`trouble` is the last thing that went wrong: the client above turns all kinds into one."""

    def __init__(self, http: SafeHttp, allowed: AllowList) -> None:
        self._http = http
        self._allowed = allowed
        self.trouble: ToolTrouble | None = None

    def forget(self) -> None:
        self.trouble = None

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _NOT_PASSED_ON}
        asked = HttpRequest(cast(Method, request.method), str(request.url), headers, body or None)
        stack = AsyncExitStack()
        try:
            with told():
                target = parse_target(asked.url)
                answer = await stack.enter_async_context(self._http.open(target, asked, self._allowed))
            self._look_at(answer, in_session="mcp-session-id" in request.headers)
        except ToolTrouble as trouble:
            await stack.aclose()
            self.trouble = trouble
            raise httpx2.ConnectError(trouble.message, request=request) from trouble
        except BaseException:
            await stack.aclose()
            raise
        passed = [(name, value) for name, value in answer.headers.items() if name.lower() != "content-length"]
        return httpx2.Response(answer.status, headers=passed, stream=_Body(answer, stack, self), request=request)

    def _look_at(self, answer: aiohttp.ClientResponse, *, in_session: bool) -> None:
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise ToolTrouble("malformed", "The answer is packed in a way that was not asked for.")
        if answer.status in (401, 403):
            hint = "Check the headers and secrets of this server."
            message = f"The MCP server refused the key ({answer.status})."
            self.trouble = ToolTrouble("rejected", message, hint=hint, http_status=answer.status)
        elif answer.status == 404 and in_session:
            self.trouble = ToolTrouble("unreachable", "The MCP server has forgotten this connection.", http_status=404)
        elif answer.status >= 500:
            message = f"The MCP server has a problem of its own ({answer.status})."
            self.trouble = ToolTrouble("rejected", message, http_status=answer.status)


class _Body(httpx2.AsyncByteStream):
    def __init__(self, answer: aiohttp.ClientResponse, stack: AsyncExitStack, owner: CheckedTransport) -> None:
        self._answer = answer
        self._stack = stack
        self._owner = owner

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = MOST_BYTES
        try:
            with told():
                async for chunk in self._answer.content.iter_any():
                    left -= len(chunk)
                    if left < 0:
                        raise ToolTrouble("too_large", "The answer of the MCP server is too large.")
                    yield chunk
        except ToolTrouble as trouble:
            self._owner.trouble = trouble
            raise httpx2.ReadError(trouble.message) from trouble

    async def aclose(self) -> None:
        await self._stack.aclose()
