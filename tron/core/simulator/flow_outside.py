"""The door of a simulated walk: it goes on from what came in before, and marks each turn of the caller."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Awaitable, Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TypeVar

from pydantic import TypeAdapter

from tron.core.flow_engine.outside import Input, Outside
from tron.core.flow_engine.world import WebhookAnswer, WebhookCall, World
from tron.core.models.flow_simulation import Step
from tron.core.ports import CallOver, Compose, FlowConversation, Heard, Said
from tron.core.simulator.conversation import TYPING_SECONDS, TalkMemory

T = TypeVar("T")
_SAID = TypeAdapter(Said)


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a walk, as it stood before the caller talked over a line that had been said to its end."""

    inputs: Sequence[Input]
    steps: Sequence[Step]
    lines: Sequence[Line]
    memory: TalkMemory


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a turn of the caller begins: how much had come in, how many steps were shown, what was talked about.

    `whole`: the turn cut a line; before it the walk had gone on to here.
    """

    inputs: int
    steps: int
    memory: TalkMemory
    whole: Whole | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One utterance of the agent, and where in the walk it began."""

    at: Turn
    text: str
    interruptible: bool


class ResumedOutside(Outside):
    """Gives the walk `before`, what an earlier one was given, without anything happening; then it is live.

    `live` is called at that moment. `here` makes the mark of a turn that may begin; `marked` gets it once the caller
    has taken the turn, with what was heard (None: they hung up). `spoke` gets each line that is said live. `again`:
    what the model had said at the place where the walk is live: it says it again.
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
        spoke: Callable[[Line], None],
        again: str | None = None,
    ) -> None:
        super().__init__(conversation, world)
        self.log: list[Input] = []
        self._left = list(before)[::-1]
        self._live: Callable[[], None] | None = live
        self._mark = here
        self._taken = marked
        self._said_line = spoke
        self._again = again

    async def take(self, kind: str, make: Callable[[], Awaitable[T]], shape: TypeAdapter[T]) -> T:
        if self._left:
            came = self._left.pop()
            self._note(deepcopy(came))
            return shape.validate_python(came["value"])
        self._begin()
        return await super().take(kind, make, shape)

    async def say(self, text: str, *, interruptible: bool, language: str | None) -> Said:
        replayed = bool(self._left)
        self._again = self._again if replayed else None
        at = self._begun()
        said = await super().say(text, interruptible=interruptible, language=language)
        if not replayed and text:
            self._said_line(Line(at, text, interruptible))
        return said

    async def compose(self, wanted: Compose) -> Said:
        if self._left:
            return await super().compose(wanted)
        at, (again, self._again) = self._begun(), (self._again, None)
        if again is None:
            said = await super().compose(wanted)
        else:
            said = await self.take("said", lambda: self.conversation.say(again), _SAID)
        if said.text:
            self._said_line(Line(at, said.text, interruptible=True))
        return said

    def _begun(self) -> Turn:
        """Where the walk is. It is live from here on where nothing is left of before."""
        if not self._left:
            self._begin()
        return self._mark(len(self.log))

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
        turn = self._begun()
        try:
            heard = await super().listen(timeout, dictation=dictation)
        except CallOver:
            if not replayed:
                self._taken(turn, None)
            raise
        typed = heard.kind in ("speech", "keys") or (heard.kind == "silence" and timeout >= TYPING_SECONDS)
        if typed and not replayed:
            self._taken(turn, heard)
        return heard

    def _begin(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            live()
