"""Who translates which line of a call that is over."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from tron.core.cost import Usage, estimate, with_more
from tron.core.english import Translators, translate
from tron.core.flow_engine.state import MASK
from tron.core.ports import SpokenPart
from tron.core.settings.pricing import DEFAULT_PRICES, PriceTable
from tron.core.vendors import VendorTrouble

MINUTE = bytes(16_000 * 2 * 60)
TALK = [
    {"role": "agent", "text": "नमस्ते, कौन सा ऑर्डर?", "start": 0.0, "end": 2.0},
    {"role": "caller", "text": "मेरा ऑर्डर कहाँ है", "start": 2.5, "end": 4.0},
    {"role": "agent", "text": "Your order will be with you tomorrow morning.", "start": 4.5, "end": 7.0},
    {"role": "caller", "text": "ठीक है", "start": 7.5, "end": 8.0},
]


class Says:
    """A Translator: `name` and the text's place, "" for the texts in `silent`."""

    def __init__(self, name: str, *, silent: Sequence[str] = (), trouble: Any = None, slow: float = 0) -> None:
        self.name = name
        self.asked: list[SpokenPart] = []
        self._silent, self._trouble, self._slow = silent, trouble, slow

    async def english(self, parts: Sequence[SpokenPart]) -> list[str]:
        self.asked += parts
        await asyncio.sleep(self._slow)
        if self._trouble:
            raise VendorTrouble(self._trouble, "No.", hint="Wait.")
        return ["" if part.text in self._silent else f"{self.name}: {len(part.text)}" for part in parts]


async def whole_minute(spans: Sequence[tuple[float, float]]) -> list[bytes]:
    return [MINUTE for _ in spans]


def who(sound: Says | None = None, words: Says | None = None, cut: Any = whole_minute) -> Translators:
    return Translators(sound, cut, words, lambda: "openai/gpt")


async def test_the_caller_by_sound_the_agent_by_words_and_english_as_it_is():
    sound, words = Says("sound"), Says("words")
    english = await translate(TALK, "hi-IN", who(sound, words), 5)
    assert english.texts == ["words: 21", "sound: 18", TALK[2]["text"], "sound: 6"]
    assert (english.by, english.reason) == (["sarvam", "openai/gpt"], None)
    assert english.usages == [Usage("stt", "sarvam", 2.0)]
    assert {part.pcm for part in sound.asked} == {MINUTE}


@pytest.mark.parametrize("cut", [None, "silent"])
async def test_without_a_recording_all_goes_by_words(cut):
    async def nothing(spans: Sequence[tuple[float, float]]) -> list[bytes]:
        return [b"" for _ in spans]

    sound, words = Says("sound"), Says("words")
    english = await translate(TALK, "hi-IN", who(sound, words, nothing if cut else None), 5)
    assert [text.partition(":")[0] for text in english.texts] == ["words", "words", TALK[2]["text"], "words"]
    assert (sound.asked, english.by, english.usages) == ([], ["openai/gpt"], [])


async def test_words_stand_in_for_sound_that_fails_or_says_nothing():
    words = Says("words")
    english = await translate(TALK, "hi-IN", who(Says("sound", trouble="wrong_key"), words), 5)
    assert english.texts[1] == "words: 18"
    assert (english.reason, english.usages) == (None, [])
    english = await translate(TALK, "hi-IN", who(Says("sound", silent=["ठीक है"]), words), 5)
    assert english.texts[1:4:2] == ["sound: 18", "words: 6"]
    assert english.usages == [Usage("stt", "sarvam", 1.0)]


@pytest.mark.parametrize(
    ("sound", "words", "reason", "left"),
    [
        (None, None, "no_translator", 3),
        (Says("sound"), None, "no_model", 1),
        (Says("sound", trouble="unreachable"), None, "unreachable", 3),
        (None, Says("words", trouble="wrong_key"), "wrong_key", 3),
        (None, Says("words", silent=["ठीक है"]), "nothing_came", 1),
        (None, Says("words", slow=9), "too_slow", 3),
        (Says("sound"), Says("words", slow=9), "too_slow", 1),
    ],
)
async def test_what_is_left_has_its_reason(sound, words, reason, left):
    english = await translate(TALK, "hi-IN", who(sound, words), 0.2)
    assert (english.reason, english.texts.count("")) == (reason, left)


async def test_what_was_said_in_confidence_is_not_heard_again_from_the_recording():
    sound, words = Says("sound"), Says("words")
    talk = [*TALK, {"role": "caller", "text": MASK, "start": 9.0, "end": 14.0}]
    english = await translate(talk, "hi-IN", who(sound, words), 5)
    assert (english.texts[-1], english.reason) == (MASK, None)
    assert len(sound.asked) == 2
    assert MASK not in [part.text for part in (*sound.asked, *words.asked)]


async def test_what_is_there_stays_and_is_not_asked_again():
    words = Says("words")
    talk = [{**TALK[0], "english": "Hello, which order?"}, *TALK[1:]]
    english = await translate(talk, "hi-IN", who(None, words), 5)
    assert english.texts[0] == "Hello, which order?"
    assert [part.text for part in words.asked] == [TALK[1]["text"], TALK[3]["text"]]


async def test_an_english_agents_line_in_another_script_is_not_taken_for_english():
    sound = Says("sound")
    await translate(TALK[3:], "en-IN", who(sound), 5)
    assert [part.language.partition("-")[0] for part in sound.asked] != ["en"]


def test_later_costs_are_added_to_the_same_rows():
    prices = PriceTable.model_validate(DEFAULT_PRICES)
    first = estimate([Usage("stt", "sarvam", 2), Usage("telephony", "sandbox", 2)], prices, 80)
    both = with_more(first, [Usage("stt", "sarvam", 1), Usage("llm", "openai/gpt-4o-mini", 2)], prices, 80)
    assert both == estimate(
        [Usage("stt", "sarvam", 3), Usage("telephony", "sandbox", 2), Usage("llm", "openai/gpt-4o-mini", 2)], prices, 80
    )
    assert with_more({}, [Usage("stt", "sarvam", 1)], prices, 80) == estimate([Usage("stt", "sarvam", 1)], prices, 80)
