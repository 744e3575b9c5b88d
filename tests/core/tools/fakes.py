"""A model that follows a script, tools that do as told, and a list of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tron.core.chat import Piece, Row, ToolCall, ToolSpec
from tron.core.tools.tool import ToolResult

ANYTHING: dict[str, Any] = {"type": "object", "properties": {}}


@dataclass
class ScriptedModel:
    """Answers `rounds` one after the other; what it was asked is kept."""

    rounds: list[list[Piece]]
    asked: list[list[Row]] = field(default_factory=list)
    offered: list[list[str]] = field(default_factory=list)

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(list(messages))
        self.offered.append([tool.name for tool in tools])
        for piece in self.rounds[min(len(self.asked), len(self.rounds)) - 1]:
            yield piece


@dataclass
class FakeTool:
    """`act` gets the arguments and gives the result's text."""

    name: str
    act: Callable[[Mapping[str, Any]], Any] = lambda _: "done"
    parameters: dict[str, Any] = field(default_factory=lambda: ANYTHING)
    takes: float = 0.0
    seconds: float = 5.0
    ran: list[dict[str, Any]] = field(default_factory=list)
    finished: int = 0
    closed: bool = False

    @property
    def spec(self) -> ToolSpec:
        return ToolSpec(self.name, "A tool.", self.parameters)

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        self.ran.append(dict(arguments))
        await asyncio.sleep(self.takes)
        text = self.act(arguments)
        self.finished += 1
        return ToolResult(text)

    async def aclose(self) -> None:
        self.closed = True


@dataclass
class Events:
    """What was emitted: type, payload."""

    seen: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def __call__(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self.seen.append((type_, dict(payload)))

    @property
    def types(self) -> list[str]:
        return [type_ for type_, _ in self.seen]


def call(name: str, /, id: str = "c1", **arguments: Any) -> ToolCall:
    return ToolCall(id, name, json.dumps(arguments))


def user(text: str) -> Row:
    return {"role": "user", "content": text}


def agent(text: str) -> Row:
    return {"role": "assistant", "content": text}
