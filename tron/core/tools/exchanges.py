"""Which tools were used where in a call: kept, so that later turns still know what came of them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tron.core.chat import Row, ToolCall
from tron.core.tools.arguments import read_arguments
from tron.core.tools.trouble import ToolTrouble

STILL_RUNNING: Final = "It is still running; nothing is known yet. Do not start it again."
MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place behind `rows` rows of the talk, the last of which reads `last`."""

    rows: int
    last: str


@dataclass
class Exchange:
    """One round: the calls of a model and their results, as tasks that outlive an interruption."""

    anchor: Anchor
    calls: list[ToolCall]
    results: list[asyncio.Task[str]] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return all(result.done() for result in self.results)

    def rows(self, said: str = "") -> list[Row]:
        """An assistant's row with the calls, and a row for each result. `said`: what came with the calls."""
        calls = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": _valid(call.arguments)}}
            for call in self.calls
        ]
        return [
            {"role": "assistant", "content": said, "tool_calls": calls},
            *(
                {"role": "tool", "tool_call_id": call.id, "content": _text(result)}
                for call, result in zip(self.calls, self.results, strict=True)
            ),
        ]


class Exchanges:
    """All rounds of one call, in order."""

    def __init__(self) -> None:
        self._kept: list[Exchange] = []

    def add(self, exchange: Exchange) -> None:
        self._kept = [*self._kept, exchange][-MOST_KEPT:]

    def woven(self, messages: Sequence[Row]) -> list[Row]:
        """The messages with each earlier round at its place."""
        start = system_rows(messages)
        head, talk = list(messages[:start]), list(messages[start:])
        by_place: dict[int, list[Row]] = {}
        floor = 0
        for exchange in self._kept:
            floor = max(floor, _place(exchange.anchor, talk))
            by_place.setdefault(floor, []).extend(exchange.rows())
        woven = head
        for index in range(len(talk) + 1):
            woven += by_place.get(index, [])
            woven += talk[index : index + 1]
        return woven


def anchor(messages: Sequence[Row]) -> Anchor:
    """Where the talk is now."""
    talk = messages[system_rows(messages) :]
    return Anchor(len(talk), _content(talk[-1]) if talk else "")


def last_words(messages: Sequence[Row]) -> tuple[str, ...]:
    """What the caller said last, with the two rows before it: the same words later are another wish."""
    users = [index for index, row in enumerate(messages) if row.get("role") == "user"]
    last = users[-1] + 1 if users else 0
    return tuple(_content(row) for row in messages[max(0, last - 3) : last] if row.get("role") != "system")


def system_rows(messages: Sequence[Row]) -> int:
    """How many rows in front are instructions."""
    for index, row in enumerate(messages):
        if row.get("role") not in ("system", "developer"):
            return index
    return len(messages)


def _place(anchor: Anchor, talk: Sequence[Row]) -> int:
    """Behind the row it followed, wherever that row is by now."""
    if anchor.rows <= len(talk) and (anchor.rows == 0 or _content(talk[anchor.rows - 1]) == anchor.last):
        return anchor.rows
    for index in range(len(talk), 0, -1):
        if _content(talk[index - 1]) == anchor.last:
            return index
    return max(0, min(anchor.rows, len(talk) - 1))


def _content(row: Row) -> str:
    content: Any = row.get("content")
    return content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, default=str)


def _text(result: asyncio.Task[str]) -> str:
    if not result.done():
        return STILL_RUNNING
    return "It was not run." if result.cancelled() else result.result()


def _valid(arguments: str) -> str:
    """Some servers read these as JSON again and refuse the whole talk when they cannot."""
    try:
        return json.dumps(read_arguments(arguments), ensure_ascii=False)
    except ToolTrouble:
        return "{}"
