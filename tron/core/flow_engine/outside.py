"""The one door through which anything from outside comes into a walk. What came in is written down, for replay."""

from __future__ import annotations

import asyncio
from asyncio import Future
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import TypeAdapter

from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.ringing import Ringing
from tron.core.flow_engine.state import MASK, masked_keys
from tron.core.flow_engine.world import (
    Found,
    MessageOrder,
    MessageResult,
    MessageTemplate,
    TransferResult,
    WebhookAnswer,
    WebhookCall,
    World,
)
from tron.core.ports import CallOver, Compose, FlowConversation, Heard, RecordAction, Said
from tron.core.ports.colleagues import Invitation
from tron.core.ports.messages import Channel

T = TypeVar("T")
OVER = "over"
RING_SECONDS = 60.0
"""How long one look at the caller may take while somebody else's phone rings."""
Input = dict[str, Any]


class Outside:
    """Conversation and world of one walk. `drain` gives what came in since the last time, as JSON types."""

    _in_confidence = _off_record = False
    """A node asks for something sensitive; the recording is paused."""

    def __init__(self, conversation: FlowConversation, world: World) -> None:
        self.conversation = conversation
        self.world = world
        self._inputs: list[Input] = []

    async def take(self, kind: str, make: Callable[[], Awaitable[T]], shape: TypeAdapter[T]) -> T:
        """The result of `make`, written down under `kind`. A CallOver is written down too."""
        try:
            result = await make()
        except CallOver as over:
            self._note({"kind": OVER, "value": over.reason})
            raise
        self._note({"kind": kind, "value": shape.serializer.to_python(result, mode="json")})
        return result

    def _note(self, came: Input) -> None:
        self._inputs.append(came)

    async def secret(self, value: T, masked: T, shape: TypeAdapter[T]) -> T:
        """`value`; a replay gets `masked`, which is all that is written down."""

        async def make() -> T:
            return masked

        await self.take("secret", make, shape)
        return value

    async def decided(self, found: T, shape: TypeAdapter[T], *, private: bool = False) -> T:
        """What was found in words that are written down masked, so that a replay finds it too."""
        return await self.secret(found, found, shape) if private or self._private else found

    def hide_heard(self) -> None:
        """What was heard last is written down masked."""
        heard = next((one for one in reversed(self._inputs) if one["kind"] == "heard"), None)
        if heard is not None:
            value = heard["value"]
            value["text"] = MASK if value["text"] else ""
            value["keys"] = masked_keys(value["keys"])

    def drain(self) -> list[Input]:
        inputs, self._inputs = self._inputs, []
        return inputs

    # ------------------------------------------------------------ the conversation

    def say(self, text: str, *, interruptible: bool, language: str | None) -> Awaitable[Said]:
        return self.take(
            "said", lambda: self.conversation.say(text, interruptible=interruptible, language=language), _SAID
        )

    async def listen(self, timeout: float, *, dictation: bool) -> Heard:
        async def hear() -> Heard:
            return self._marked(await (self.conversation.dictate if dictation else self.conversation.listen)(timeout))

        return self._hidden(await self.take("heard", hear, _HEARD))

    def _marked(self, heard: Heard) -> Heard:
        return replace(heard, private=True) if self._private and (heard.text or heard.keys) else heard

    def _hidden(self, heard: Heard) -> Heard:
        if heard.private:
            self.hide_heard()
        return heard

    async def compose(self, wanted: Compose) -> Said:
        return await self.take("said", lambda: self.conversation.compose(wanted), _SAID)

    async def can_generate(self) -> bool:
        async def look() -> bool:
            return self.conversation.can_generate

        return await self.take("can_generate", look, _BOOL)

    async def pause(self, seconds: float) -> None:
        await self.take("paused", lambda: self.conversation.pause(seconds), _NOTHING)

    async def record(self, action: RecordAction) -> None:
        await self.take("recorded", lambda: self.conversation.record(action), _NOTHING)

    async def set_language(self, language: str) -> None:
        await self.take("language", lambda: self.conversation.set_language(language), _NOTHING)

    def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> Awaitable[None]:
        return self.conversation.emit(type_, payload, node)

    def expect(self, texts: Sequence[str]) -> None:
        self.conversation.expect(texts)

    def watch(self, told: Callable[[str], None] | None) -> None:
        self.conversation.watch(told)

    def private(self, on: bool) -> None:
        """While it is on, what is heard is masked at once: nobody may come to hide it later."""
        self._in_confidence = on
        self._tell_private()

    def off_record(self, on: bool) -> None:
        """The same while the recording is paused, whatever nodes ask for."""
        self._off_record = on
        self._tell_private()

    @property
    def _private(self) -> bool:
        return self._in_confidence or self._off_record

    def _tell_private(self) -> None:
        self.conversation.private(self._private)

    # ------------------------------------------------------------ the world

    async def now(self) -> datetime:
        async def look() -> datetime:
            return self.world.now()

        return await self.take("now", look, _MOMENT)

    async def ask(self, asking: Asking, ready: Callable[[], Awaitable[Answers | None]] | None = None) -> Answers | None:
        """`ready`: an answer that was begun early, to exactly this."""
        return await self.take("answers", ready or (lambda: self.world.ask(asking)), _ANSWERS)

    def begin_webhook(self, call: WebhookCall) -> Future[WebhookAnswer] | None:
        """Sends the request at once; `webhook` waits for its answer and writes it down. The caller ends it."""
        return asyncio.ensure_future(self.world.webhook(call))

    async def webhook(
        self,
        call: WebhookCall,
        read: Callable[[WebhookAnswer], dict[str, Any]],
        begun: Future[WebhookAnswer] | None = None,
        hidden: frozenset[str] = frozenset(),
    ) -> dict[str, Any]:
        """What `read` takes from the answer: only that is kept, an answer may be large or secret.

        Of what it takes under `set` the `hidden` names are written down masked.
        """

        async def make() -> dict[str, Any]:
            return read(await (self.world.webhook(call) if begun is None else begun))

        answer = await self.take("webhook", make, _DICT)
        if hidden and self._inputs:  # a replay writes nothing down
            kept = self._inputs[-1]["value"]
            kept["set"] = {name: MASK if name in hidden else one for name, one in kept["set"].items()}
        return answer

    def transfer(self, to: str, announce: str, wait: float) -> Ringing:
        """Rings nobody yet: `rings` does, and waits."""
        return Ringing(lambda: self.world.transfer(to, announce=announce, wait=wait))

    def invite(self, invitation: Invitation) -> Ringing:
        """The same, for somebody who joins the call."""
        return Ringing(lambda: self.world.invite(invitation))

    async def together(self) -> str:
        return await self.take("together", lambda: self.world.together(), _WORD)  # noqa: PLW0108 - a replay has no world

    async def rings(self, ringing: Ringing, *, listen: bool = True) -> TransferResult | Heard:
        """What comes first while it rings: its result, or what the caller does meanwhile, where one is to `listen`."""
        coming = self._coming()
        take: Callable[[], Awaitable[Heard]] | None = None
        if coming is not None:
            take = _nothing_new if coming == "heard" else None
        elif listen:
            take = await ringing.beside(lambda: self.conversation.listen(RING_SECONDS))
        if take is None:
            return await self.take("transferred", ringing.result, _TRANSFERRED)
        hear = take

        async def heard() -> Heard:
            return self._marked(await hear())

        return self._hidden(await self.take("heard", heard, _HEARD))

    def _coming(self) -> str | None:
        """The kind of what was recorded and comes next; None where nothing was: it is live."""
        return None

    async def message_template(self, channel: Channel, name: str) -> MessageTemplate | None:
        return await self.take("template", lambda: self.world.message_template(channel, name), _TEMPLATE)

    async def send_message(self, order: MessageOrder) -> MessageResult:
        return await self.take("message", lambda: self.world.send_message(order), _MESSAGE)

    async def schedule_callback(self, due_at: datetime, note: str) -> bool:
        return await self.take("callback", lambda: self.world.schedule_callback(due_at, note), _BOOL)

    async def opt_out(self, words: str) -> None:
        await self.take("opt_out", lambda: self.world.opt_out(words), _NOTHING)

    async def find(self, query: str) -> Found:
        return await self.take("found", lambda: self.world.find(query), _FOUND)

    async def prepared(self, words: str) -> str | None:
        async def look() -> str | None:
            return self.world.prepared(words)

        return await self.take("prepared", look, _TEXT)

    async def urgent(self, words: str) -> str | None:
        async def look() -> str | None:
            return self.world.urgent(words)

        return await self.take("urgent", look, _TEXT)


async def _nothing_new() -> Heard:
    raise ReplayDiverged("this was recorded")


class ReplayDiverged(Exception):
    """The walk wants something else than what came in when it was recorded."""


class Replayed(Outside):
    """Gives a walk what came in when it was recorded, and speaks to nobody."""

    def __init__(self, inputs: Iterable[Input]) -> None:
        self._left = list(inputs)[::-1]
        self._inputs = []

    async def take(self, kind: str, make: Callable[[], Awaitable[T]], shape: TypeAdapter[T]) -> T:
        if not self._left:
            raise CallOver("replay_ended")
        came = self._left.pop()
        if came["kind"] == OVER:
            raise CallOver(str(came["value"]))
        if came["kind"] != kind:
            raise ReplayDiverged(f"{kind} was wanted, {came['kind']} was recorded")
        return shape.validate_python(came["value"])

    async def secret(self, value: T, masked: T, shape: TypeAdapter[T]) -> T:
        del value

        async def make() -> T:
            return masked

        return await self.take("secret", make, shape)

    def begin_webhook(self, call: WebhookCall) -> Future[WebhookAnswer] | None:
        """Nothing is sent."""
        return None

    def _coming(self) -> str | None:
        return str(self._left[-1]["kind"]) if self._left else OVER

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        """Nobody listens."""

    def expect(self, texts: Sequence[str]) -> None:
        """Nothing will be spoken."""

    def watch(self, told: Callable[[str], None] | None) -> None:
        """Nobody speaks."""

    def _tell_private(self) -> None:
        """Nobody listens."""


_SAID = TypeAdapter(Said)
_HEARD = TypeAdapter(Heard)
_BOOL = TypeAdapter(bool)
_NOTHING: TypeAdapter[None] = TypeAdapter(None)
_MOMENT = TypeAdapter(datetime)
_ANSWERS: TypeAdapter[Answers | None] = TypeAdapter(Answers | None)
_DICT = TypeAdapter(dict[str, Any])
_TRANSFERRED = TypeAdapter(TransferResult)
_MESSAGE = TypeAdapter(MessageResult)
_TEMPLATE: TypeAdapter[MessageTemplate | None] = TypeAdapter(MessageTemplate | None)
_FOUND = TypeAdapter(Found)
_TEXT: TypeAdapter[str | None] = TypeAdapter(str | None)
_WORD = TypeAdapter(str)
