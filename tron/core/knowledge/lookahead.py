"""Looking up a question while it is still being asked, so that the turn does not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from tron.core.knowledge.search import Knowledge, Passage
from tron.core.knowledge.words import terms_of

WITHIN = 0.3
"""Seconds that a turn waits at most for what its question finds."""


@runtime_checkable
class Watched(Protocol):
    """A conversation that tells what the caller is saying, as far as it is recognised."""

    def watch(self, told: Callable[[str], None] | None) -> None: ...


@dataclass(frozen=True, slots=True)
class Found:
    """`asked` False: the words ask for nothing ("haan, theek hai"), so nothing was looked up."""

    passages: list[Passage] = field(default_factory=list)
    asked: bool = True


class Lookahead:
    """One per call. `begin` with each partial transcript, `result` with the final one; `aclose` at its end."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._words: tuple[str, ...] = ()
        self._search: asyncio.Task[list[Passage]] | None = None
        self._searches: set[asyncio.Task[list[Passage]]] = set()

    def begin(self, partial: str) -> None:
        """Start to look up what was said so far, unless the last search has the same words or still runs."""
        words = _words(partial)
        if words and words != self._words and (self._search is None or self._search.done()):
            self._start(partial, words)

    async def result(self, final: str, within: float = WITHIN) -> Found:
        """What fits the whole question: the search that was begun where it has the same words, else a new one.

        When that takes longer than `within` seconds, what the words so far have found; nothing without that.
        """
        words = _words(final)
        if not words:
            return Found(asked=False)
        earlier = self._search
        same = words == self._words and earlier is not None
        search = earlier if same and earlier is not None else self._start(final, words)
        self._words, self._search = (), None
        await asyncio.wait({search}, timeout=within)
        if not search.done() and not same and earlier is not None and earlier.done():
            search = earlier
        return Found(_passages(search))

    async def aclose(self) -> None:
        for search in tuple(self._searches):
            search.cancel()
        await asyncio.gather(*self._searches, return_exceptions=True)

    def _start(self, text: str, words: tuple[str, ...]) -> asyncio.Task[list[Passage]]:
        search = asyncio.create_task(self._knowledge.find(text), name="knowledge-search")
        self._words, self._search = words, search
        self._searches.add(search)
        search.add_done_callback(self._searches.discard)
        return search


def _words(text: str) -> tuple[str, ...]:
    """What is asked, whatever fills the gaps: an "umm" or a "please" more changes nothing."""
    return tuple(sorted({term.word for term in terms_of(text)}))


def _passages(search: asyncio.Task[list[Passage]]) -> list[Passage]:
    if not search.done() or search.cancelled() or search.exception() is not None:
        return []
    return search.result()
