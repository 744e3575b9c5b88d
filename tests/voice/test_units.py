"""The small parts, without models or sound."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from livekit.agents import llm

from tests.voice.fakes import FakeVoice, is_backchannel
from tron.core.flow_engine.state import MASK
from tron.voice.backchannel import BackchannelFilter
from tron.voice.inbox import Inbox
from tron.voice.language_model import messages
from tron.voice.latency import LatencyMeter
from tron.voice.outbox import Outbox
from tron.voice.parts import VoiceOptions
from tron.voice.speaker import Speaker, Utterance, sentences
from tron.voice.transcript import TranscriptLog, words_heard


async def pieces(text: str, size: int = 3) -> AsyncIterator[str]:
    for at in range(0, len(text), size):
        yield text[at : at + size]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs ten rupees. Shall I note it?", ["It costs ten rupees.", "Shall I note it?"]),
        ("Yes. It costs 10.5 rupees today.", ["Yes. It costs 10.5 rupees today."]),
        ("नमस्ते, मैं ट्रॉन हूँ। क्या आप सुन रहे हैं?", ["नमस्ते, मैं ट्रॉन हूँ।", "क्या आप सुन रहे हैं?"]),
        ("no end here", ["no end here"]),
        ("   ", []),
    ],
)
async def test_sentences(text: str, expected: list[str]) -> None:
    assert [sentence async for sentence in sentences(pieces(text))] == expected


@pytest.mark.parametrize(
    ("share", "heard"),
    [(0.0, ""), (0.2, "one"), (0.34, "one two"), (0.99, "one two three four"), (1.0, "one two three four")],
)
def test_words_heard(share: float, heard: str) -> None:
    assert words_heard("one two three four", share) == heard


async def test_speaker_says_why_it_failed_and_keeps_what_it_said() -> None:
    failures: list[Any] = []
    speaker = Speaker(FakeVoice("break"), None, VoiceOptions(), failures.append)
    utterance = Utterance("one two three four")
    sound = [frame async for frame in speaker.say(utterance.text, utterance)]
    assert sound
    assert utterance.failed
    assert not utterance.complete
    assert utterance.seconds == pytest.approx(0.6)
    assert failures == [{"kind": "tts", "reason": "unreachable", "error": "ConnectionError", "fallback": False}]


async def test_speaker_tries_once_more_then_another_voice_says_the_rest() -> None:
    failures: list[Any] = []
    first, second = FakeVoice("break"), FakeVoice()
    speaker = Speaker(first, second, VoiceOptions(), failures.append)
    utterance = Utterance("one two three four")
    assert [frame async for frame in speaker.say(utterance.text, utterance)]
    assert (utterance.failed, utterance.complete) == (False, True)
    assert [row["fallback"] for row in failures] == [False, True]
    assert (len(first.asked), len(second.asked)) == (2, 1)


@pytest.mark.parametrize("text", ["😊", "**", "..."])
async def test_what_has_no_sound_is_no_failure(text: str) -> None:
    failures: list[Any] = []
    voice = FakeVoice("error")
    utterance = Utterance(text)
    assert not [frame async for frame in Speaker(voice, None, VoiceOptions(), failures.append).say(text, utterance)]
    assert (utterance.failed, failures, voice.asked) == (False, [], [])


async def test_speaker_changes_voice_before_the_first_sound() -> None:
    failures: list[Any] = []
    speaker = Speaker(FakeVoice("error"), FakeVoice(), VoiceOptions(), failures.append)
    utterance = Utterance("one two")
    assert sum([frame.duration async for frame in speaker.say("one two", utterance)]) == pytest.approx(0.6)
    assert (utterance.failed, utterance.complete) == (False, True)
    assert [row["fallback"] for row in failures] == [False, True]


def test_backchannel_near_the_end_is_an_answer() -> None:
    words = BackchannelFilter(is_backchannel)
    words.speech_began()
    words.voice_began(1.0)
    assert words.swallows("haan", final=True)
    words.voice_began(3.2)
    assert words.swallows("ok", final=False)
    assert words.swallows("ok", final=True)
    assert words.swallows("haan but wait", final=True) is None
    assert words.answer(4.0) == "ok"
    assert words.answer(4.0) == ""


async def test_a_recogniser_without_confidence_is_not_in_doubt() -> None:
    inbox = Inbox(key_pause=0.05, settle=0.05)
    message = llm.ChatMessage(role="user", content=["yes"])
    message.transcript_confidence = 0.0
    assert inbox.add_turn(message).heard.confidence is None
    message.transcript_confidence = 0.4
    assert inbox.add_turn(message).heard.confidence == 0.4


async def test_asides_come_once() -> None:
    inbox = Inbox(key_pause=0.05, settle=0.05)
    inbox.add_aside("never call")
    assert inbox.take_aside() == ""
    turn = inbox.add_turn(llm.ChatMessage(role="user", content=["me again"]))
    assert turn.heard.text == "never call me again"
    inbox.add_aside("stop")
    inbox.voice(True)
    await asyncio.sleep(0.06)
    assert inbox.take_aside() == ""
    inbox.voice(False)
    await asyncio.sleep(0.06)
    assert inbox.take_aside() == "stop"


async def test_keys_close_after_a_pause() -> None:
    inbox = Inbox(key_pause=0.05, settle=0.05)
    inbox.add_key("1")
    inbox.add_key("2")
    assert inbox.take_keys() == ""
    await asyncio.sleep(0.06)
    assert inbox.take_keys() == "12"


async def test_what_was_said_to_somebody_else_is_forgotten() -> None:
    inbox = Inbox(key_pause=0.05, settle=0.05)
    assert not inbox.caller_due
    inbox.voice(True)
    assert inbox.caller_due
    inbox.voice(False)
    assert inbox.caller_due
    await asyncio.sleep(0.06)
    assert not inbox.caller_due, "no words came of that voice"
    inbox.add_turn(llm.ChatMessage(role="user", content=["hello"]))
    inbox.add_aside("you there")
    inbox.add_key("1")
    assert inbox.caller_due
    inbox.forget()
    await asyncio.sleep(0.06)
    assert (inbox.take_turn(), inbox.take_aside(), inbox.take_keys(), inbox.caller_due) == (None, "", "", False)


async def test_what_was_said_in_confidence_stays_so_when_it_is_taken_later() -> None:
    inbox = Inbox(key_pause=0.05, settle=0.05)
    inbox.add_aside("four one one", private=True)
    turn = inbox.add_turn(llm.ChatMessage(role="user", content=["one"]))
    assert (turn.heard.text, turn.heard.private) == ("four one one one", True)
    assert not inbox.add_turn(llm.ChatMessage(role="user", content=["yes"])).heard.private
    inbox.add_key("1", private=True)
    inbox.add_key("#")
    assert (inbox.take_keys(), inbox.took_private) == ("1#", True)
    inbox.add_key("2")
    inbox.add_key("#")
    assert (inbox.take_keys(), inbox.took_private) == ("2#", False)


def test_words_that_began_in_confidence_are_masked_though_they_end_after_it() -> None:
    rows: list[dict[str, Any]] = []
    log = TranscriptLog(rows.append)
    log.private = True
    began = time.time()
    log.partial("four one")
    log.private = False
    log.partial("four one one")
    log.add("caller", "four one one one", began - 1, began + 1)
    log.add("agent", "Thank you.", began - 1, began + 1)
    log.add("caller", "my name is Ravi", time.time() + 1, time.time() + 2)
    log.add("caller", "one two", time.time() + 1, time.time() + 2, private=True)
    assert [row["text"] for row in rows] == [MASK, "Thank you.", "my name is Ravi", MASK]


def test_messages_have_one_system_row_in_front() -> None:
    context = llm.ChatContext.empty()
    context.add_message(role="system", content="You sell tea.")
    context.add_message(role="user", content="Hi")
    context.add_message(role="system", content="Be brief.")
    assert messages(context) == [
        {"role": "system", "content": "You sell tea.\n\nBe brief."},
        {"role": "user", "content": "Hi"},
    ]


def test_latency_pairs_a_turn_with_the_first_sound_after_it() -> None:
    meter = LatencyMeter()
    assert meter.agent_spoke(10.0, None, None) is None
    meter.caller_finished({"stopped_speaking_at": 20.0, "end_of_turn_delay": 0.3, "transcription_delay": 0.1})
    turn = meter.agent_spoke(20.5, 0.12, None, 8.123)
    assert turn is not None
    assert turn.payload() == {
        "turn": 1,
        "start": 8.12,
        "end_of_turn_ms": 300,
        "stt_ms": 100,
        "llm_first_token_ms": None,
        "tts_first_byte_ms": 120,
        "total_ms": 500,
    }
    assert meter.agent_spoke(21.0, 0.1, None) is None


def test_partials_at_most_three_a_second() -> None:
    shown: list[Any] = []
    log = TranscriptLog(shown.append)
    for count in range(10):
        log.partial("word " * count)
    assert len(shown) == 1


async def test_outbox_keeps_order_and_survives_a_failure() -> None:
    stored: list[str] = []

    async def emit(type_: str, payload: Any, node: str | None) -> None:
        await asyncio.sleep(0.001)
        if type_ == "b":
            raise OSError("database away")
        stored.append(type_)

    outbox = Outbox(emit)
    for type_ in "abcd":
        outbox.put(type_, {})
    await outbox.aclose()
    assert stored == ["a", "c", "d"]
