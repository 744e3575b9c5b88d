"""A session under supervision: held while somebody else speaks, told what to say, and told in a whisper."""

from __future__ import annotations

import asyncio

import pytest

from tests.voice import sounds
from tests.voice.fakes import FakeModel, call
from tron.core.ports import CallOver
from tron.voice.guidance import HANDED_BACK
from tron.voice.parts import SharedModels, VoiceOptions

pytestmark = [pytest.mark.slow, pytest.mark.sound]

LONG = "One two three four five six seven eight nine ten eleven twelve"  # 3.6 s


async def test_who_takes_over_is_not_talked_over_and_the_talk_goes_on_after_them(models: SharedModels) -> None:
    async with call(models, VoiceOptions(filler_after=0.5)) as c:
        saying = asyncio.create_task(c.session.say(LONG, interruptible=False))
        await asyncio.sleep(0.6)
        c.session.hold(True)
        await asyncio.sleep(0.2)
        silent_from = c.line.sent[-1][0]
        c.line.say("my order never came", sounds.words("hello") + sounds.silence(1.2))
        await asyncio.sleep(2.0)
        assert not saying.done()
        assert not c.line.sounding(after=silent_from + 0.02)
        c.session.hold(False)
        said = await asyncio.wait_for(saying, 1)
        assert said.interrupted
        assert LONG.startswith(said.heard)
        # What was said to somebody else is no turn of this talk, and the silence counts from here.
        assert (await c.session.listen(0.5)).kind == "silence"
        assert (await c.session.say("Shall we go on")).heard == "Shall we go on"
    assert [(row.role, row.text) for row in c.session.transcript] == [
        ("agent", said.heard),
        ("caller", "my order never came"),
        ("agent", "Shall we go on"),
    ]
    assert [event["cause"] for event in c.named("speech.interrupted")] == ["supervisor"]
    assert c.session.latencies == []


async def test_a_held_call_is_not_cut_by_the_agents_time_and_ends_with_its_caller(models: SharedModels) -> None:
    async with call(models, VoiceOptions(max_duration=0.3, closing_grace=0.3)) as c:
        c.session.hold(True)
        listening = asyncio.create_task(c.session.listen(5))
        await asyncio.sleep(0.9)
        assert not listening.done(), "somebody of ours speaks with the caller"
        c.session.hold(False)
        assert (await asyncio.wait_for(listening, 3)).kind == "time_up", "the agent's time goes on where it stood"
        assert await asyncio.wait_for(c.session.over(), 3) == "max_duration"
    async with call(models) as c:
        c.session.hold(True)
        listening = asyncio.create_task(c.session.listen(0.1))
        await asyncio.sleep(0.3)
        assert not listening.done()
        c.line.hang_up()
        with pytest.raises(CallOver, match="caller_hung_up"):
            await asyncio.wait_for(listening, 3)


async def test_sentences_and_whispers_of_a_supervisor(models: SharedModels) -> None:
    model = FakeModel("Yes.")
    async with call(models, model=model) as c:
        listening = asyncio.create_task(c.session.listen(1.0))
        await asyncio.sleep(0.3)
        c.session.say_next("I have found your order")
        assert (await listening).kind == "silence"
        assert [row.text for row in c.session.transcript] == ["I have found your order"]
        await c.session.generate("Be kind.")
        c.session.whisper("Offer ten percent.")
        await c.session.generate("Be kind.")
        c.session.hold(True)
        given_up = asyncio.create_task(c.session.generate())
        await asyncio.sleep(0.1)
        c.session.hold(False)
        said = await asyncio.wait_for(given_up, 1)
        assert (said.interrupted, said.heard, said.failed) == (True, "", False)
        await c.session.generate()
    told = [rows[0]["content"] for rows in model.asked]
    assert len(told) == 3
    assert "Offer ten percent." not in told[0]
    assert "Be kind." in told[1]
    assert "Offer ten percent." in told[1]
    assert [HANDED_BACK in text for text in told] == [False, False, True]
