"""The door of a simulated walk: it goes on from what came in before, and marks each turn of the caller."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Awaitable, Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter

from tron.core.flow_engine.outside import Input, Outside
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall, World
from tron.core.ports import CallOver, FlowConversation, Heard
from tron.core.simulator.conversation import TYPING_SECONDS, TalkMemory

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn of the caller begins: how much had come in, how many steps were shown, what was talked about."""

    inputs: int
    steps: int
    memory: TalkMemory


class ResumedOutside(Outside):
    """Gives the walk `before`, what an earlier one was given, without anything happening; then it is live.

    `live` is called at that moment. `here` makes the mark of a turn that may begin; `marked` gets it once the caller
    has taken the turn, with what was heard (None: they hung up).
    """

    def __init__(
        self,
        conversation: FlowConversation,
        world: World,
        before: Iterable[Input],
        *,
        live: Callable[[], None],
        here: Callable[[int], Turn],
        marked: Callable[[Turn, Heard | None], None],
    ) -> None:
        super().__init__(conversation, world)
        self.log: list[Input] = []
        self._left = list(before)[::-1]
        self._live: Callable[[], None] | None = live
        self._here = here
        self._marked = marked

    async def take(self, kind: str, make: Callable[[], Awaitable[T]], shape: TypeAdapter[T]) -> T:
        if self._left:
            came = self._left.pop()
            self._note(deepcopy(came))
            return shape.validate_python(came["value"])
        self._begin()
        return await super().take(kind, make, shape)

    def _note(self, came: Input) -> None:
        """What is masked afterwards is masked for the events alone: a step back needs it as it was."""
        self.log.append(deepcopy(came))
        super()._note(came)

    def begin_webhook(self, call: WebhookCall) -> Future[WebhookAnswer] | None:
        """While earlier inputs come in again, its answer is among them, or it is sent once it is waited for."""
        return None if self._left else super().begin_webhook(call)

    def _coming(self) -> str | None:
        return str(self._left[-1]["kind"]) if self._left else None

    async def listen(self, timeout: float, *, dictation: bool) -> Heard:
        replayed = bool(self._left)
        if not replayed:
            self._begin()
        turn = self._here(len(self.log))
        try:
            heard = await super().listen(timeout, dictation=dictation)
        except CallOver:
            if not replayed:
                self._marked(turn, None)
            raise
        typed = heard.kind in ("speech", "keys") or (heard.kind == "silence" and timeout >= TYPING_SECONDS)
        if typed and not replayed:
            self._marked(turn, heard)
        return heard

    def _begin(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            live()
