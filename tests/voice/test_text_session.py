"""The Conversation in text fidelity: what is heard, cut, awaited and interrupted, in virtual time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, TypeVar

import pytest

from tests.support import VirtualClock
from tron.core.ports import CallOver, Compose, FarTurn, Heard, Said
from tron.core.speech import speaking_seconds
from tron.voice.on_hold import WAIT_SECONDS
from tron.voice.text_session import TextSession

T = TypeVar("T")
WORDS = "one two three four five six seven eight nine ten"


class Far:
    """A far side whose turns are given: `turns` answer each utterance of the agent."""

    def __init__(self, *turns: FarTurn) -> None:
        self._turns = list(turns)
        self.waited: list[float] = []

    async def hear(self, text: str, seconds: float) -> FarTurn:
        return self._turns.pop(0) if self._turns else FarTurn(None)

    async def wait(self, timeout: float) -> FarTurn:
        self.waited.append(timeout)
        return FarTurn(None, after=timeout)


class Stage:
    def __init__(self, *turns: FarTurn, max_duration: float = 600, pace: float = 1.0) -> None:
        self.clock = VirtualClock()
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.session = TextSession(Far(*turns), self.clock, self._emit, max_duration=max_duration, pace=pace)

    async def _emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self.events.append((type_, dict(payload)))

    async def run(self, step: Awaitable[T]) -> T:
        task = asyncio.ensure_future(step)
        await self.clock.run_until(task)  # type: ignore[arg-type]
        return task.result()

    async def __aenter__(self) -> Stage:
        self.before = asyncio.all_tasks()
        await self.session.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()
        await asyncio.sleep(0)
        assert not asyncio.all_tasks() - self.before, "nothing runs on"


async def test_speech_takes_its_time_and_the_answer_its_own() -> None:
    async with Stage(FarTurn("yes", after=0.5)) as stage:
        said = await stage.run(stage.session.say(WORDS))
        assert (said.heard, said.interrupted) == (WORDS, False)
        assert stage.clock.elapsed == pytest.approx(speaking_seconds(WORDS))
        heard = await stage.run(stage.session.listen(6))
        assert heard == Heard("speech", "yes")
        rows = [(entry.role, entry.text, entry.interrupted) for entry in stage.session.transcript]
        assert rows == [("agent", WORDS, False), ("caller", "yes", False)]
        caller = stage.session.transcript[1]
        assert caller.start == pytest.approx(speaking_seconds(WORDS) + 0.5)


async def test_who_asks_to_wait_is_waited_for() -> None:
    async with Stage(FarTurn("ek minute, dekh kar batata hoon", after=0.5), FarTurn(None)) as stage:
        await stage.run(stage.session.say(WORDS))
        assert (await stage.run(stage.session.listen(6))).text.startswith("ek minute")
        began = stage.clock.elapsed
        assert (await stage.run(stage.session.listen(6))).kind == "silence"
        assert stage.clock.elapsed - began == pytest.approx(WAIT_SECONDS)
        began = stage.clock.elapsed
        assert (await stage.run(stage.session.listen(6))).kind == "silence"
        assert stage.clock.elapsed - began == pytest.approx(6)
        held = [(name, payload) for name, payload in stage.events if "hold" in name]
        assert [name for name, _payload in held] == ["call.on_hold", "call.off_hold"]
        assert held[1][1] == {"seconds": WAIT_SECONDS}


async def test_words_that_nobody_listened_to_are_written_down_at_the_end() -> None:
    async with Stage(FarTurn("never call me again", after=-1.0), FarTurn("later words", after=2.0)) as stage:
        said = await stage.run(stage.session.say(WORDS, interruptible=False))
        assert not said.interrupted
        await stage.run(stage.session.say(WORDS, interruptible=False))
        await stage.session.close()
        await stage.session.close()
        assert [entry.text for entry in stage.session.transcript if entry.role == "caller"] == ["never call me again"]


async def test_talking_over_the_agent_cuts_it() -> None:
    async with Stage(FarTurn("wait", after=-2.0)) as stage:
        said = await stage.run(stage.session.say(WORDS))
        assert said.interrupted
        assert WORDS.startswith(said.heard)
        assert 0 < len(said.heard) < len(WORDS)
        assert [type_ for type_, _ in stage.events if type_ == "speech.interrupted"]
        assert (await stage.run(stage.session.listen(6))).text == "wait"


async def test_what_cannot_be_interrupted_is_heard_in_full_and_the_words_over_it_are_kept() -> None:
    async with Stage(FarTurn("never call again", after=-2.0)) as stage:
        said = await stage.run(stage.session.say(WORDS, interruptible=False))
        assert (said.interrupted, said.heard) == (False, WORDS)
        assert (await stage.run(stage.session.listen(0.5))).text == "never call again"


async def test_words_over_one_utterance_survive_the_next() -> None:
    async with Stage(FarTurn("never call again", after=0.5)) as stage:
        await stage.run(stage.session.say("one", interruptible=False))
        await stage.run(stage.session.say("two"))
        assert (await stage.run(stage.session.listen(6))).text == "never call again"


async def test_silence_and_an_answer_that_comes_after_it() -> None:
    async with Stage(FarTurn("late", after=8.0)) as stage:
        await stage.run(stage.session.say("Hi"))
        before = stage.clock.elapsed
        assert (await stage.run(stage.session.listen(6))).kind == "silence"
        assert stage.clock.elapsed - before == pytest.approx(6)
        assert (await stage.run(stage.session.listen(6))).text == "late"
        assert stage.clock.elapsed - before == pytest.approx(8 + speaking_seconds("late"))


async def test_keys() -> None:
    async with Stage(FarTurn(None, key="5")) as stage:
        await stage.run(stage.session.say("Hi"))
        assert await stage.run(stage.session.listen(6)) == Heard("keys", keys="5")
        assert ("keys.pressed", {"keys": "5"}) in stage.events


async def test_a_far_side_that_hangs_up_mid_sentence() -> None:
    async with Stage(FarTurn(None, after=-2.0, hangs_up=True)) as stage:
        with pytest.raises(CallOver, match="caller_hung_up"):
            await stage.run(stage.session.say(WORDS, interruptible=False))
        [entry] = stage.session.transcript
        assert entry.interrupted
        assert 0 < len(entry.text) < len(WORDS)


async def test_words_said_on_the_way_out_are_heard() -> None:
    async with Stage(FarTurn("never call again", after=0.5, hangs_up=True)) as stage:
        await stage.run(stage.session.say("Hi"))
        assert (await stage.run(stage.session.listen(6))).text == "never call again"
        with pytest.raises(CallOver, match="caller_hung_up"):
            await stage.run(stage.session.say("We will not"))


async def test_time_is_told_once_at_its_moment() -> None:
    async with Stage(max_duration=10.0) as stage:
        await stage.run(stage.session.say("Hi"))
        assert (await stage.run(stage.session.listen(6))).kind == "silence"
        assert (await stage.run(stage.session.listen(6))).kind == "time_up"
        assert stage.clock.elapsed == pytest.approx(10.0)
        await stage.run(stage.session.say("Time is up."))
        assert (await stage.run(stage.session.listen(1))).kind == "silence"


@pytest.mark.parametrize("step", ["say", "listen"])
async def test_an_end_from_outside_does_not_wait_for_the_step_to_end(step: str) -> None:
    async with Stage() as stage:
        session = stage.session
        task = asyncio.ensure_future(session.say(WORDS) if step == "say" else session.listen(60))
        for _ in range(20):
            await asyncio.sleep(0)
        stage.clock.elapsed += 1.0
        session.end("agent_ended")
        session.end("caller_hung_up")
        with pytest.raises(CallOver, match="agent_ended"):
            await task
        assert stage.clock.elapsed == pytest.approx(1.0)
        if step == "say":
            assert 0 < len(session.transcript[0].text) < len(WORDS), "what was heard so far is kept"
        with pytest.raises(CallOver):
            await session.listen(1)


async def test_a_typist_who_types_nothing_can_be_hung_up_on() -> None:
    class Typist(Far):
        async def hear(self, text: str, seconds: float) -> FarTurn:
            await asyncio.Event().wait()
            raise AssertionError

    stage = Stage(pace=0.0)
    stage.session = TextSession(Typist(), stage.clock, stage._emit, max_duration=60, pace=0.0)
    async with stage:
        task = asyncio.ensure_future(stage.session.say("Hi"))
        await asyncio.sleep(0.01)
        stage.session.end("agent_ended")
        with pytest.raises(CallOver):
            await asyncio.wait_for(task, 1)


async def test_without_pace_nothing_takes_time() -> None:
    async with Stage(FarTurn("yes", after=3.0), pace=0.0) as stage:
        await stage.run(stage.session.say(WORDS))
        assert (await stage.run(stage.session.listen(6))).text == "yes"
        assert stage.clock.elapsed == 0.0


async def test_each_turn_has_its_latency() -> None:
    async with Stage(FarTurn("yes", after=0.5), FarTurn("no", after=0.5)) as stage:
        for _ in range(2):
            await stage.run(stage.session.say("Hi"))
            await stage.run(stage.session.listen(6))
        await stage.run(stage.session.say("Bye"))
        assert [latency.turn for latency in stage.session.latencies] == [1, 2]
        replies = [entry.start for entry in stage.session.transcript if entry.role == "agent"][1:]
        assert [latency.start for latency in stage.session.latencies] == replies
        assert [type_ for type_, _ in stage.events].count("turn.latency") == 2


async def test_what_is_done_during_a_pause_is_heard_after_it() -> None:
    async with Stage(FarTurn("yes", after=1.5)) as stage:
        await stage.run(stage.session.say("Hi"))
        before = stage.clock.elapsed
        await stage.run(stage.session.pause(4))
        assert stage.clock.elapsed - before == pytest.approx(4)
        assert (await stage.run(stage.session.dictate(6))).text == "yes"
        assert stage.clock.elapsed - before == pytest.approx(4 + speaking_seconds("yes"))


async def test_a_far_side_that_hangs_up_during_a_pause() -> None:
    async with Stage(FarTurn(None, after=1.5, hangs_up=True)) as stage:
        await stage.run(stage.session.say("Hi"))
        before = stage.clock.elapsed
        with pytest.raises(CallOver, match="caller_hung_up"):
            await stage.run(stage.session.pause(4))
        assert stage.clock.elapsed - before == pytest.approx(1.5)


async def test_text_has_no_model_and_no_sound() -> None:
    async with Stage() as stage:
        said = await stage.session.compose(Compose("Be kind."))
        assert said == Said("", "", False, 0.0, failed=True)
        await stage.session.record("start")
        stage.session.expect(["Hello."])
        stage.session.watch(print)
        stage.session.end("agent_ended")
        assert await stage.session.over() == "agent_ended"
        for step in (stage.session.compose(Compose()), stage.session.record("stop"), stage.session.pause(1)):
            with pytest.raises(CallOver):
                await step


async def test_what_is_said_in_confidence_is_heard_and_not_written_down() -> None:
    turns = (FarTurn("four one one one", 0.5), FarTurn(None, 0.5, "41#"), FarTurn("never call me again", 0.5))
    async with Stage(*turns) as stage:
        stage.session.private(True)
        heard = []
        for _ in turns:
            await stage.run(stage.session.say("Hi"))
            heard.append(await stage.run(stage.session.listen(6)))
        assert [one.text or one.keys for one in heard] == ["four one one one", "41#", "never call me again"]
        caller = [entry.text for entry in stage.session.transcript if entry.role == "caller"]
        assert caller == ["••••", "never call me again"], "a wish that binds must be found again"
        assert ("keys.pressed", {"keys": "••#"}) in stage.events
        assert "four" not in str(stage.events)


async def test_who_stops_listening_loses_nothing() -> None:
    async with Stage(FarTurn("hello there", 4.0)) as stage:
        await stage.run(stage.session.say("Hi."))
        listening = asyncio.ensure_future(stage.session.listen(10))
        await stage.run(stage.clock.sleep(1.0))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert stage.session.transcript[-1].text == "Hi."
        before = stage.clock.elapsed
        assert await stage.run(stage.session.listen(10)) == Heard("speech", text="hello there")
        assert stage.clock.elapsed - before == pytest.approx(3.0 + speaking_seconds("hello there"))
        listening = asyncio.ensure_future(stage.session.listen(10))
        await stage.run(stage.clock.sleep(1.0))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        assert await stage.run(stage.session.listen(1)) == Heard("silence")


async def test_what_was_being_said_when_the_call_ended_is_in_the_transcript() -> None:
    async with Stage(FarTurn("never call me again", 0.0)) as stage:
        await stage.run(stage.session.say("Hi."))
        listening = asyncio.ensure_future(stage.session.listen(10))
        await stage.run(stage.clock.sleep(0.1))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await stage.session.close()
        assert [entry.text for entry in stage.session.transcript] == ["Hi.", "never call me again"]


async def test_a_supervisors_sentence_comes_before_anything_else() -> None:
    async with Stage(FarTurn(None), FarTurn("yes", 0.5)) as stage:
        stage.session.hold(True)  # there is no sound in which anybody could speak
        stage.session.whisper("Be brief.")
        stage.session.say_next("One moment.")
        await stage.run(stage.session.say("Hello."))
        assert [entry.text for entry in stage.session.transcript] == ["One moment.", "Hello."]
        stage.session.say_next("I am listening.")
        assert (await stage.run(stage.session.listen(6))).text == "yes"
        stage.session.say_next("And now?")
        assert (await stage.run(stage.session.listen(6))).kind == "silence"
        said = [entry.text for entry in stage.session.transcript]
        assert said == ["One moment.", "Hello.", "yes", "I am listening.", "And now?"]
