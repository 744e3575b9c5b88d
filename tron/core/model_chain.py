"""Language models in order: the next one answers when one fails before its first word."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tron.core.chat import Piece, Row, TokenUse, ToolCall, ToolSpec
from tron.core.circuits import Circuits
from tron.core.closing import closing
from tron.core.ports import LanguageModel
from tron.core.vendors import VendorTrouble

log = logging.getLogger(__name__)

SLOW = 2.5
"""Seconds without a sign of life after which being given up counts against the vendor: earlier it was the caller.

Just under the patience of those who wait for a first word: callers often interrupt before that.
"""


@dataclass(frozen=True, slots=True)
class NamedModel:
    """`name` is the circuit's, such as llm/openai."""

    name: str
    model: LanguageModel


class ModelChain:
    """A LanguageModel. `report` is told of each failure: the payload of vendor.failed.

    A model that has begun to speak is not replaced: what was heard cannot be taken back.
    """

    def __init__(
        self,
        models: Sequence[NamedModel],
        circuits: Circuits | None = None,
        report: Callable[[Mapping[str, Any]], Awaitable[None]] | None = None,
    ) -> None:
        self._models = list(models)
        self._circuits = circuits
        self._report = report
        self.used: str | None = None
        """Who gave the last answer."""

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        """Raises the last one's VendorTrouble when none has answered."""
        trouble: VendorTrouble | None = None
        for number, named in enumerate(self._models):
            is_last = number == len(self._models) - 1
            if self._circuits is not None and not self._circuits.allows(named.name):
                trouble = trouble or _skipped(named.name)
                await self._failed(named.name, "skipped", fallback=not is_last)
                continue
            answer = self._answer(named, messages, temperature=temperature, max_tokens=max_tokens, tools=tools)
            begun = False
            try:
                async with closing(answer):
                    async for piece in answer:
                        begun = begun or _answers(piece)
                        yield piece
                return
            except VendorTrouble as error:
                trouble = error
                await self._failed(named.name, error.state, fallback=not (begun or is_last))
                if begun:
                    raise
        if trouble is not None:
            raise trouble

    async def _answer(self, named: NamedModel, messages: Sequence[Row], **how: Any) -> AsyncIterator[Piece]:
        """One model's answer; the circuit learns how it went. Raises VendorTrouble at an end without an answer."""
        asked = alive = time.monotonic()
        waiting = True
        pieces = named.model.reply(messages, **how)
        try:
            async with closing(pieces):
                async for piece in pieces:
                    alive = time.monotonic()
                    if waiting and _answers(piece):
                        waiting = False
                        self.used = named.name
                        self._well(named.name, alive - asked)
                    if isinstance(piece, TokenUse) and waiting:
                        continue  # whoever answers instead counts its own
                    yield piece
            if waiting:
                raise _wordless(named.name)
        except (asyncio.CancelledError, GeneratorExit):
            if waiting and time.monotonic() - alive >= SLOW:
                self._ill(named.name, "stalled")
            raise
        except VendorTrouble as error:
            self._ill(named.name, error.state)
            raise
        except Exception as error:
            log.exception("%s broke", named.name)
            self._ill(named.name, "error")
            raise VendorTrouble(
                "refused", f"The model failed ({type(error).__name__}).", hint="See the log."
            ) from error

    def _well(self, name: str, seconds: float) -> None:
        if self._circuits is not None:
            self._circuits.succeeded(name, seconds)

    def _ill(self, name: str, reason: str) -> None:
        if self._circuits is not None:
            self._circuits.failed(name, reason)

    async def _failed(self, name: str, reason: str, *, fallback: bool) -> None:
        log.warning("%s failed (%s)", name, reason)
        if self._report is not None:
            await self._report({"kind": "llm", "reason": reason, "name": name, "fallback": fallback})


def _answers(piece: Piece) -> bool:
    """Whether it is a word or a tool call: a count of tokens, or a blank, answers nobody."""
    return bool(piece.strip()) if isinstance(piece, str) else isinstance(piece, ToolCall)


def _wordless(name: str) -> VendorTrouble:
    return VendorTrouble("refused", f"{name} ended its answer without a word.", hint="Choose another model.")


def _skipped(name: str) -> VendorTrouble:
    return VendorTrouble("unreachable", f"{name} is known to be down.", hint="The Health page says more.")
