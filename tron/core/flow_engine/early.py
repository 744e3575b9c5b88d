"""Classification begun while the caller still speaks. Nothing of it is kept unless the turn ends with those words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from tron.core.flow_engine.outside import Outside
from tron.core.flow_engine.questions import Answers, Asking, Question
from tron.core.flow_engine.state import Row
from tron.core.scripts.matching import fold

SHORTEST = 2
"""Words of a partial transcript worth asking about."""


class EarlyAnswers:
    """Of one walk. At most one request is under way; a later partial transcript with other words replaces it."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._last = ""
        self._asking: Asking | None = None
        self._task: asyncio.Task[Answers | None] | None = None

    def begin(self, questions: Callable[[], Sequence[Question]], talk: Sequence[Row]) -> None:
        """From here on partial transcripts are looked at."""
        self.drop()
        wanted = tuple(questions())
        if wanted:
            self._outside.watch(lambda partial: self._partial(partial, wanted, tuple(talk)))

    def end(self) -> None:
        """The turn is over: what was begun may still be fetched by `ready`."""
        self._outside.watch(None)

    def drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._task = self._asking = None
        self._last = ""

    def ready(self, asking: Asking) -> Callable[[], Awaitable[Answers | None]] | None:
        """The request that asks this already, of the very same words; None where there is none."""
        begun, task = self._asking, self._task
        if begun is None or task is None or fold(begun.said) != fold(asking.said):
            return None
        if {one.id for one in asking.questions} - {one.id for one in begun.questions}:
            return None
        self._task = self._asking = None

        async def wait() -> Answers | None:
            return await task

        return wait

    def _partial(self, text: str, questions: tuple[Question, ...], talk: tuple[Row, ...]) -> None:
        folded = fold(text)
        stable, self._last = folded == self._last, folded
        if not stable or len(folded.split()) < SHORTEST:
            return
        if self._asking is not None and fold(self._asking.said) == folded:
            return
        if self._task is not None:
            self._task.cancel()
        self._asking = Asking(text, questions, talk)
        self._task = asyncio.ensure_future(self._outside.world.ask(self._asking))
