"""A Conversation in typed text. Nothing takes time: a call's clock is moved on by what the words would take to say."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

from tron.core.chat import Row
from tron.core.ending import Ending
from tron.core.errors import TronError
from tron.core.flow_engine.state import masked_keys
from tron.core.ports import Compose, Heard, LanguageModel, RecordAction, Said
from tron.core.private_words import masked_words
from tron.core.simulator.interrupting import Interruption, count_words, first_words
from tron.core.speech import speaking_seconds
from tron.core.tools.call_tools import CallNotes, CallTools

log = logging.getLogger(__name__)

Show = Callable[[dict[str, Any]], Awaitable[None]]

GENERATE_SECONDS = 60.0
TYPING_SECONDS = 1.0
"""A shorter listen is over before anybody can type."""
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class TalkMemory:
    """Where a typed conversation stands."""

    rows: tuple[Row, ...] = ()
    seconds: float = 0.0
    time_up_told: bool = False


class TypedConversation:
    """Shows each step by `show` as a message of /ws/tron/simulator, and hears what `offer` gives it.

    `silence` stands for the caller saying nothing; a typist who only thinks is never called silent. Who talks over the
    agent is told of before it speaks: `interrupt`. `model` answers freely, `prompt` is its system message, `tools` are
    what it uses.
    """

    def __init__(
        self,
        show: Show,
        *,
        max_duration: float,
        model: LanguageModel | None = None,
        prompt: str = "",
        temperature: float = 0.7,
        max_tokens: int = 200,
        tools: CallTools | None = None,
    ) -> None:
        self._show = show
        self._tools = tools
        self._max_duration = max_duration
        self._model = model
        self._prompt = prompt
        self._temperature = temperature
        self._max_tokens = max_tokens
        self._said: asyncio.Queue[Heard] = asyncio.Queue(MOST_WAITING)
        self._over: deque[Interruption] = deque()
        self._rows: list[Row] = []
        self._ending = Ending()
        self._time_up_told = False
        self._private = False
        self.seconds = 0.0
        """How long the call would have lasted so far."""

    @property
    def can_generate(self) -> bool:
        return self._model is not None

    def offer(self, heard: Heard) -> bool:
        """What the caller does next; False when too much waits already."""
        if self._said.full():
            return False
        self._said.put_nowait(heard)
        return True

    def interrupt(self, *coming: Interruption) -> None:
        """What the caller does next, one after the other, over what the agent is about to say."""
        self._over.extend(coming)

    def memory(self) -> TalkMemory:
        """What was talked about so far, for `recall` in another conversation."""
        return TalkMemory(tuple(self._rows), self.seconds, self._time_up_told)

    def recall(self, memory: TalkMemory) -> None:
        self._rows, self.seconds, self._time_up_told = list(memory.rows), memory.seconds, memory.time_up_told

    def hang_up(self) -> None:
        """The caller is gone: the step under way raises CallOver."""
        self._ending.end("caller_hung_up")

    async def set_language(self, language: str) -> None:
        """Typed words have no sound that would change."""

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        del language
        self._ending.check()
        over = self._interrupting(text)
        effect = over.effect(text, interruptible=interruptible) if over is not None else None
        heard = first_words(text, over.words) if over is not None and effect == "cuts" else text
        seconds = speaking_seconds(heard) if heard else 0.0
        self.seconds += seconds
        if heard:
            self._rows.append({"role": "assistant", "content": heard})
            shown = {"type": "agent", "text": heard, "at": round(self.seconds, 1)}
            await self._show({**shown, "interrupted": True} if effect == "cuts" else shown)
        if over is not None:
            await self._take(over, heard, effect)
        self._ending.check()
        return Said(text, heard, effect == "cuts", seconds)

    def _interrupting(self, text: str) -> Interruption | None:
        """What the caller does over this line; words that it has not come to are counted."""
        if not text or not self._over:
            return None
        coming, words = self._over.popleft(), count_words(text)
        if coming.words <= words:
            return coming
        self._over.appendleft(replace(coming, words=coming.words - words))
        return None

    async def _take(self, over: Interruption, heard: str, effect: str | None) -> None:
        if effect == "cuts":
            await self.emit("speech.interrupted", {"heard": heard, "at": round(self.seconds, 1)})
        if over.heard is None:
            self.hang_up()
        elif effect == "passes":
            await self.emit("backchannel", {"text": over.heard.text, "at": round(self.seconds, 1)})
        else:
            self.offer(over.heard)

    async def listen(self, timeout: float) -> Heard:
        self._ending.check()
        if self._said.empty() and self._over and timeout >= TYPING_SECONDS:
            # The agent has nothing more to say: they speak when it listens.
            late = self._over.popleft().heard
            self.offer(late) if late is not None else self.hang_up()
            self._ending.check()
        if self._time_is_up():
            return Heard("time_up")
        if timeout < TYPING_SECONDS and self._said.empty():
            self.seconds += timeout
            return Heard("silence")
        if self._said.empty():
            await self._show({"type": "listening", "at": round(self.seconds, 1)})
        heard = await self._ending.unless(self._said.get())
        if heard.kind == "silence":
            self.seconds += timeout
            return Heard("time_up") if self._time_is_up() else heard
        if heard.kind == "speech":
            self.seconds += speaking_seconds(heard.text)
            self._rows.append({"role": "user", "content": masked_words(heard.text) if self._private else heard.text})
        else:
            await self.emit("keys.pressed", {"keys": masked_keys(heard.keys) if self._private else heard.keys})
        return heard

    async def dictate(self, timeout: float) -> Heard:
        """Who types makes no pauses."""
        return await self.listen(timeout)

    async def generate(self, instructions: str = "") -> Said:
        """The model's answer as one utterance; failed and empty when the model cannot give one."""
        return await self._answer(Compose(instructions))

    async def compose(self, wanted: Compose) -> Said:
        """The same within limits; failed and empty without a model."""
        if self._model is None:
            return Said("", "", False, 0.0, failed=True)
        with self._tools.lent(wanted.tools) if self._tools is not None else nullcontext():
            return await self._answer(wanted)

    async def pause(self, seconds: float) -> None:
        self._ending.check()
        self.seconds += seconds

    async def record(self, action: RecordAction) -> None:
        """There is no sound to be recorded."""
        self._ending.check()

    def expect(self, texts: Sequence[str]) -> None:
        """Typed words need no rendering."""

    def watch(self, told: Callable[[str], None] | None) -> None:
        """What is typed comes whole."""

    def private(self, on: bool) -> None:
        self._private = on

    async def _answer(self, wanted: Compose) -> Said:
        notes = self._tools.notes if self._tools is not None else CallNotes()
        notes.keys_wanted = ""
        try:
            async with asyncio.timeout(GENERATE_SECONDS):
                text = await self._ending.unless(self._reply(wanted))
        except (TronError, OSError, TimeoutError) as error:
            log.warning("the simulator's model gave no answer: %s", type(error).__name__)
            await self.emit("vendor.failed", {"kind": "llm", "reason": _reason(error), "fallback": True})
            return Said("", "", False, 0.0, failed=True)
        said = await self.say(text) if text else Said("", "", False, 0.0, failed=True)
        if not (keys := notes.take_keys()):
            return said
        await self.emit("keys.sent", {"keys": masked_keys(keys) if self._private else keys})
        return replace(said, failed=False, pressed=True)

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        step = {"type": "event", "event": type_, "payload": dict(payload)}
        await self._show({**step, "node": node} if node else step)

    async def _reply(self, wanted: Compose) -> str:
        if self._model is None:
            raise NotImplementedError("there is no model")
        system = "\n\n".join(part for part in (self._prompt, wanted.instructions) if part)
        rows = [{"role": "system", "content": system}, *self._rows]
        temperature = self._temperature if wanted.temperature is None else wanted.temperature
        pieces = self._model.reply(rows, temperature=temperature, max_tokens=wanted.max_tokens or self._max_tokens)
        return "".join([piece async for piece in pieces if isinstance(piece, str)]).strip()

    def _time_is_up(self) -> bool:
        """True once."""
        if self._time_up_told or self.seconds < self._max_duration:
            return False
        self._time_up_told = True
        return True


def _reason(error: Exception) -> str:
    return error.message if isinstance(error, TronError) else type(error).__name__
