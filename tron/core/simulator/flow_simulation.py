"""A flow walked in writing: started anywhere, stepped back, gone on with."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tron.core.errors import Conflict, Unavailable
from tron.core.flow_engine.engine import Walk
from tron.core.flow_engine.graph import Flows
from tron.core.flow_engine.outside import Input
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.state import FlowState
from tron.core.flow_engine.world import World
from tron.core.models.flow_simulation import CallerTurn, Step, WalkState
from tron.core.ports import Heard, LanguageModel
from tron.core.simulator.conversation import TalkMemory, TypedConversation
from tron.core.simulator.flow_outside import Line, ResumedOutside, Turn, Whole
from tron.core.simulator.flow_steps import Steps
from tron.core.simulator.interrupting import Interruption, count_words
from tron.core.tools.call_tools import CallTools

log = logging.getLogger(__name__)

MOST_TURNS: Final = 300
BROKEN: Final = "simulation_broke"
"""The reason of a walk that ended by a defect of Tron."""


@dataclass(slots=True)
class Speaker:
    """Who speaks in a walk: as in TypedConversation. `tokens` gives all that its models used so far."""

    model: LanguageModel | None = None
    prompt: str = ""
    temperature: float = 0.7
    max_tokens: int = 200
    tools: CallTools | None = None
    max_duration: float = 600.0
    tokens: Callable[[], int] = field(default=lambda: 0)


class FlowSimulation:
    """One walk. `begin` it; then `settled` waits until it listens or is over; the caller's side comes by `take`.

    Nothing waits in it while nobody types. `only_one`: it stops after the node it begins at.
    """

    def __init__(
        self,
        flows: Flows,
        rules: FlowRules,
        world: World,
        speaker: Speaker,
        start: FlowState,
        *,
        only_one: bool = False,
    ) -> None:
        self._flows = flows
        self._rules = rules
        self._world = world
        self._speaker = speaker
        self._start = deepcopy(start)
        self._only_one = only_one
        self._steps = Steps(speaker.tokens)
        self._turns: list[Turn] = []
        self._lines: list[Line] = []
        self._whole: Whole | None = None
        self._state = start
        self._conversation = self._new_conversation()
        self._outside: ResumedOutside | None = None
        self._task: asyncio.Task[None] | None = None
        self.waiting = False
        self.changed = asyncio.Event()
        """Set when there are new steps, or it waits, or it is over. One reader clears it."""

    @property
    def steps(self) -> Sequence[Step]:
        return self._steps.all

    @property
    def turns(self) -> int:
        """How many turns of the caller can be taken back."""
        return len(self._turns)

    @property
    def over(self) -> bool:
        return self._task is not None and self._task.done()

    @property
    def walk_state(self) -> FlowState:
        return self._state

    @property
    def seconds(self) -> float:
        """How long the call would have lasted so far."""
        return self._conversation.seconds

    def state(self) -> WalkState:
        state = self._state
        return WalkState(
            node=state.path(),
            variables=dict(state.variables),
            outcome=state.outcome,
            ended=self.over,
            reason=state.reason,
        )

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """An event of the talk from outside the walk: of the model, its tools, its guard."""
        await self._conversation.emit(type_, payload, node)

    # ------------------------------------------------------------ the course of it

    def begin(self, *over: CallerTurn) -> None:
        """`over`: what the caller does over the agent's first lines."""
        self._resume((), None, _interruptions(over))

    async def settled(self, seconds: float) -> bool:
        """Waits until it listens or is over; False when it took longer."""
        try:
            async with asyncio.timeout(seconds):
                while not (self.waiting or self.over):
                    await self.changed.wait()
                    self.changed.clear()
        except TimeoutError:
            return False
        return True

    def take(self, turn: CallerTurn, *over: CallerTurn) -> None:
        """What the caller does. Raises Conflict when the talk is over, Unavailable when too much waits already.

        `over`: what they do then, over what the agent is about to say.
        """
        if self.over:
            raise Conflict("This conversation is over.", hint="Step back, or start a new one.")
        if turn.hang_up:
            self._conversation.hang_up()
        elif len(self._turns) >= MOST_TURNS:
            raise Conflict(f"A try has at most {MOST_TURNS} turns.", hint="Start a new one, at a later node.")
        elif not self._conversation.offer(_heard(turn)):
            raise Unavailable("The agent still answers what you sent before.", hint="Wait for it, then go on.")
        self._conversation.interrupt(*_interruptions(over))
        self.waiting = False

    async def act(self, turn: CallerTurn) -> bool:
        """`take`, and over what the agent has just said where the turn says so: as if it had not been said to its end.

        Whether the walk went back for it: steps that were shown are gone. What they did besides talking, such as a
        webhook, they do again when the walk comes to it. Raises as `take` does.
        """
        found = self._line(turn.after_words) if turn.after_words is not None else None
        if found is None:
            self.take(turn)
            return False
        line, coming = found[0], Interruption(found[1], None if turn.hang_up else _heard(turn))
        effect = coming.effect(line.text, interruptible=line.interruptible)
        if effect == "cuts":
            await self._cut(line, coming)
        elif effect == "waits" or self.over:
            self.take(turn)
        else:
            await self._conversation.emit("backchannel", {"text": turn.text or ""})
        return effect == "cuts"

    async def back(self) -> None:
        """To before the caller's last turn. Raises Conflict where there was none."""
        if not self._turns or self._outside is None:
            raise Conflict("The caller has done nothing yet that could be taken back.")
        turn, before = self._turns.pop(), self._outside.log
        whole = turn.whole
        self._steps.muted = True
        await self.aclose()
        self._whole = None
        if whole is not None:
            self._steps.restore(whole.steps)
            self._lines = list(whole.lines)
            self._resume(whole.inputs, whole.memory)
            return
        self._steps.cut(turn.steps)
        self._lines = [line for line in self._lines if line.at.inputs < turn.inputs]
        self._resume(before[: turn.inputs], turn.memory)

    def _line(self, words: int) -> tuple[Line, int] | None:
        """The line in which the agent said its `words`-th word since the caller's last turn, and which one there."""
        last = self._turns[-1].inputs if self._turns else -1
        for line in self._lines:
            if line.at.inputs <= last:
                continue
            if words <= count_words(line.text):
                return line, words
            words -= count_words(line.text)
        return None

    async def _cut(self, line: Line, coming: Interruption) -> None:
        """Walks again up to the line, which is then cut."""
        assert self._outside is not None
        at, log = line.at, self._outside.log
        whole = Whole(tuple(log), tuple(self._steps.all), tuple(self._lines), self._conversation.memory())
        self._steps.muted = True
        await self.aclose()
        self._steps.cut(at.steps)
        self._lines = [one for one in self._lines if one.at.inputs < at.inputs]
        self._whole = whole
        if coming.heard is None:
            self._turns.append(replace(at, whole=whole))
            self._whole = None
        self._resume(log[: at.inputs], at.memory, [coming], line.text)

    async def aclose(self) -> None:
        """Ends the walk's task. Safe to call twice."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    # ------------------------------------------------------------

    def _new_conversation(self) -> TypedConversation:
        speaker = self._speaker
        return TypedConversation(
            self._show,
            max_duration=speaker.max_duration,
            model=speaker.model,
            prompt=speaker.prompt,
            temperature=speaker.temperature,
            max_tokens=speaker.max_tokens,
            tools=speaker.tools,
        )

    def _resume(
        self,
        before: Sequence[Input],
        memory: TalkMemory | None,
        coming: Sequence[Interruption] = (),
        again: str | None = None,
    ) -> None:
        conversation = self._conversation = self._new_conversation()

        def live() -> None:
            if memory is not None:
                conversation.recall(memory)
            conversation.interrupt(*coming)
            self._steps.muted = False

        self._state = deepcopy(self._start)
        self._outside = ResumedOutside(
            conversation,
            self._world,
            before,
            live=live,
            here=self._here,
            marked=self._marked,
            spoke=self._lines.append,
            again=again,
        )
        self._steps.watch.go_on()
        self.waiting = False
        walk = Walk(self._flows, self._state, self._outside, self._rules)
        self._task = asyncio.create_task(self._run(walk), name="flow-simulation")

    async def _run(self, walk: Walk) -> None:
        try:
            if self._only_one:
                await walk.step()
                return
            await walk.run()
            for index in walk.speaking.undisclosed:
                await self._conversation.emit("disclosure.missed", {"index": index})
        except Exception:
            log.exception("a simulated walk broke")
            self._state.ended, self._state.reason = True, BROKEN
        finally:
            self.waiting = False
            # Whoever looks after this sees the task as done.
            asyncio.get_running_loop().call_soon(self.changed.set)

    def _here(self, inputs: int) -> Turn:
        return Turn(inputs, len(self._steps.all), self._conversation.memory())

    def _marked(self, turn: Turn, heard: Heard | None) -> None:
        whole, self._whole = self._whole, None
        self._turns.append(replace(turn, whole=whole) if whole is not None else turn)
        self._steps.watch.go_on()
        if heard is not None:
            self._steps.heard(heard, self._conversation.seconds)
        self.changed.set()

    async def _show(self, message: dict[str, Any]) -> None:
        if message["type"] == "listening":
            self._steps.watch.stop()
            self.waiting = True
        self._steps.shown(message, self._conversation.seconds)
        self.changed.set()


def _interruptions(turns: Sequence[CallerTurn]) -> list[Interruption]:
    return [Interruption(turn.after_words or 1, None if turn.hang_up else _heard(turn)) for turn in turns]


def _heard(turn: CallerTurn) -> Heard:
    if turn.text is not None:
        return Heard("speech", text=turn.text)
    return Heard("keys", keys=turn.keys) if turn.keys is not None else Heard("silence")
