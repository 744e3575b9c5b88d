"""Whole calls on the real voice and end-of-turn models; the far side, the voice and the words are stand-ins."""

from __future__ import annotations

import asyncio
import time
from itertools import pairwise
from statistics import median

import pytest

from tests.voice import sounds
from tests.voice.fakes import FakeEars, FakeLine, FakeModel, FakeVoice, call
from tron.core.ports import CallOver
from tron.voice.parts import SharedModels, VoiceOptions
from tron.voice.speech_to_text import UtteranceSTT

pytestmark = [pytest.mark.slow, pytest.mark.sound]

LONG = "One two three four five six seven eight nine ten eleven twelve"  # 3.6 s


async def test_a_call_from_greeting_to_goodbye(models: SharedModels) -> None:
    async with call(models) as c:
        began = time.monotonic()
        said = await c.session.say("Hello this is Tron")
        assert (said.heard, said.interrupted, said.failed) == ("Hello this is Tron", False, False)
        assert 1.18 < time.monotonic() - began < 1.6
        assert len(c.line.sounding()) == 60
        c.line.say("tell me more", sounds.words("long"))
        heard = await c.session.listen(5)
        assert (heard.kind, heard.text) == ("speech", "tell me more")
        await c.session.say("Goodbye then")
        c.line.hang_up()
        with pytest.raises(CallOver, match="caller_hung_up"):
            await c.session.listen(5)
    assert [(e.role, e.text) for e in c.session.transcript] == [
        ("agent", "Hello this is Tron"),
        ("caller", "tell me more"),
        ("agent", "Goodbye then"),
    ]
    agent, caller, _ = c.session.transcript
    assert agent.end - agent.start == pytest.approx(1.2, abs=0.15)
    assert caller.end - caller.start == pytest.approx(3.36, abs=0.4)
    (latency,) = c.session.latencies
    assert latency.end_of_turn is not None
    assert 0.25 < latency.end_of_turn <= latency.total < 1.8
    assert c.named("turn.latency")[0]["turn"] == 1
    partials = [row for row in c.named("call.transcript") if not row["final"]]
    assert partials
    assert len(partials) <= 12


def longest_gap(line: FakeLine) -> float:
    sounding = line.sounding()
    return max(later - earlier for earlier, later in pairwise(sounding))


async def test_barge_in_stops_the_sound_and_cuts_the_transcript(models: SharedModels) -> None:
    stops = []
    for _ in range(3):
        async with call(models) as c:
            saying = asyncio.create_task(c.session.say(LONG))
            await asyncio.sleep(1.0)
            c.line.say("wait a minute I have a question", sounds.words("question"))
            said = await saying
            assert said.interrupted
            assert LONG.startswith(said.heard)
            assert abs(len(said.heard.split()) - said.seconds / 0.3) <= 1
            stops.append(max(c.line.sounding()) - c.line.voice_at[0])
            assert c.line.clears >= 1
            heard = await c.session.listen(5)
            assert heard.text == "wait a minute I have a question"
        first = c.session.transcript[0]
        assert (first.text, first.interrupted) == (said.heard, True)
        (event,) = c.named("speech.interrupted")
        assert (event["heard"], event["cause"]) == (said.heard, "caller")
    print(f"barge-in stops after {[round(stop * 1000) for stop in stops]} ms")
    assert median(stops) < 0.25


async def test_backchannel_does_not_end_the_speech(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.8)
        c.line.say("haan", sounds.words("yes"))
        said = await saying
        assert (said.interrupted, said.heard) == (False, LONG)
        assert len(c.line.sounding()) == 180  # nothing lost, nothing twice
        assert (await c.session.listen(0.6)).kind == "silence"
    assert [event["text"] for event in c.named("backchannel")] == ["haan"]
    assert [entry.role for entry in c.session.transcript] == ["agent"]


async def test_backchannel_in_the_last_second_is_the_answer(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say("Shall I send you the price list"))  # 2.1 s
        await asyncio.sleep(1.4)
        c.line.say("haan", sounds.words("yes"))
        assert not (await saying).interrupted
        assert (await c.session.listen(3)).text == "haan"


async def test_backchannel_does_not_stick_to_the_next_words(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.6)
        c.line.say("haan", sounds.words("yes") + sounds.silence(0.9))
        c.line.say("stop please", sounds.words("stop"))
        assert (await saying).interrupted
        assert (await c.session.listen(3)).text == "stop please"


async def test_noise_without_words_resumes(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.8)
        c.line.say("", sounds.words("hello"))
        said = await saying
        assert (said.interrupted, said.heard) == (False, LONG)
        assert len(c.line.sounding()) == 180
        assert longest_gap(c.line) > 0.5  # it did pause


async def test_noise_that_does_not_end_is_talked_over(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.8)
        c.line.say("", sounds.words("long") * 4)
        began = time.monotonic()
        said = await saying
        assert (said.interrupted, said.heard) == (False, LONG)
        assert time.monotonic() - began < 4.5 + 3.2
        said = await c.session.say("Are you there")
        assert said.heard == "Are you there"
        assert (await c.session.listen(0.5)).kind == "silence"
        assert time.monotonic() - began < 13.0  # the noise was still going on


async def test_words_into_an_uninterruptible_utterance_reach_listen(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG, interruptible=False))
        await asyncio.sleep(0.4)
        c.line.say("never call me again", sounds.words("stop"))
        said = await saying
        assert (said.interrupted, said.heard) == (False, LONG)
        assert longest_gap(c.line) < 0.4  # not even paused
        heard = await c.session.listen(3)
        assert heard.text == "never call me again"
    assert [entry.text for entry in c.session.transcript].count("never call me again") == 1


async def test_words_into_the_goodbye_come_before_a_short_silence(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG, interruptible=False))
        await asyncio.sleep(0.4)
        c.line.say("never call me again", sounds.words("stop"))
        await saying
        assert (await c.session.listen(0.2)).text == "never call me again"


async def test_words_said_before_a_hang_up_are_still_heard(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG, interruptible=False))
        await asyncio.sleep(0.4)
        c.line.say("never call me again", sounds.words("stop"))
        await saying
        await c.session.close("caller_hung_up")
    assert "never call me again" in [entry.text for entry in c.session.transcript]


async def test_words_running_past_an_uninterruptible_utterance_come_once(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say("One two three four", interruptible=False))
        await asyncio.sleep(0.3)
        c.line.say("do not", sounds.words("hello"))
        c.line.say("ever call me again my friend", sounds.words("question"))
        await saying
        assert (await c.session.listen(4)).text == "do not ever call me again my friend"
        assert (await c.session.listen(1.5)).kind == "silence"


async def test_silence_counts_from_the_end_of_our_voice_and_theirs(models: SharedModels) -> None:
    async with call(models) as c:
        await c.session.say("Hello")
        began = time.monotonic()
        assert (await c.session.listen(1.0)).kind == "silence"
        assert time.monotonic() - began == pytest.approx(1.0, abs=0.1)
        c.line.say("", sounds.words("long"))  # 3.4 s of sound that never becomes words
        began = time.monotonic()
        assert (await c.session.listen(1.0)).kind == "silence"
        assert 4.3 < time.monotonic() - began < 6.0


async def test_keys_close_a_turn_and_cut_the_speech(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.7)
        c.keys.press("42")
        assert (await saying).interrupted
        began = time.monotonic()
        heard = await c.session.listen(5)
        assert (heard.kind, heard.keys) == ("keys", "42")
        assert time.monotonic() - began < 1.2
        c.keys.press("7#")
        began = time.monotonic()
        assert (await c.session.listen(5)).keys == "7#"
        assert time.monotonic() - began < 0.2
    assert c.named("speech.interrupted")[0]["cause"] == "keys"


async def test_time_is_up_once_and_the_closing_line_plays(models: SharedModels) -> None:
    async with call(models, VoiceOptions(max_duration=1.0, closing_grace=3.0)) as c:
        said = await c.session.say(LONG)
        assert said.interrupted
        assert said.seconds == pytest.approx(1.0, abs=0.2)
        assert (await c.session.listen(5)).kind == "time_up"
        assert not (await c.session.say("Time is up bye")).interrupted
        assert (await c.session.listen(5)).kind == "time_up"
        await asyncio.sleep(3)
        with pytest.raises(CallOver, match="max_duration"):
            await c.session.say("Still here")
    assert c.named("speech.interrupted")[0]["cause"] == "time_up"


async def test_hang_up_while_speaking_is_noticed_at_once(models: SharedModels) -> None:
    async with call(models) as c:
        saying = asyncio.create_task(c.session.say(LONG, interruptible=False))
        await asyncio.sleep(0.95)
        c.line.hang_up()
        began = time.monotonic()
        with pytest.raises(CallOver, match="caller_hung_up"):
            await saying
        assert time.monotonic() - began < 0.3
    (entry,) = c.session.transcript
    assert entry.interrupted
    assert len(entry.text.split()) <= 4


async def test_a_person_ends_the_call_from_outside(models: SharedModels) -> None:
    async with call(models) as c:
        listening = asyncio.create_task(c.session.listen(30))
        await asyncio.sleep(0.1)
        c.session.end("by_user")
        with pytest.raises(CallOver, match="by_user"):
            await listening


async def test_a_generated_reply_is_cut_to_what_was_heard(models: SharedModels) -> None:
    model = FakeModel("The tea costs ten rupees a cup today. It comes from Assam and it is very fresh indeed.")
    async with call(models, model=model) as c:
        c.line.say("what is the price", sounds.words("question"))
        await c.session.listen(5)
        generating = asyncio.create_task(c.session.generate())
        await asyncio.sleep(1.5)
        c.line.say("stop please", sounds.words("stop"))
        said = await generating
        assert said.interrupted
        assert 3 <= len(said.heard.split()) <= 8
        assert model.text.startswith(said.heard.strip())


async def test_model_answers_the_turn_and_knows_the_talk(models: SharedModels) -> None:
    model = FakeModel()
    async with call(models, VoiceOptions(instructions="You sell tea."), model=model) as c:
        await c.session.say("Hello")
        c.line.say("what is the price", sounds.words("question"))
        await c.session.listen(5)
        await c.session.say("One moment")
        c.line.say("yes please", sounds.words("stop"))
        await c.session.listen(5)
        said = await c.session.generate("Be brief.")
        assert said.heard.split() == model.text.split()
    system, *rows = model.asked[0]
    assert system["content"].startswith("You sell tea.")
    assert "Be brief." in system["content"]
    assert [(row["role"], row["content"]) for row in rows] == [
        ("assistant", "Hello"),
        ("user", "what is the price"),
        ("assistant", "One moment"),
        ("user", "yes please"),
    ]
    assert c.session.latencies[-1].llm_first_token is not None


async def test_second_voice_takes_over_a_stalled_one(models: SharedModels) -> None:
    second = FakeVoice(frequency=660)
    options = VoiceOptions(first_sound_within=0.5)
    async with call(models, options, tts=FakeVoice("stall"), second_voice=second) as c:
        began = time.monotonic()
        said = await c.session.say("Hello there")
        assert (said.heard, said.failed) == ("Hello there", False)
        assert c.line.sounding()[0] - began < 1.2
        await c.session.say("And so on")
        assert len(second.asked) == 2, "the call stays with the voice that works"
    failures = [(e["reason"], e["fallback"]) for e in c.named("vendor.failed")]
    assert failures == [("stalled", False), ("stalled", True)]


async def test_a_voice_that_breaks_off_is_tried_again_for_the_rest(models: SharedModels) -> None:
    first = FakeVoice("break")
    async with call(models, tts=first, second_voice=FakeVoice()) as c:
        said = await c.session.say("One two three four five six seven eight nine ten eleven twelve")
        assert not said.failed
    assert first.asked[1] != first.asked[0]
    assert first.asked[0].endswith(first.asked[1])


@pytest.mark.parametrize(("mode", "reason"), [("stall", "stalled"), ("error", "unreachable")])
async def test_a_voice_that_fails_is_said(models: SharedModels, mode: str, reason: str) -> None:
    async with call(models, VoiceOptions(last_voice_within=0.4), tts=FakeVoice(mode)) as c:
        said = await c.session.say("Hello there")
        assert (said.heard, said.failed, said.interrupted) == ("", True, False)
        assert not c.session.transcript
    assert [e["reason"] for e in c.named("vendor.failed")] == [reason]


async def test_a_voice_that_breaks_off_is_heard_in_part(models: SharedModels) -> None:
    async with call(models, tts=FakeVoice("break")) as c:
        said = await c.session.say("One two three four five six")
        assert said.failed
        assert 0 < len(said.heard.split()) <= 4
    assert c.session.transcript[0].interrupted


async def test_a_failing_model_is_said(models: SharedModels) -> None:
    async with call(models, VoiceOptions(first_word_within=0.4), model=FakeModel(delay=30)) as c:
        c.line.say("what is the price", sounds.words("question"))
        await c.session.listen(5)
        said = await c.session.generate()
        assert (said.heard, said.failed) == ("", True)
    assert c.named("vendor.failed")[0]["kind"] == "llm"


async def test_whole_utterance_recogniser_starts_before_the_end_is_sure(models: SharedModels) -> None:
    ears = FakeEars("yes please tell me more", delay=0.4)
    async with call(models, stt=UtteranceSTT(ears, language="en-IN")) as c:
        await asyncio.sleep(0.3)
        c.line.say("yes please tell me more", sounds.words("long"))
        heard = await c.session.listen(5)
        assert heard.text == "yes please tell me more"
        await c.session.say("Fine")
    assert ears.lengths[-1] == pytest.approx(3.4 + 0.5, abs=0.4)
    assert c.session.latencies[0].total < 0.25 + 0.4  # what waiting for the silence first would cost at least


async def test_whole_utterance_recogniser_interrupts(models: SharedModels) -> None:
    async with call(models, stt=UtteranceSTT(FakeEars("stop please"), language="en-IN")) as c:
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.8)
        c.line.say("stop please", sounds.words("stop"))
        said = await saying
        assert said.interrupted
        assert len(c.line.sounding()) < 65  # paused at the voice, never resumed
        assert (await c.session.listen(5)).text == "stop please"


async def test_nothing_is_left_running(models: SharedModels) -> None:
    before = asyncio.all_tasks()
    async with call(models, model=FakeModel()) as c:
        await c.session.say("Hello")
        saying = asyncio.create_task(c.session.say(LONG))
        await asyncio.sleep(0.5)
        began = time.monotonic()
        await c.session.close()
        assert time.monotonic() - began < 1.0
        with pytest.raises(CallOver):
            await saying
    await asyncio.sleep(0.1)
    left = asyncio.all_tasks() - before
    assert not left, left
