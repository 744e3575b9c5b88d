"""Flows and callers for tests: a canvas in few words, a conversation that answers from a list, a world."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tron.core.flow_engine.canvas import read_canvas
from tron.core.flow_engine.graph import Flows, build
from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.flow_engine.state import MAIN
from tron.core.flow_engine.world import (
    Found,
    MessageOrder,
    MessageResult,
    MessageTemplate,
    TransferResult,
    WebhookAnswer,
    WebhookCall,
)
from tron.core.ports import CallOver, Compose, Heard, RecordAction, Said, ScriptResult
from tron.core.ports.colleagues import Invitation

Node = tuple[str, str, dict[str, Any]]


def canvas(nodes: Sequence[Node], edges: Sequence[str]) -> dict[str, Any]:
    """Nodes as (id, type, data); edges as `a > b` or `a.handle > b`."""
    drawn = []
    for number, edge in enumerate(edges):
        source, target = (part.strip() for part in edge.split(">"))
        node, _dot, handle = source.partition(".")
        drawn.append({"id": f"e{number}", "source": node, "target": target, "sourceHandle": handle or None})
    return {
        "nodes": [{"id": id_, "type": type_, "position": {"x": 0, "y": 0}, "data": data} for id_, type_, data in nodes],
        "edges": drawn,
        "viewport": {"x": 0, "y": 0, "zoom": 1},
    }


def flows(raw: Mapping[str, Any], **subflows: Mapping[str, Any]) -> Flows:
    return Flows({MAIN: build(read_canvas(raw)), **{key: build(read_canvas(one)) for key, one in subflows.items()}})


class Talk:
    """A FlowConversation: each listen takes the next of `caller`: words, None for silence, #12 for keys, ! to hang up.

    `over`: how much of an utterance is heard before the caller speaks, by its number (from 0).
    """

    def __init__(self, *caller: str | Heard | None, model: Callable[[Compose], str] | None = None) -> None:
        self._caller = deque(caller)
        self._model = model
        self.said: list[str] = []
        self.events: list[tuple[str, dict[str, Any], str | None]] = []
        self.recorded: list[RecordAction] = []
        self.paused = 0.0
        self.expected: list[str] = []
        self.cut: dict[int, str] = {}

    @property
    def can_generate(self) -> bool:
        return self._model is not None

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        del language
        heard = self.cut.get(len(self.said), text) if interruptible else text
        self.said.append(text)
        return Said(text, heard, heard != text, 1.0)

    async def listen(self, timeout: float) -> Heard:
        del timeout
        if not self._caller:
            return Heard("silence")
        one = self._caller.popleft()
        if isinstance(one, Heard):
            return one
        if one is None:
            return Heard("silence")
        if one == "!":
            raise CallOver("caller_hung_up")
        return Heard("keys", keys=one[1:]) if one.startswith("#") else Heard("speech", one)

    async def dictate(self, timeout: float) -> Heard:
        return await self.listen(timeout)

    async def generate(self, instructions: str = "") -> Said:
        return await self.compose(Compose(instructions))

    async def compose(self, wanted: Compose) -> Said:
        if self._model is None:
            return Said("", "", False, 0.0, failed=True)
        return await self.say(self._model(wanted))

    async def pause(self, seconds: float) -> None:
        self.paused += seconds

    async def record(self, action: RecordAction) -> None:
        self.recorded.append(action)

    async def set_language(self, language: str) -> None:
        del language

    def expect(self, texts: Sequence[str]) -> None:
        self.expected += texts

    def watch(self, told: Callable[[str], None] | None) -> None:
        del told

    def private(self, on: bool) -> None:
        del on

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self.events.append((type_, dict(payload), node))

    def path(self) -> list[str]:
        return [node or "" for type_, _payload, node in self.events if type_ == "flow.node_entered"]

    def of(self, type_: str) -> list[dict[str, Any]]:
        return [payload for one, payload, _node in self.events if one == type_]


class Room:
    """A World that does what it is told and remembers what was asked of it."""

    def __init__(self) -> None:
        self.answers: Callable[[Asking], Answers | None] = lambda _asking: None
        self.asked: list[Asking] = []
        self.webhooks: list[WebhookCall] = []
        self.answering: Callable[[WebhookCall], WebhookAnswer] = lambda _call: WebhookAnswer(True, 200, {})
        self.transfers: list[str] = []
        self.transferring = TransferResult(True)
        self.invited: list[Invitation] = []
        self.ends_together = "colleague"
        self.messages: list[tuple[str, str]] = []
        self.orders: list[MessageOrder] = []
        self.templates: dict[tuple[str, str], MessageTemplate] = {}
        self.callbacks: list[tuple[datetime, str]] = []
        self.opted_out: list[str] = []
        self.found = Found()
        self.danger: dict[str, str] = {}
        self.at = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    async def ask(self, asking: Asking) -> Answers | None:
        self.asked.append(asking)
        return self.answers(asking)

    async def webhook(self, call: WebhookCall) -> WebhookAnswer:
        self.webhooks.append(call)
        return self.answering(call)

    async def transfer(self, to: str, *, announce: str = "", wait: float = 30.0) -> TransferResult:
        del announce, wait
        self.transfers.append(to)
        return self.transferring

    async def invite(self, invitation: Invitation) -> TransferResult:
        self.invited.append(invitation)
        return self.transferring

    async def together(self) -> str:
        if self.ends_together not in ("caller", "colleague"):
            raise CallOver(self.ends_together)
        return self.ends_together

    async def message_template(self, channel: str, name: str) -> MessageTemplate | None:
        return self.templates.get((channel, name))

    async def send_message(self, order: MessageOrder) -> MessageResult:
        self.orders.append(order)
        self.messages.append((order.to, order.text))
        return MessageResult(True, message_id="m-1")

    async def schedule_callback(self, due_at: datetime, note: str) -> bool:
        self.callbacks.append((due_at, note))
        return True

    async def opt_out(self, words: str) -> None:
        self.opted_out.append(words)

    async def find(self, query: str) -> Found:
        del query
        return self.found

    def prepared(self, words: str) -> str | None:
        del words
        return None

    def urgent(self, words: str) -> str | None:
        return self.danger.get(words)


async def walk(
    raw: Mapping[str, Any],
    talk: Talk,
    room: Room | None = None,
    rules: FlowRules | None = None,
    variables: Mapping[str, Any] | None = None,
    **subflows: Mapping[str, Any],
) -> ScriptResult:
    script = FlowScript(flows(raw, **subflows), rules or FlowRules(), room or Room(), variables)
    return await script.run(talk)
