"""What tools ask of the outside: one checked HTTP client and an MCP client. Implementations are in providers/tools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tron.core.chat import ToolSpec
from tron.core.tools.addresses import AllowList

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
McpTransport = Literal["streamable_http", "sse"]
MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`seconds` is for everything: names, redirects and the whole answer. `headers` are dropped on another origin."""

    method: Method
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes | None = field(default=None, repr=False)
    seconds: float = 8.0
    most_bytes: int = MOST_BYTES


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """A whole answer, as it came and decoded; no larger than the request allows."""

    status: int
    content_type: str
    text: str
    content: bytes = field(default=b"", repr=False)


class Fetch(Protocol):
    """Sends one request by the rules of core.tools.addresses."""

    async def __call__(self, request: HttpRequest, allowed: AllowList) -> HttpAnswer:
        """Raises ToolTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class McpAddress:
    """One MCP server, its secrets filled in. `secrets`: their values, for hiding them in what comes back."""

    url: str
    transport: McpTransport = "streamable_http"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class McpOffer:
    """The tools of a server that can be used, and a sentence about each that cannot."""

    specs: Sequence[ToolSpec]
    left_out: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class McpAnswer:
    """What an MCP tool gave back: its text parts joined, or what it said went wrong."""

    text: str
    failed: bool = False


class McpSession(Protocol):
    """One connection to an MCP server."""

    async def tools(self) -> McpOffer:
        """Every tool it offers. Raises ToolTrouble."""
        ...

    async def call(self, name: str, arguments: Mapping[str, Any], seconds: float) -> McpAnswer:
        """Raises ToolTrouble; its message may be the server's own words, of any length and with secrets in them."""
        ...

    async def aclose(self) -> None: ...


class McpClient(Protocol):
    """Connects to MCP servers by the rules of core.tools.addresses."""

    async def connect(self, server: McpAddress, allowed: AllowList, seconds: float) -> McpSession:
        """Connected and initialised within `seconds`. Raises ToolTrouble."""
        ...


@dataclass(frozen=True, slots=True)
class ToolReach:
    """How this process reaches tools outside."""

    fetch: Fetch
    mcp: McpClient
