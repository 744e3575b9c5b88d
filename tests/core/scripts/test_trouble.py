"""Freeform talk while vendors fail."""

from __future__ import annotations

from dataclasses import replace

from tests.core.scripts.test_freeform import CONFIG, GREETING, Scripted, talk
from tron.core.ports import Heard
from tron.core.scripts.courtesies import courtesies

UNCLEAR = Heard("unclear")
WORDS = courtesies("en-IN")


async def test_what_nobody_could_make_out_is_asked_again() -> None:
    conversation = Scripted(UNCLEAR, "book it")
    result = await talk(conversation)
    assert conversation.said[:3] == [GREETING, WORDS.unclear[0], "Booked. Bye."]
    assert result.reason == "agent_ended"


async def test_a_deaf_call_ends_politely() -> None:
    conversation = Scripted(UNCLEAR, UNCLEAR, UNCLEAR, "book it")
    result = await talk(conversation)
    assert conversation.said == [GREETING, *WORDS.unclear, WORDS.trouble_goodbye]
    assert conversation.firm == [WORDS.trouble_goodbye]
    assert result.reason == "vendor_failed"


async def test_words_between_start_the_count_anew() -> None:
    conversation = Scripted(UNCLEAR, UNCLEAR, "what is the price", UNCLEAR, UNCLEAR, "book it")
    assert (await talk(conversation)).reason == "agent_ended"


async def test_it_is_said_in_the_agents_language() -> None:
    conversation = Scripted(UNCLEAR, "book it")
    await talk(conversation, config=replace(CONFIG, language="ta-IN"))
    assert conversation.said[1] == courtesies("ta-IN").unclear[0]


async def test_prepared_lines_hold_the_talk_while_the_model_fails() -> None:
    conversation = Scripted("hm", "hm", "what is the price", "book it", cuts={"generate": "fails"}, model=True)
    result = await talk(conversation)
    assert "Ten rupees." in conversation.said[3]
    assert result.reason == "agent_ended"


async def test_without_lines_of_its_own_it_ends_when_the_model_failed_twice() -> None:
    config = replace(CONFIG, carries_on=False)
    conversation = Scripted("hm", "what then", "hello", cuts={"generate": "fails"}, model=True)
    result = await talk(conversation, config=config)
    assert conversation.generated == 2
    assert conversation.said[2:] == [WORDS.trouble_goodbye]
    assert result.reason == "vendor_failed"
