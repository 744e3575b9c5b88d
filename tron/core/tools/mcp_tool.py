"""Tools of MCP servers in one call."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tron.core.chat import ToolSpec
from tron.core.tools.addresses import AllowList
from tron.core.tools.http_request import without_secrets
from tron.core.tools.ports import McpAddress, McpClient, McpSession
from tron.core.tools.tool import LONGEST_RESULT, ToolResult, shortened
from tron.core.tools.trouble import ToolTrouble

SEPARATOR: Final = "__"
LONGEST_NAME: Final = 64
"""What vendors of models take."""
_NO_NAME: Final = re.compile(r"[^A-Za-z0-9_-]")


def full_name(server: str, tool: str) -> str:
    """The name that a model sees: `server__tool`."""
    return f"{server}{SEPARATOR}{_NO_NAME.sub('_', tool)}"[:LONGEST_NAME]


@dataclass
class McpLink:
    """A call's own connection to a server: made when a tool is first used, once for all its tools.

    `address` fills the secrets in; it raises ToolTrouble where one is missing.
    """

    client: McpClient
    address: Callable[[], Awaitable[McpAddress]]
    allowed: AllowList
    seconds: float = 8.0
    _session: McpSession | None = None
    _secrets: tuple[str, ...] = ()
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def call(self, tool: str, arguments: Mapping[str, Any]) -> ToolResult:
        """Raises ToolTrouble."""
        session = await self._connected()
        try:
            answer = await session.call(tool, arguments, self.seconds)
        except ToolTrouble:
            await self._drop(session)
            raise
        text = without_secrets(shortened(answer.text, LONGEST_RESULT), self._secrets)
        if answer.failed:
            return ToolResult(f"Error: {text or 'the tool failed.'}", ok=False)
        return ToolResult(text or "Done; it answered nothing.")

    async def aclose(self) -> None:
        """Idempotent."""
        async with self._lock:
            session, self._session = self._session, None
        if session is not None:
            await session.aclose()

    async def _connected(self) -> McpSession:
        async with self._lock:
            if self._session is None:
                address = await self.address()
                self._secrets = tuple(_words(address.headers.values()))
                self._session = await self.client.connect(address, self.allowed, self.seconds)
            return self._session

    async def _drop(self, session: McpSession) -> None:
        async with self._lock:
            if self._session is session:
                self._session = None
        await session.aclose()


@dataclass(frozen=True, slots=True)
class McpTool:
    """`remote` is its name at the server, `spec` has the one that the model sees."""

    link: McpLink
    remote: str
    spec: ToolSpec

    @property
    def seconds(self) -> float:
        """Connecting and asking."""
        return 2 * self.link.seconds

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        return await self.link.call(self.remote, arguments)

    async def aclose(self) -> None:
        await self.link.aclose()


def _words(values: Iterable[str]) -> Iterable[str]:
    """Whole header values and their long words: "Bearer abc..." is no secret as a whole only."""
    for value in values:
        yield value
        yield from (word for word in value.split() if len(word) >= 8)
