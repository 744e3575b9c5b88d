"""Models that say what they are given, and a guard that keeps what it was told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from tron.core.chat import Piece, Row, ToolSpec
from tron.core.guardrails.guard import Guard
from tron.core.guardrails.leaks import Leaks
from tron.core.guardrails.topics import Topics

PROMPT = """You are Meera, the voice of Mango Lane, a shop for kitchen goods in Bengaluru.

What you know
- Delivery takes 3 to 5 days in metros and 5 to 8 days elsewhere.
- Returns are free within 10 days, unused, with the bill.

Rules
- Never promise a refund beyond these rules; open a ticket instead.
- An angry customer gets one sincere apology and a next step, never an argument."""


class Speaking:
    """Yields `pieces`; keeps the rows it was asked with, and whether its stream was closed early."""

    def __init__(self, *pieces: Piece) -> None:
        self.pieces = pieces
        self.asked: list[Sequence[Row]] = []
        self.given = 0
        self.closed = False

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append(messages)
        try:
            for piece in self.pieces:
                self.given += 1
                yield piece
        finally:
            self.closed = True


class Told:
    """What a guard reports."""

    def __init__(self) -> None:
        self.payloads: list[Mapping[str, Any]] = []

    async def __call__(self, payload: Mapping[str, Any]) -> None:
        self.payloads.append(payload)


def make_guard(told: Told, *topics: str, language: str = "en-IN", **leaks: Any) -> Guard:
    return Guard(Topics(topics, PROMPT), Leaks(PROMPT, **leaks), language=language, on_blocked=told)
