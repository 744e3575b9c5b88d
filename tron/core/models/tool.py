"""HTTP tools, MCP servers and secrets as the API shows and takes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tron.core.models.page import Page, Shown
from tron.core.tools.ports import McpTransport, Method

ToolName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
"""Without double underscores: those part a server's name from its tool's."""
ServerName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=30)]
SecretName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]{0,59}$")]
Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Headers = Annotated[dict[str, Annotated[str, StringConstraints(max_length=1000)]], Field(max_length=30)]
Seconds = Annotated[float, Field(ge=1, le=20, allow_inf_nan=False)]
Revision = Annotated[int, Field(ge=1, le=2**31 - 1)]
NO_PARAMETERS: Final[Mapping[str, Any]] = {"type": "object", "properties": {}}
PARAMETER_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")


class HttpToolIn(BaseModel):
    """What a person decides about an HTTP tool."""

    model_config = ConfigDict(extra="forbid")

    name: ToolName
    description: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)] = Field(
        description="What it does and when to use it: the model reads this."
    )
    parameters: dict[str, Any] = Field(
        default_factory=lambda: dict(NO_PARAMETERS), description="JSON schema of an object: what the model gives."
    )
    method: Method = "GET"
    url: Url = Field(description="May hold {parameter} in its path and in values of its query, never in its host.")
    headers: Headers = Field(default_factory=dict, description="Values may hold {{secret:NAME}}.")
    timeout_seconds: Seconds = 8.0
    enabled: bool = True


class HttpToolUpdate(HttpToolIn):
    """PUT: all of it, and the row's `revision`."""

    revision: Revision


class HttpToolOut(Shown):
    """An HTTP tool as it is; headers with their references to secrets."""

    id: UUID
    name: str
    description: str
    parameters: dict[str, Any]
    method: Method
    url: str
    headers: dict[str, str]
    timeout_seconds: float
    enabled: bool
    revision: int
    created_at: datetime
    updated_at: datetime


class HttpToolPage(Page[HttpToolOut]):
    """All HTTP tools, by name."""


class ToolTestIn(BaseModel):
    """Arguments to try a stored tool with."""

    model_config = ConfigDict(extra="forbid")

    arguments: dict[str, Any] = Field(default_factory=dict)


class UnsavedToolTestIn(ToolTestIn):
    """A tool that is not saved yet, and arguments to try it with."""

    tool: HttpToolIn


class ToolTestOut(Shown):
    """What a try gave. `text` is what the model would read; `code` and `hint` say what went wrong."""

    ok: bool
    status: int | None
    seconds: float
    url: str | None
    text: str
    code: str | None
    hint: str | None


class McpServerIn(BaseModel):
    """What a person decides about an MCP server. `allowed_tools` null: all that it offers."""

    model_config = ConfigDict(extra="forbid")

    name: ServerName
    url: Url
    transport: McpTransport = "streamable_http"
    headers: Headers = Field(default_factory=dict, description="Values may hold {{secret:NAME}}.")
    allowed_tools: list[Annotated[str, StringConstraints(min_length=1, max_length=200)]] | None = Field(
        default=None, max_length=200
    )
    timeout_seconds: Seconds = 8.0
    enabled: bool = True


class McpServerUpdate(McpServerIn):
    """PUT: all of it, and the row's `revision`."""

    revision: Revision


McpState = Literal["unknown", "connected", "failed"]


class McpToolOut(Shown):
    """A tool that a server offers. `full_name` is what agents and models call it."""

    name: str
    full_name: str
    description: str
    allowed: bool


class McpServerOut(Shown):
    """An MCP server and what it offered when it was last asked (`checked_at`)."""

    id: UUID
    name: str
    url: str
    transport: McpTransport
    headers: dict[str, str]
    allowed_tools: list[str] | None
    timeout_seconds: float
    enabled: bool
    state: McpState
    state_code: str | None = Field(description="A code for `state_message`.")
    state_message: str | None
    tools: list[McpToolOut]
    checked_at: datetime | None
    revision: int
    created_at: datetime
    updated_at: datetime


class McpServerPage(Page[McpServerOut]):
    """All MCP servers, by name."""


class McpTestOut(Shown):
    """What a server that is not saved yet offers, or why it cannot be used."""

    state: McpState
    code: str | None = Field(description="A code for `message`.")
    message: str | None
    hint: str | None
    seconds: float
    tools: list[McpToolOut]


class SecretIn(BaseModel):
    """A secret's value: one line of plain characters. It is never shown again."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000, pattern=r"^[ -~]+$")]


class SecretOut(Shown):
    """That a secret is there, and what refers to it."""

    name: str
    updated_at: datetime
    used_by: list[str]


class SecretPage(Page[SecretOut]):
    """All secrets, by name."""


ToolKind = Literal["builtin", "http", "mcp"]


class AvailableTool(Shown):
    """A tool that agents may be given. `usable` False: switched off, or its server cannot be reached now."""

    name: str
    kind: ToolKind
    description: str
    server: str | None
    usable: bool


class AvailableTools(Page[AvailableTool]):
    """All tools: built-in ones first, then HTTP tools, then those of MCP servers."""
