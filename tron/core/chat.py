"""What travels between Tron and a language model: rows of a chat, tools, pieces of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
"""A row of OpenAI's chat format: role and content; tool_calls in what the model said, tool_call_id in a result."""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model sees it. `parameters` is the JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    """The model wants a tool. `arguments` is what it wrote: JSON where it did well, anything else where not."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class TokenUse:
    """Tokens of one answer. `cached` of the `input` ones were read before and may cost less."""

    input: int
    output: int
    cached: int = 0


Piece = str | ToolCall | TokenUse
"""Text as it comes, a tool call when it is whole, and at most one count of tokens, last."""


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A provider's model. `endpoint` and `api_key`: an agent's own, which win over the settings."""

    provider: str
    model: str
    endpoint: str | None = None
    api_key: str | None = field(default=None, repr=False)
