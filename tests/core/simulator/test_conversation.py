"""What a flow asks of typed text beyond free talk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import pytest

from tron.core.chat import Piece, Row, ToolSpec
from tron.core.ports import CallOver, Compose, Heard, Said
from tron.core.simulator import TypedConversation
from tron.core.tools.call_tools import CallTools
from tron.core.tools.tool import ToolResult


class Model:
    def __init__(self, tools: CallTools) -> None:
        self._tools = tools
        self.asked: list[tuple[Sequence[Row], float, int, list[str]]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append((messages, temperature, max_tokens, [spec.name for spec in self._tools.specs]))
        yield "It ships today."


class Named:
    seconds = 1.0

    def __init__(self, name: str) -> None:
        self.spec = ToolSpec(name, "", {"type": "object"})

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        return ToolResult("done")

    async def aclose(self) -> None: ...


class Stage:
    def __init__(self, *, model: bool = True) -> None:
        self.shown: list[dict[str, Any]] = []
        self.tools = CallTools([Named("look_up"), Named("end_call")], emit=self._emit)
        self.model = Model(self.tools)
        self.talk = TypedConversation(
            self._show,
            max_duration=600,
            model=self.model if model else None,
            prompt="You are Tron.",
            temperature=0.4,
            max_tokens=90,
            tools=self.tools,
        )

    async def _show(self, message: dict[str, Any]) -> None:
        self.shown.append(message)

    async def _emit(self, type_: str, payload: Mapping[str, Any], node: str | None) -> None: ...


async def test_a_reply_has_limits_of_its_own() -> None:
    stage = Stage()
    said = await stage.talk.compose(Compose("Be brief.", max_tokens=30, temperature=0.0, tools=["look_up", "unknown"]))
    assert said.heard == "It ships today."
    [(rows, temperature, max_tokens, names)] = stage.model.asked
    assert rows[0]["content"] == "You are Tron.\n\nBe brief."
    assert (temperature, max_tokens, names) == (0.0, 30, ["look_up"])
    await stage.talk.generate()
    assert stage.model.asked[1][1:] == (0.4, 90, ["look_up", "end_call"])


async def test_a_flow_ends_its_call_itself() -> None:
    stage = Stage()
    await stage.talk.compose(Compose())
    assert stage.model.asked[0][3] == ["look_up"]


async def test_without_a_model_nothing_is_composed() -> None:
    stage = Stage(model=False)
    assert await stage.talk.compose(Compose("Be brief.")) == Said("", "", False, 0.0, failed=True)
    assert stage.shown == []


async def test_a_pause_is_time_of_the_call() -> None:
    stage = Stage()
    await stage.talk.pause(4.5)
    stage.talk.offer(Heard("speech", "yes"))
    heard = await stage.talk.dictate(6)
    assert (heard.text, stage.talk.seconds) == ("yes", pytest.approx(4.9))
    await stage.talk.record("start")
    stage.talk.hang_up()
    for step in (stage.talk.pause(1), stage.talk.record("stop")):
        with pytest.raises(CallOver):
            await step


async def test_an_event_names_its_node() -> None:
    stage = Stage()
    await stage.talk.emit("flow.node_entered", {"type": "speak"}, "n2")
    await stage.talk.emit("silence", {"count": 1})
    assert stage.shown == [
        {"type": "event", "event": "flow.node_entered", "payload": {"type": "speak"}, "node": "n2"},
        {"type": "event", "event": "silence", "payload": {"count": 1}},
    ]


async def test_what_is_typed_in_confidence_reaches_no_model() -> None:
    stage = Stage()
    stage.talk.private(True)
    stage.talk.offer(Heard("speech", "four one one one"))
    stage.talk.offer(Heard("keys", keys="41#"))
    assert (await stage.talk.listen(6)).text == "four one one one"
    assert (await stage.talk.listen(6)).keys == "41#"
    await stage.talk.compose(Compose())
    assert "four" not in str(stage.model.asked)
    assert [one["payload"] for one in stage.shown if one["type"] == "event"] == [{"keys": "••#"}]
