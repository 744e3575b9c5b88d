"""A language model behind a guard: what it writes is judged sentence by sentence before anybody hears it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence

from tron.core.chat import Piece, Row, ToolSpec
from tron.core.closing import closing
from tron.core.guardrails.guard import Guard
from tron.core.guardrails.incoming import safe_rows
from tron.core.guardrails.sentences import next_end
from tron.core.ports import LanguageModel


class GuardedModel:
    """A LanguageModel. Whole sentences pass on as soon as they are whole; the first forbidden one ends the reply.

    While a sentence is not whole, each piece of it passes as an empty text: the model is alive. Joined, what passes is
    what the model wrote, up to a refusal. Tool calls and token counts pass as they come; the count of a reply that was
    ended is lost with its stream.
    """

    def __init__(self, model: LanguageModel, guard: Guard) -> None:
        self._model = model
        self.guard = guard

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        """As the port says."""
        rows = safe_rows(messages)
        sieve = _Sieve(self.guard, _asked(rows))
        pieces = self._model.reply(rows, temperature=temperature, max_tokens=max_tokens, tools=tools)
        async with closing(pieces) as stream:
            async for piece in stream:
                if not isinstance(piece, str):
                    yield piece
                    continue
                yield await sieve.add(piece)
                if sieve.refused:
                    return
            if rest := await sieve.end():
                yield rest


class PlainRows:
    """A LanguageModel that gives the inner one nothing from outside but plain data: stands inside what runs tools."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model

    def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        """As the port says."""
        return self._model.reply(safe_rows(messages), temperature=temperature, max_tokens=max_tokens, tools=tools)


class _Sieve:
    """Holds back what is not a whole sentence yet."""

    def __init__(self, guard: Guard, asked: str) -> None:
        self._guard = guard
        self._asked = asked
        self._said = ""
        self._waiting = ""
        self.refused = False

    async def add(self, piece: str) -> str:
        """What may be said now."""
        self._waiting += piece
        passed = ""
        while not self.refused and (end := next_end(self._waiting)) is not None:
            sentence, self._waiting = self._waiting[:end], self._waiting[end:]
            passed += await self._judged(sentence)
        return passed

    async def end(self) -> str:
        """The rest, which no further words will make whole."""
        return await self._judged(self._waiting) if self._waiting.strip() and not self.refused else self._waiting

    async def _judged(self, sentence: str) -> str:
        blocked = self._guard.judge(sentence, before=self._said, asked=self._asked)
        if blocked is None:
            self._said += sentence
            return sentence
        self.refused = True
        return await self._guard.refuse(sentence, blocked)


def _asked(rows: Sequence[Row]) -> str:
    """The caller's last words."""
    last = next((row for row in reversed(rows) if row.get("role") == "user"), {})
    return str(last.get("content") or "")
