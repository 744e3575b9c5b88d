"""The voice session on the practice recogniser itself: words only for sound that really arrived."""

from __future__ import annotations

import asyncio

import pytest

from tests.voice import sounds
from tests.voice.fakes import call
from tron.core.scripts.phrases import is_backchannel
from tron.core.speech import SpokenUtterance, SpokenWord
from tron.providers.stt.practice import PracticeCatalogue, PracticeRecogniser
from tron.voice.parts import SharedModels
from tron.voice.speech_to_text import FrameSTT

pytestmark = [pytest.mark.slow, pytest.mark.sound]


def known(name: str, text: str, language: str = "hi-IN") -> SpokenUtterance:
    """A recording with its words spread evenly over it."""
    pcm, words = sounds.words(name), text.split()
    each = len(pcm) / 32_000 / len(words)
    timed = tuple(SpokenWord(word, at * each, (at + 1) * each) for at, word in enumerate(words))
    return SpokenUtterance(name, pcm, timed, language)


async def test_hindi_words_come_through_and_haan_does_not_interrupt(models: SharedModels) -> None:
    catalogue = PracticeCatalogue()
    haan = known("yes", "हाँ")
    question = known("question", "एक मिनट रुकिए मुझे दाम पूछना है आपसे")
    for utterance in (haan, question):
        catalogue.add(utterance)
    recogniser = FrameSTT(lambda: PracticeRecogniser(catalogue), language="hi-IN")
    async with call(models, stt=recogniser, is_backchannel=is_backchannel) as c:
        saying = asyncio.create_task(c.session.say("नमस्ते जी मैं ट्रॉन बोल रही हूँ क्या अभी बात हो सकती है"))  # 3.9 s
        await asyncio.sleep(0.8)
        c.line.say(haan.text, haan.pcm)
        said = await saying
        assert (said.interrupted, len(c.line.sounding())) == (False, 195)
        c.line.say(question.text, question.pcm)
        heard = await c.session.listen(5)
        assert heard.text == question.text
        assert heard.language == "hi-IN"
    assert [event["text"] for event in c.named("backchannel")] == ["हाँ"]
    assert c.session.transcript[-1].text == question.text


async def test_an_unfinished_sentence_has_only_the_words_that_sounded(models: SharedModels) -> None:
    catalogue = PracticeCatalogue()
    question = known("question", "wait a minute I have a question about the price", "en-IN")
    catalogue.add(question)
    recogniser = FrameSTT(lambda: PracticeRecogniser(catalogue), language="en-IN")
    async with call(models, stt=recogniser) as c:
        await asyncio.sleep(0.2)
        c.line.say("", question.pcm[: len(question.pcm) // 2])
        heard = await c.session.listen(5)
        assert question.text.startswith(heard.text)
        assert 3 <= len(heard.text.split()) <= 6
