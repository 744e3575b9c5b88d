"""English from words: what is asked, how answers are read, and that nothing is made up."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Sequence

import pytest

from tron.core.chat import Piece, Row, TokenUse, ToolSpec
from tron.core.ports import SpokenPart
from tron.core.translation import AT_ONCE, ModelTranslator, is_english, numbered
from tron.core.vendors import VendorTrouble

Answer = Callable[[list[str]], str]


class Model:
    """Answers the lines of a request by `answer`; remembers what was asked."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self.asked: list[list[str]] = []

    async def reply(
        self, messages: Sequence[Row], *, temperature: float, max_tokens: int, tools: Sequence[ToolSpec] = ()
    ) -> AsyncIterator[Piece]:
        lines = [re.sub(r"^\d+\. ", "", line) for line in str(messages[-1]["content"]).splitlines()]
        self.asked.append(lines)
        text = self._answer(lines)
        yield text[: len(text) // 2]
        yield ""
        yield text[len(text) // 2 :]
        yield TokenUse(1, 1)


def hindi(count: int, first: int = 1) -> list[SpokenPart]:
    return [SpokenPart(f"मुझे ऑर्डर {number} चाहिए", "hi-IN") for number in range(first, first + count)]


def wanted(parts: Sequence[SpokenPart]) -> list[str]:
    # The answers of these models hold no Hindi: that would not pass for English.
    return [f"order {re.sub(r'[^0-9]', '', part.text)}" for part in parts]


def by_number(lines: list[str]) -> list[str]:
    return [f"order {re.sub(r'[^0-9]', '', line)}" for line in lines]


def well(lines: list[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(by_number(lines), start=1))


async def test_one_request_for_a_whole_transcript_without_its_english_lines():
    parts = [*hindi(2), SpokenPart("I would like to know the price of this.", "en-IN"), SpokenPart("  ", "hi-IN")]
    model = Model(well)
    english = await ModelTranslator(model).english(parts)
    assert english == ["order 1", "order 2", "I would like to know the price of this.", ""]
    assert model.asked == [[part.text for part in parts[:2]]]


async def test_long_transcripts_go_in_chunks():
    parts = hindi(2 * AT_ONCE + 5)
    model = Model(well)
    assert await ModelTranslator(model).english(parts) == wanted(parts)
    assert [len(lines) for lines in model.asked] == [AT_ONCE, AT_ONCE, 5]


@pytest.mark.parametrize(
    "answer",
    [
        "1. order 1\n2. order 2\n3. order 3",
        "Sure! Here it is:\n\n1) order 1\n2) order 2\n\n3) order 3\nIs there anything else?",
        "**1.** order 1\n**2.** order 2\n**3.** order 3",
        "```\n1: order 1\n2: order 2\n3: order 3\n```",
        "[1] order 1\n[2] order 2\n[3] order 3",
        "- 3. order 3\n- 1. order 1\n- 2. order 2",
        "१. order 1\n२. order 2\n३. order 3",
    ],
)
def test_answers_are_read_in_many_forms(answer):
    assert numbered(answer, 3) == {1: "order 1", 2: "order 2", 3: "order 3"}


def test_a_number_twice_or_out_of_range_is_none():
    assert numbered("1. a\n1. b\n2. c\n7. d\n3.", 3) == {2: "c"}


async def test_a_line_that_is_missing_is_asked_again_alone():
    parts = hindi(4)

    def forgets_the_second(lines: list[str]) -> str:
        rows = well(lines).splitlines()
        return "\n".join(rows if len(lines) == 1 else [row for row in rows if not row.startswith("2.")])

    model = Model(forgets_the_second)
    assert await ModelTranslator(model).english(parts) == wanted(parts)
    assert model.asked[1:] == [[parts[1].text]]


async def test_lines_that_were_joined_do_not_shift_those_behind_them():
    parts = hindi(4)

    def joins(lines: list[str]) -> str:
        texts = by_number(lines)
        if len(texts) > 2:
            texts = [f"{texts[0]} and {texts[1]}", *texts[2:]]
        return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))

    assert await ModelTranslator(Model(joins)).english(parts) == wanted(parts)


async def test_what_was_cut_off_is_asked_again_in_smaller_parts():
    parts = hindi(12)
    model = Model(lambda lines: "\n".join(well(lines).splitlines()[:3]))
    assert await ModelTranslator(model).english(parts) == wanted(parts)


async def test_a_model_that_keeps_to_no_form_is_asked_line_by_line():
    parts = hindi(3)
    model = Model(lambda lines: by_number(lines)[0] if len(lines) == 1 else "I can do that.")
    assert await ModelTranslator(model).english(parts) == wanted(parts)


@pytest.mark.parametrize(
    "nonsense",
    [
        lambda lines: "",
        lambda lines: "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)),
        lambda lines: "1. " + "Once upon a time there was an order. " * 20,
        lambda lines: "I cannot do this.\nI am only a model.",
    ],
    ids=["nothing", "the same again", "a story", "an excuse"],
)
async def test_what_is_no_translation_stays_empty(nonsense):
    assert await ModelTranslator(Model(nonsense)).english(hindi(2)) == ["", ""]


async def test_hinglish_that_comes_back_is_no_english():
    part = SpokenPart("mujhe order cancel karna hai", "hi-IN")
    assert await ModelTranslator(Model(lambda lines: f"1. {lines[0]}")).english([part]) == [""]


async def test_a_vendor_that_fails_is_told():
    def fails(_lines: list[str]) -> str:
        raise VendorTrouble("wrong_key", "No.", hint="Check it.")

    with pytest.raises(VendorTrouble):
        await ModelTranslator(Model(fails)).english(hindi(1))


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("Could you tell me where my order is?", "hi-IN", True),
        ("Mera order kab aayega?", "en-IN", False),
        ("ठीक है", "en-IN", False),
        ("OK", "en-IN", True),
        ("OK", "hi-IN", False),
        ("enakku oru ticket venum", "ta-IN", False),
    ],
)
def test_which_lines_can_stay(text, language, english):
    assert is_english(text, language) is english
