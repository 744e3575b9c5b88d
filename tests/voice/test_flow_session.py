"""What a flow asks of a voice session, in sound: dictation, pauses, limits of replies, recording, early work."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.core.flow_engine.talks import Room, canvas, flows
from tests.voice import sounds
from tests.voice.fakes import FakeLine, FakeRecogniser, FakeVoice, Final, Partial, call
from tests.voice.test_recording import decode, loud
from tron.core.chat import Piece, Row, ToolSpec
from tron.core.flow_engine.questions import Answers, Asking
from tron.core.flow_engine.rules import FlowRules
from tron.core.flow_engine.script import FlowScript
from tron.core.ports import CallOver, Compose
from tron.voice.parts import SharedModels
from tron.voice.recording import CallRecorder
from tron.voice.speech_to_text import FrameSTT

pytestmark = [pytest.mark.slow, pytest.mark.sound]


class Model:
    """Keeps how it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, int, str]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        self.asked.append((temperature, max_tokens, str(messages)))
        yield "Sure."


async def test_who_dictates_may_pause(models: SharedModels) -> None:
    async with call(models) as c:
        c.line.say("nine eight one two", sounds.words("question") + sounds.silence(0.8))
        c.line.say("three four five", sounds.words("stop"))
        assert (await c.session.dictate(5)).text == "nine eight one two three four five"
        c.line.say("that is all", sounds.words("stop"))
        spoken = time.monotonic() + len(sounds.words("stop")) / 32_000
        assert (await c.session.listen(5)).text == "that is all"
        assert time.monotonic() - spoken < 1.9, "other turns end as soon as ever"


async def test_a_pause_a_limited_reply_and_words_in_confidence(models: SharedModels) -> None:
    model, partials = Model(), list[str]()
    async with call(models, model=model) as c:
        c.session.watch(partials.append)
        c.line.say("how much is it", sounds.words("question"))
        began = time.monotonic()
        await c.session.pause(2.6)
        assert time.monotonic() - began == pytest.approx(2.6, abs=0.15)
        assert (await c.session.listen(3)).text == "how much is it"
        assert partials[-2:] == ["how much is it"] * 2
        assert partials[0] == "how"
        said = await c.session.compose(Compose("Be brief.", max_tokens=30, temperature=0.0))
        assert said.heard == "Sure."
        await c.session.generate()
        [first, second] = model.asked
        assert (first[:2], second[:2]) == ((0.0, 30), (0.7, 200))
        assert "Be brief." in first[2]
        c.session.private(True)
        c.keys.press("4111#")
        assert (await c.session.listen(3)).keys == "4111#"
        c.line.say("four one one one", sounds.words("question"))
        assert (await c.session.listen(3)).text == "four one one one"
        c.session.private(False)
        await c.session.generate()
        pausing = asyncio.create_task(c.session.pause(30))
        await asyncio.sleep(0.1)
        c.session.end("agent_ended")
        with pytest.raises(CallOver):
            await pausing
        assert await c.session.over() == "agent_ended"
    assert c.named("keys.pressed") == [{"keys": "••••#"}]
    assert "four one" not in str(c.events) + str(model.asked)


async def test_a_recording_begins_late_ends_and_goes_on(models: SharedModels, tmp_path: Path) -> None:
    async def make() -> CallRecorder:
        return CallRecorder(tmp_path / "late.ogg", executor=models.recording)

    async with call(models, new_recorder=make) as c:
        await asyncio.sleep(1.0)
        await c.session.record("stop")
        await c.session.record("start")
        await c.session.record("start")
        await c.session.say("One two")  # 0.6 s from 1.0 on
        await c.session.record("stop")
        await c.session.say("Three four")
        await c.session.record("start")
        await c.session.record("pause")
        await c.session.say("Five six")
        await c.session.record("resume")
        before_last = c.session._story.now()
        await c.session.say("Seven eight")
        await c.session.record("stop")
        ended = c.session._story.now()
        await asyncio.sleep(0.7)
    assert c.session.recorded_seconds == pytest.approx(ended, abs=0.15)
    agent = decode(tmp_path / "late.ogg")[1]
    on = np.abs(agent) > 0.05
    assert loud(agent)[0] == pytest.approx(1.0, abs=0.25)
    middle = on[int(1.9 * 48_000) : int((before_last - 0.2) * 48_000)]
    assert (middle.any(), len(middle) > 24_000) == (False, True), "stopped, then paused"
    assert on[int((before_last - 0.2) * 48_000) :].sum() > 0.3 * 48_000


# ---------------------------------------------------------------- early work


class SecondThoughts(FakeRecogniser):
    """Its partial words are of what the caller only began to mean. `lines` gets the line once the call is there."""

    def __init__(self, lines: list[FakeLine]) -> None:
        super().__init__(FakeLine())
        self._lines = lines

    def feed(self, frame: bytes) -> list[Partial]:
        self._line = self._lines[0] if self._lines else self._line
        found = super().feed(frame)
        return [type(one)(_meant(one)) for one in found]


def _meant(one: Partial) -> str:
    return one.text if not isinstance(one, Final) else "no do not send it"


YES, NO = "Then it is sent today.", "All right, it stays here."


def answers(asking: Asking) -> Answers:
    wanted = "no" if "not" in asking.said else "yes"
    return Answers({question.id: wanted for question in asking.questions}, 0.1, 50, 5)


async def test_early_work_is_neither_heard_nor_written_before_the_turn_is_confirmed(models: SharedModels) -> None:
    intents = [{"id": "yes", "label": "Wants it"}, {"id": "no", "label": "Does not"}]
    nodes = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Shall we send it?"}),
        ("way", "branch_intent", {"intents": intents}),
        ("note", "set_outcome", {"outcome": "sold"}),
        ("sent", "end_call", {"message": YES}),
        ("kept", "end_call", {"message": NO}),
    ]
    edges = ["s > hi", "hi > way", "way.yes > note", "note > sent", "way.no > kept", "way.fallback > kept"]
    room, voice, rendered = Room(), FakeVoice(), list[str]()
    room.answers = answers
    line: list[FakeLine] = []

    async def render(text: str) -> None:
        rendered.append(text)
        async for _ in voice.stream(text, voice="", language="en-IN"):
            pass

    recogniser = FrameSTT(lambda: SecondThoughts(line), language="en-IN")
    async with call(models, stt=recogniser, tts=voice, render=render) as c:
        line.append(c.line)
        script = FlowScript(flows(canvas(nodes, edges)), FlowRules(), room)
        running = asyncio.create_task(script.run(c.session))
        while not c.session.transcript:
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.5)
        quiet = len(c.line.sounding())
        spoken_at = time.monotonic()
        c.line.say("yes do send it", sounds.words("long"))
        while not rendered or not room.asked:
            await asyncio.sleep(0.02)
        early = dict(enumerate(c.events))
        assert time.monotonic() - spoken_at < 3.3, "begun while the caller speaks"
        assert room.asked[0].said.startswith("yes do")
        assert {YES, NO} <= {*rendered, *voice.asked}
        assert len(c.line.sounding()) == quiet
        assert not [event for event in early.values() if event[0] in ("flow.asked", "flow.outcome")]
        result = await asyncio.wait_for(running, 20)
    assert (result.outcome, result.reason) == (None, "agent_ended")
    assert room.asked[-1].said == "no do not send it"
    path = [node for type_, _payload, node in c.events if type_ == "flow.node_entered"]
    assert path == ["s", "hi", "way", "kept"]
    assert [entry.text for entry in c.session.transcript if entry.role == "agent"] == ["Shall we send it?", NO]
    assert len(c.line.sounding()) - quiet == len(NO.split()) * 15, "nothing else was audible"
    [asked] = c.named("flow.asked")
    assert set(asked["answers"].values()) == {"no"}


async def test_what_was_asked_early_answers_the_turn_that_ends_with_those_words(models: SharedModels) -> None:
    intents = [{"id": "yes", "label": "Wants it"}, {"id": "no", "label": "Does not"}]
    nodes: list[tuple[str, str, dict[str, Any]]] = [
        ("s", "start_outbound", {}),
        ("hi", "greeting", {"text": "Shall we send it?"}),
        ("way", "branch_intent", {"intents": intents}),
        ("sent", "end_call", {"message": YES}),
        ("kept", "end_call", {"message": NO}),
    ]
    edges = ["s > hi", "hi > way", "way.yes > sent", "way.no > kept", "way.fallback > kept"]
    room = Room()
    room.answers = answers
    async with call(models) as c:
        script = FlowScript(flows(canvas(nodes, edges)), FlowRules(), room)
        running = asyncio.create_task(script.run(c.session))
        while not c.session.transcript:
            await asyncio.sleep(0.02)
        c.line.say("yes do send it today", sounds.words("long"))
        await asyncio.wait_for(running, 20)
    whole = [asking for asking in room.asked if asking.said == "yes do send it today"]
    assert len(whole) == 1, "asked once: what was begun early is what answered"
    assert c.session.transcript[-1].text == YES
