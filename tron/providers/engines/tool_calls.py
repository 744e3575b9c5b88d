"""The built-in model's tool calls, put together from the parts in which they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from tron.core.chat import ToolCall, ToolSpec


class ToolCalls:
    """Parts of a call come by its index, in OpenAI's form."""

    def __init__(self) -> None:
        self._parts: dict[int, dict[str, str]] = {}

    def add(self, parts: Sequence[Mapping[str, Any]]) -> None:
        for part in parts:
            known = self._parts.setdefault(int(part.get("index", 0)), {"id": "", "name": "", "arguments": ""})
            function = part.get("function") or {}
            known["id"] = known["id"] or str(part.get("id") or "")
            known["name"] += str(function.get("name") or "")
            known["arguments"] += str(function.get("arguments") or "")

    def whole(self) -> list[ToolCall]:
        return [
            ToolCall(part["id"] or f"call_{uuid4().hex[:12]}", part["name"], part["arguments"] or "{}")
            for _, part in sorted(self._parts.items())
        ]


def offered(tools: Sequence[ToolSpec]) -> list[dict[str, Any]]:
    """Tools in OpenAI's form."""
    return [
        {
            "type": "function",
            "function": {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)},
        }
        for tool in tools
    ]
