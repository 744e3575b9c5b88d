"""A caller who waits hears something within seconds, whatever is stuck."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.voice import sounds
from tests.voice.fakes import FakeEars, FakeModel, FakeVoice, call
from tron.core.ports import CallOver
from tron.voice.parts import SharedModels, VoiceOptions
from tron.voice.patience import Filler, Fillers
from tron.voice.recognition import Recogniser
from tron.voice.speech_to_text import FrameSTT, UtteranceSTT

pytestmark = [pytest.mark.slow, pytest.mark.sound]


def fillers(*texts: str, goodbye: str | None = None) -> Callable[[str], Fillers]:
    made = [Filler(text, sounds.tone(0.3, 300)) for text in texts]
    ready = Fillers(made, Filler(goodbye, sounds.tone(0.5, 200)) if goodbye else None)
    return lambda _language: ready


async def test_a_slow_model_is_bridged(models: SharedModels) -> None:
    options = VoiceOptions(filler_after=0.6, first_word_within=3.0)
    slow = FakeModel("Your order comes tomorrow", delay=2.2)
    async with call(models, options, model=slow, fillers=fillers("One second", "A moment")) as c:
        c.line.say("where is my order", sounds.words("question"))
        await c.session.listen(5)
        began = time.monotonic()
        said = await c.session.generate()
        assert said.heard.strip() == "Your order comes tomorrow"
        assert c.line.sounding(began)[0] - began < 1.2
        spoken = [row["text"] for row in c.named("filler.spoken")]
        assert spoken[:2] == ["One second", "A moment"]
        assert [entry.text for entry in c.session.transcript if entry.role == "agent"] == [*spoken, said.heard]


async def test_an_answer_in_time_needs_no_filler(models: SharedModels) -> None:
    async with call(models, model=FakeModel("Yes", delay=0.1), fillers=fillers("One second")) as c:
        c.line.say("is it there", sounds.words("question"))
        await c.session.listen(5)
        await c.session.generate()
        await c.session.listen(2.5)
        assert not c.named("filler.spoken")


async def test_a_stalled_voice_is_bridged_then_replaced(models: SharedModels) -> None:
    options = VoiceOptions(filler_after=0.6, first_sound_within=1.0)
    async with call(
        models, options, tts=FakeVoice("stall"), second_voice=FakeVoice(), fillers=fillers("One second")
    ) as c:
        began = time.monotonic()
        said = await c.session.say("Hello there")
        assert said.heard == "Hello there"
        assert c.line.sounding(began)[0] - began < 1.2
        assert c.named("filler.spoken")


async def test_the_caller_is_not_talked_over_by_a_filler(models: SharedModels) -> None:
    long = Filler("A very long filler", sounds.tone(3.0, 300))
    options = VoiceOptions(filler_after=0.3)
    async with call(models, options, model=FakeModel("Yes", delay=6), fillers=lambda _language: Fillers([long])) as c:
        c.line.say("hello", sounds.words("question"))
        await c.session.listen(5)
        reply = asyncio.create_task(c.session.generate())
        await asyncio.sleep(0.8)
        assert c.line.sounding(time.monotonic() - 0.2)
        c.line.say("are you there", sounds.words("question"))
        await asyncio.sleep(0.6)
        assert not c.line.sounding(time.monotonic() - 0.15)
        reply.cancel()


async def test_without_any_voice_the_call_ends_politely(models: SharedModels) -> None:
    options = VoiceOptions(last_voice_within=0.4, filler_after=5)
    async with call(models, options, tts=FakeVoice("error"), fillers=fillers(goodbye="We will call you back")) as c:
        assert (await c.session.say("Hello")).failed
        with pytest.raises(CallOver) as over:
            await c.session.say("Hello")
        assert over.value.reason == "vendor_failed"
        assert c.line.sounding()
        assert c.session.transcript[-1].text == "We will call you back"


async def test_a_call_that_hears_nothing_any_more_asks_again(models: SharedModels) -> None:
    class Deaf(FrameSTT):
        """Never says a word."""

        def __init__(self) -> None:
            super().__init__(lambda: self, language="en-IN")
            self.opened = 0

        def feed(self, frame: bytes) -> list[object]:
            return []

        def flush(self) -> list[object]:
            return []

        def stream(self, **more: Any) -> Any:
            self.opened += 1
            return super().stream(**more)

    ears = Deaf()
    async with call(models, VoiceOptions(words_within=1.0), stt=ears) as c:
        c.line.say("", sounds.words("question"))
        heard = await c.session.listen(8)
        assert heard.kind == "unclear"
        await asyncio.sleep(1.0)  # closer together they would be one noise
        c.line.say("", sounds.words("question"))
        async with asyncio.timeout(12):
            while ears.opened < 2:
                await asyncio.sleep(0.1)
        assert [row["reason"] for row in c.named("vendor.failed")][:2] == ["no_words", "no_words"]


async def test_the_callers_own_silence_is_no_wait_for_the_agent(models: SharedModels) -> None:
    options = VoiceOptions(filler_after=0.5)
    async with call(models, options, fillers=fillers("One second")) as c:
        await c.session.say("Hello")
        assert (await c.session.listen(1.5)).kind == "silence"
        await c.session.say("Are you there")
        assert not c.named("filler.spoken")


async def test_the_polite_end_is_not_cut_by_a_cough(models: SharedModels) -> None:
    options = VoiceOptions(last_voice_within=0.3, filler_after=5)
    goodbye = Filler("We will call you back", sounds.tone(1.6, 200))
    async with call(models, options, tts=FakeVoice("error"), fillers=lambda _language: Fillers(goodbye=goodbye)) as c:
        await c.session.say("Hello")
        ending = asyncio.create_task(c.session.say("Hello"))
        await asyncio.sleep(0.8)
        c.line.say("", sounds.words("yes"))
        with pytest.raises(CallOver):
            await ending
        assert len(c.line.sounding()) >= 70


async def test_words_right_before_a_hang_up_belong_to_the_call(models: SharedModels) -> None:
    ears = UtteranceSTT(FakeEars("stop calling me", delay=0.4), language="en-IN")
    async with call(models, stt=ears) as c:
        await c.session.say("Hello")
        c.line.say("stop calling me", sounds.words("question"))
        await asyncio.sleep(2.6)
        c.line.hang_up()
        with pytest.raises(CallOver):
            await c.session.listen(5)
        await c.session.close("caller_hung_up")
        [said] = [entry.text for entry in c.session.transcript if entry.role == "caller"]
        # A voice that the detector cut in two is heard twice, and these ears hear the same in each piece.
        assert said.replace("stop calling me", "").strip() == ""


async def test_another_recogniser_hears_the_whole_voice_and_is_given_its_time(models: SharedModels) -> None:
    class Stalled(FrameSTT):
        def __init__(self) -> None:
            super().__init__(lambda: self, language="en-IN")

        def feed(self, frame: bytes) -> list[object]:
            return []

        def flush(self) -> list[object]:
            return []

    ears = FakeEars("where is my order", delay=0.2)
    chain = [
        Recogniser("stt/a", Stalled(), answers=True, answered_within=0.5, tries=1),
        Recogniser("stt/b", UtteranceSTT(ears, language="en-IN"), answers=True, answered_within=5.0),
    ]
    async with call(models, stt=chain[0].stt, recognisers=chain) as c:
        c.line.say("where is my order", sounds.words("question"))
        heard = await c.session.listen(8)
        assert heard.text == "where is my order"
        assert ears.lengths[-1] > 2.0, "from its first word on"
        c.line.say("a long question", sounds.words("long") + sounds.words("question"))
        saying = asyncio.create_task(c.session.say("Hello there"))
        await asyncio.sleep(5.5)
        assert not c.line.sounding(time.monotonic() - 0.5), "a recogniser without partials is no reason to talk on"
        saying.cancel()
