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
from tron.core.tools.ports import McpAddress, McpAnswer, McpClient, McpOffer, McpSession
from tron.core.tools.tool import LONGEST_RESULT, ToolResult, shortened
from tron.core.tools.trouble import ToolTrouble

SEPARATOR: Final = "__"
LONGEST_NAME: Final = 64
"""What vendors of models take."""
LONGEST_TROUBLE: Final = 300
BROKEN: Final = frozenset({"unreachable", "timed_out", "malformed"})
"""After these a connection is not used again."""
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
        """Raises ToolTrouble, without secrets."""
        try:
            answer = await self._answer(tool, arguments)
        except ToolTrouble as trouble:
            raise clean_trouble(trouble, self._secrets) from None
        text = shortened(without_secrets(answer.text, self._secrets), LONGEST_RESULT)
        if answer.failed:
            return ToolResult(f"Error: {text or 'the tool failed.'}", ok=False)
        return ToolResult(text or "Done; it answered nothing.")

    async def aclose(self) -> None:
        """Idempotent."""
        async with self._lock:
            session, self._session = self._session, None
        if session is not None:
            await session.aclose()

    async def _answer(self, tool: str, arguments: Mapping[str, Any]) -> McpAnswer:
        session = await self._connected()
        try:
            return await session.call(tool, arguments, self.seconds)
        except ToolTrouble as trouble:
            if trouble.code in BROKEN:  # otherwise other tools that run on it would break too
                await self._drop(session)
            raise

    async def _connected(self) -> McpSession:
        async with self._lock:
            if self._session is None:
                address = await self.address()
                self._secrets = secrets_of(address)
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


def secrets_of(address: McpAddress) -> tuple[str, ...]:
    """What must not come back from this server."""
    return (*address.secrets, *_words(address.headers.values()))


def clean_trouble(trouble: ToolTrouble, secrets: Iterable[str]) -> ToolTrouble:
    """The same without secrets; only then cut, for half a secret is not found."""
    message = shortened(without_secrets(trouble.message, secrets), LONGEST_TROUBLE)
    return ToolTrouble(trouble.code, message, hint=trouble.hint, http_status=trouble.http_status)


def apart(server: str, offer: McpOffer) -> McpOffer:
    """The offer without tools whose full names are taken by earlier ones: a model could not tell them apart."""
    known: dict[str, str] = {}
    specs, left_out = [], list(offer.left_out)
    for spec in offer.specs:
        name = full_name(server, spec.name)
        if name in known:
            left_out.append(f"{spec.name[:60]}: models would see the same name as for {known[name][:60]}.")
        else:
            known[name] = spec.name
            specs.append(spec)
    return McpOffer(specs, left_out)


def _words(values: Iterable[str]) -> Iterable[str]:
    """Whole header values and their long words: "Bearer abc..." is no secret as a whole only."""
    for value in values:
        yield value
        yield from (word for word in value.split() if len(word) >= 8)
