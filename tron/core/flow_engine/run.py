"""What a node's `execute` works with: the state, and everything it may do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import TypeAdapter

from tron.core.flow_engine.ahead import connected
from tron.core.flow_engine.confidence import speakable
from tron.core.flow_engine.questions import NONE, Question
from tron.core.flow_engine.signals import Ended
from tron.core.flow_engine.spec import NEXT
from tron.core.flow_engine.state import LONGEST_PATH, MASK, MOST_AHEAD, FlowState, Words
from tron.core.flow_engine.templating import filled_or_plain, names_alone, plain, used_names
from tron.core.ports import Compose, Said
from tron.core.ports.colleagues import Invitation

if TYPE_CHECKING:
    from tron.core.flow_engine.engine import Walk
    from tron.core.flow_engine.graph import GraphNode
    from tron.core.flow_engine.world import TransferResult

T = TypeVar("T")
LONGEST_VALUE: Final = 20_000
REPEATS: Final = 2
OVERHEAR_SECONDS: Final = 0.05
"""A look; longer only while somebody is still speaking."""
_ALONE: Final = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.\w+)*)\s*\}\}")
_ANY: Final = TypeAdapter(Any)
_SENTENCE: Final = re.compile(r"(?<=[.!?।])\s+")


class NodeRun:
    """One visit of one node. `again`: it was left in the middle and is entered anew: ask in short."""

    __slots__ = ("_walk", "again", "node", "outside", "rules", "state")

    def __init__(self, node: GraphNode, walk: Walk) -> None:
        self.node = node
        self._walk = walk
        self.state: FlowState = walk.state
        self.outside = walk.outside
        self.rules = walk.rules
        self.again = walk.state.again
        walk.state.again = False

    # ------------------------------------------------------------ values

    @property
    def memory(self) -> dict[str, Any]:
        """What this node keeps between its visits in one call. JSON types."""
        return self.state.remembered()

    async def fill(self, text: str) -> str:
        """The template with values in it, for speech; a missing one is empty, and an event."""
        return await self._or_mask(await self._filled(text, self.state.variables), text)

    async def fill_spoken(self, text: str) -> str:
        """The same for what is said or noted: of sensitive values only the end."""
        return await self._or_mask(await self._filled(text, speakable(self.state)), text)

    async def _filled(self, text: str, values: Mapping[str, Any]) -> str:
        filled = filled_or_plain(text, values)
        if filled.missing:
            await self.emit("flow.variable_missing", {"names": list(filled.missing)})
        return filled.text

    async def _or_mask(self, filled: str, template: str) -> str:
        """A replay knows only masks of secrets: that there was a text, it knows from here."""
        there = bool(filled.strip())
        if not self.state.sensitive or await self.of_secrets(there, used_names(template)) == there:
            return filled
        return "" if there else MASK

    async def decided(self, found: Any) -> Any:
        """What a node found in the last words (JSON types). Of words said in confidence it is written down masked,
        so that a replay finds it too."""
        heard = self.state.heard
        return await self.outside.decided(found, _ANY, private=True) if heard is not None and heard.private else found

    async def of_secrets(self, found: T, names: Iterable[str], *, of_words: bool = False) -> T:
        """The same for what was found in variables, one of them sensitive; `of_words`: in the last words too."""
        heard = self.state.heard
        hidden = any(name in self.state.sensitive for name in names)
        hidden = hidden or (of_words and heard is not None and heard.private)
        return await self.outside.decided(found, _ANY, private=True) if hidden else found

    @property
    def off_record(self) -> bool:
        """The recording is paused: what the caller does is said in confidence."""
        return self.state.off_record

    def go_off_record(self, on: bool) -> None:
        self.state.off_record = on
        self.outside.off_record(on)

    def set(self, name: str, value: Any) -> None:
        """Keeps a value under the name: JSON types, at most LONGEST_VALUE characters."""
        if name:
            self.state.variables[name] = value[:LONGEST_VALUE] if isinstance(value, str) else value

    def protect(self, name: str) -> None:
        """From now on the variable is masked wherever the call is written down."""
        if name and name not in self.state.sensitive:
            self.state.sensitive = [*self.state.sensitive, name]

    @contextmanager
    def private(self, on: bool, *names: str) -> Iterator[None]:
        """Within it what the caller says and presses is masked wherever the call is written down; so are these
        variables, from now on."""
        if not on:
            yield
            return
        for name in names:
            self.protect(name)
        self.outside.private(True)
        try:
            yield
        finally:
            self.outside.private(False)

    def hide(self) -> None:
        """The caller's last words are masked wherever the call is written down."""
        self.state.hide_heard()
        self.outside.hide_heard()

    def value(self, name: str) -> Any:
        """The value at a path such as order.items.0.price; None where there is none."""
        return look_up(self.state.variables, name)

    async def evaluate(self, template: str) -> Any:
        """The value itself where the template is one variable and nothing else (a list, a number); else its text."""
        name = only_name(template)
        value = self.value(name) if name else None
        return value if value is not None else await self._filled(template, self.state.variables)

    async def now(self) -> datetime:
        return await self.outside.now()

    async def emit(self, type_: str, payload: Mapping[str, Any]) -> None:
        """An event of this node."""
        await self.outside.emit(type_, payload, self.state.path(self.node.id)[:LONGEST_PATH])

    # ------------------------------------------------------------ talking

    async def say(self, template: str, *, interruptible: bool = True) -> Said:
        """Fills in and speaks; nothing is said of an empty text."""
        text = names_alone(template, self.state.variables) if not self.state.sensitive else None
        if text is None:
            text = await self.fill_spoken(template)
        return await self._walk.speaking.say(text, interruptible=interruptible)

    async def speak(self, text: str) -> Said:
        """Words that are no template: what a model, a caller or the agent's own lines put there."""
        return await self._walk.speaking.say(text)

    async def say_short(self, template: str) -> Said:
        """Its last sentence: the question, asked again."""
        text = await self.fill_spoken(template)
        return await self._walk.speaking.say(last_sentence(text))

    async def hear(
        self,
        timeout: float,
        *,
        on_silence: str = "repeat",
        tries: int = 2,
        prompt: str = "",
        dictation: bool = False,
        repeats: int = REPEATS,
        keys: bool = False,
    ) -> Words:
        """The caller's next words or keys. `on_silence`: repeat (`prompt`, or what was said last), continue, end_call.

        "What?" and its like are answered by the question, `repeats` times at most, then by `prompt` where there is one.

        `keys`: this node takes keys, so those that were pressed ahead are its own.

        What binds every call is done here: opt-out, danger, global nodes, unclear speech, the end of the call's time.
        """
        return await self._walk.listening.hear(
            timeout,
            on_silence=on_silence,
            tries=tries,
            prompt=partial(self.fill_spoken, prompt),
            dictation=dictation,
            repeats=repeats,
            keys=keys,
        )

    @property
    def has_keys(self) -> bool:
        """Somebody who knows the way pressed keys before they were asked for: nothing needs to be said."""
        return bool(self.state.ahead) and self.state.pending is None

    def keep_ahead(self, rest: str) -> None:
        """The keys behind the one that was taken, for the next node that takes keys. Confidential ones are not kept."""
        heard = self.state.heard
        if heard is not None and not heard.private:
            self.state.ahead = rest[:MOST_AHEAD]

    @property
    def is_answered(self) -> bool:
        """It is entered anew for words that wait for it: nothing is asked first."""
        return self.again and self.state.pending is not None

    async def ask_again(self) -> None:
        """What the caller was to answer when something led away from here, in short."""
        if self.again and not self.is_answered:
            await self.speak(last_sentence(self.state.said))

    async def heard(self) -> Words:
        """The last words; where there were none yet, it listens for them. Those that led away from here, and those
        that were answered before the goodbye, are no answer to it."""
        if self.state.heard is not None and not self.again:
            return self.state.heard
        await self.ask_again()
        return await self.hear(self.rules.silence_seconds)

    async def compose(self, wanted: Compose) -> Said:
        """The model speaks."""
        return await self._walk.speaking.compose(wanted)

    async def overhear(self) -> None:
        """Acts on a wish that was said into words that nobody could interrupt, before what cannot be undone."""
        await self._walk.speaking.overhear(OVERHEAR_SECONDS)

    async def transfer(self, to: str, announce: str, wait: float) -> TransferResult:
        """Rings somebody else for the caller, who is listened to meanwhile."""
        return await self._walk.listening.rings(self.outside.transfer(to, announce, wait))

    async def invite(self, invitation: Invitation) -> TransferResult:
        """Brings somebody else into the call; the caller is listened to meanwhile."""
        return await self._walk.listening.rings(self.outside.invite(invitation))

    async def goodbye(self, template: str) -> bool:
        """Says it; True where the caller spoke into it and the call goes on instead. Once in a call."""
        return await self._walk.speaking.goodbye(await self.fill_spoken(template))

    async def polite_end(self, reason: str = "agent_ended", outcome: str | None = None) -> None:
        """Says goodbye in the agent's words and ends the call. Raises Ended, always."""
        await self._walk.speaking.part(self.rules.lines.goodbye)
        raise Ended(reason, outcome)

    # ------------------------------------------------------------ asking

    async def answer(self, question: Question) -> Any:
        """The model's answer about the last words; None where it has none in time, NONE where no choice fits."""
        return await self._walk.inquiry.answer(question)

    async def choose(self, question: Question) -> str | None:
        """The id of the choice that the model finds; None for no answer and for NONE."""
        answer = await self.answer(question)
        return answer if isinstance(answer, str) and answer != NONE else None

    def way(self, handle: str) -> str:
        """The handle where something is connected to it, else `next`."""
        return handle if any(one == handle for one, _label in self.targets()) else NEXT

    def targets(self) -> Sequence[tuple[str, str]]:
        """(handle, label of the node behind it) of every way out that is connected."""
        return connected(self._walk.flows.graphs[self.state.flow], self.node)


def look_up(values: Mapping[str, Any], path: str) -> Any:
    """order.items.0.price in nested mappings and lists; None where there is nothing."""
    found: Any = values
    for part in path.split("."):
        if isinstance(found, Mapping):
            found = found.get(part)
        elif isinstance(found, list) and part.isdecimal() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def last_sentence(text: str) -> str:
    """The last question of a longer text; without one its last sentence."""
    sentences = _SENTENCE.split(text.strip())
    return next((one for one in reversed(sentences) if one.endswith("?")), sentences[-1])


def only_name(template: str) -> str:
    """The variable, or path, that is all there is in the template; empty for anything else."""
    alone = _ALONE.fullmatch(template.strip())
    return alone[1] if alone else ""


def as_text(value: Any) -> str:
    """A value as it would be spoken."""
    return "" if value is None else plain(value)
