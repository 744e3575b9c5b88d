"""A request for an answer, and what is done differently the next time because a server did not know a part of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import openai

from tron.core.chat import Row, ToolSpec
from tron.providers.llm.rows import arranged
from tron.providers.llm.vendor import Server

LIMITS = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}
OPTIONAL = ("reasoning_effort", "chat_template_kwargs", "stream_options", "temperature", "tools")
"""What an answer can do without."""
_STRICT = ("alternate", "roles must", "role must", "first message", "end with a user", "ends with a user")


@dataclass(slots=True)
class Known:
    """What was learned about one model of one server. `opens_late` None: as its name says (Asking)."""

    without: set[str] = field(default_factory=set)
    other_limit: bool = False
    strict_order: bool = False
    opens_late: bool | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, before it is put into the words that a server knows."""

    messages: Sequence[Row]
    temperature: float
    max_tokens: int
    tools: Sequence[ToolSpec]

    def body(self, server: Server, model: str, known: Known) -> dict[str, Any]:
        """The request's JSON."""
        asking = server.asking(model)
        limit = LIMITS[server.token_limit] if known.other_limit else server.token_limit
        body: dict[str, Any] = {
            "model": model,
            "messages": arranged(self.messages, strict=known.strict_order),
            "stream": True,
            "stream_options": {"include_usage": True},
            limit: self.max_tokens + asking.room,
            **asking.extra,
        }
        if asking.warm:
            body["temperature"] = self.temperature
        if self.tools:
            body["tools"] = [_tool(tool) for tool in self.tools]
        return {name: value for name, value in body.items() if name not in known.without}


def _tool(tool: ToolSpec) -> Mapping[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}


def learn(known: Known, error: openai.APIStatusError, body: Mapping[str, Any]) -> bool:
    """Whether a refused request is worth another try, because it says which part of it was wrong."""
    if error.status_code not in (400, 422):
        return False
    said = f"{error.message} {error.response.text}".casefold()
    limit = next(name for name in LIMITS if name in body)
    if limit in said and not known.other_limit and f"{LIMITS[limit]}' instead" in said.replace('"', "'"):
        known.other_limit = True
        return True
    named = [name for name in OPTIONAL if name in body and _names(said, name)]
    known.without.update(named)
    if named:
        return True
    if limit in said and not known.other_limit:
        known.other_limit = True
        return True
    if not known.strict_order and any(word in said for word in _STRICT):
        known.strict_order = True
        return True
    return False


def _names(said: str, name: str) -> bool:
    """Gemini names parameters its own way; a model without tools says so in words."""
    also = {
        "reasoning_effort": ("reasoning", "thinking", "think value"),
        "tools": ("tool", "function call"),
        "temperature": (),
        "stream_options": ("include_usage",),
        "chat_template_kwargs": ("enable_thinking",),
    }
    return any(word in said for word in (name, *also[name]))
