"""Freeform talk follows the caller into another language, where a model can."""

from __future__ import annotations

from dataclasses import replace

from tests.core.scripts.test_freeform import CONFIG, Scripted, talk
from tron.core.ports import Heard
from tron.core.scripts.talk_language import TalkLanguage

TAMIL = Heard("speech", "எனக்கு என் ஆர்டர் எப்போது வரும் என்று சொல்லுங்கள்", "ta-IN")


async def test_the_model_is_told_and_the_conversation_changes_with_it() -> None:
    conversation = Scripted("what is it", TAMIL, "ok", model=True)
    await talk(conversation)
    assert conversation.languages == ["ta-IN"]
    assert conversation.instructions[0] == ""
    assert all("answer in Tamil" in told for told in conversation.instructions[1:])
    assert "language.changed" in conversation.events


async def test_back_in_the_agents_language_nothing_is_told() -> None:
    conversation = Scripted(TAMIL, "please speak in English", model=True)
    await talk(conversation)
    assert conversation.languages == ["ta-IN", "en-IN"]
    assert conversation.instructions[-1] == ""


async def test_prepared_lines_have_one_language() -> None:
    conversation = Scripted(TAMIL)
    await talk(conversation)
    assert conversation.languages == []


async def test_an_agent_that_does_not_follow_keeps_its_own() -> None:
    conversation = Scripted(TAMIL, model=True)
    await talk(conversation, config=replace(CONFIG, follows_language=False))
    assert conversation.languages == []
    assert conversation.instructions == [""]


async def test_what_the_number_spoke_last_holds_after_the_greeting() -> None:
    conversation = Scripted("hm", model=True)
    await talk(conversation, config=replace(CONFIG, known_language="ta-IN"))
    assert conversation.languages == ["ta-IN"]
    assert "answer in Tamil" in conversation.instructions[0]


def test_turns_count_in_the_language_that_is_spoken() -> None:
    language = TalkLanguage("en-IN")
    for heard in (Heard("speech", "where is my order please"), Heard("speech", "hello"), TAMIL, TAMIL):
        language.heard(heard)
    assert (language.spoken, language.turns) == ("ta-IN", 2)
