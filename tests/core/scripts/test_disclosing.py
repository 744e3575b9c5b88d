"""Freeform talk with required disclosures: when they are said, what was heard of them, what is said over them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.core.scripts.test_freeform import CONFIG, GREETING, LINES, SILENCE, TIME_UP, Scripted, Step, Wishes, talk
from tron.core.ports import CallOver, Heard, Said
from tron.core.scripts.freeform import OVER_DISCLOSURE_SECONDS

RECORDED = "This call is recorded."
VOLUNTARY = "Taking part is voluntary, {{ name }}."
SPOKEN = "Taking part is voluntary, Asha."
BOTH = replace(CONFIG, disclosures=(RECORDED, VOLUNTARY))


class Disclosing(Scripted):
    """`over` is what the far side says over each uninterruptible sentence, by its text."""

    def __init__(self, *steps: Step, over: Mapping[str, Step] | None = None, **options: Any) -> None:
        super().__init__(*steps, **options)
        self._over = dict(over or {})
        self._waiting: deque[Step] = deque()
        self.payloads: list[tuple[str, Any]] = []

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        if (step := self._over.pop(text, None)) is not None:
            assert not interruptible
            self._waiting.append(step)
        return await super().say(text, interruptible=interruptible)

    async def listen(self, timeout: float) -> Heard:
        if self._waiting:
            step = self._waiting.popleft()
            assert not isinstance(step, CallOver)
            return Heard("speech", step) if isinstance(step, str) else step
        return SILENCE if timeout == OVER_DISCLOSURE_SECONDS else await super().listen(timeout)

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        await super().emit(type_, payload, node)
        if "index" in payload:
            self.payloads.append((type_, payload["index"]))


async def test_missing_ones_are_said_before_the_first_reply_and_cannot_be_cut() -> None:
    conversation = Disclosing("what is the price", "what is the price", model=True)
    await talk(conversation, config=BOTH)
    assert conversation.said == [GREETING, RECORDED, SPOKEN]
    assert conversation.firm == [RECORDED, SPOKEN]
    assert conversation.generated == 2
    assert conversation.payloads == [("disclosure.said", 0), ("disclosure.said", 1)]


async def test_prepared_talk_says_them_too() -> None:
    conversation = Disclosing("what is the price")
    await talk(conversation, config=BOTH)
    assert conversation.said == [GREETING, RECORDED, SPOKEN, "Ten rupees."]


async def test_what_the_greeting_says_is_not_said_again() -> None:
    config = replace(BOTH, greeting="Namaste, this call is recorded. Taking part is voluntary, Asha.")
    conversation = Disclosing("what is the price")
    await talk(conversation, config=config)
    assert conversation.said[1:] == ["Ten rupees."]
    assert [index for _, index in conversation.payloads] == [0, 1]


async def test_what_was_cut_out_of_the_greeting_is_said() -> None:
    greeting = "Namaste, this call is recorded. Taking part is voluntary, Asha."
    conversation = Disclosing("what is the price", cuts={greeting: 4.0})
    await talk(conversation, config=replace(BOTH, greeting=greeting))
    assert conversation.said[1:3] == [RECORDED, SPOKEN]


async def test_what_playout_did_not_confirm_is_said_again_before_the_goodbye() -> None:
    conversation = Disclosing("what is the price", "book it", cuts={RECORDED: [1.0]})
    await talk(conversation, config=BOTH)
    assert conversation.said == [GREETING, RECORDED, SPOKEN, "Ten rupees.", RECORDED, "Booked. Bye."]
    assert conversation.payloads == [("disclosure.said", 1), ("disclosure.said", 0)]


@pytest.mark.parametrize(
    ("steps", "goodbye"), [([TIME_UP], "Time is up. Goodbye."), ([SILENCE] * 3, "No sound. Goodbye.")]
)
async def test_every_goodbye_comes_after_them(steps: list[Heard], goodbye: str) -> None:
    conversation = Disclosing(*steps)
    await talk(conversation, config=BOTH)
    assert conversation.said[-3:] == [RECORDED, SPOKEN, goodbye]


async def test_those_never_confirmed_are_missed() -> None:
    conversation = Disclosing("what is the price", cuts={SPOKEN: CallOver("caller_hung_up")})
    result = await talk(conversation, config=BOTH)
    assert result.reason == "caller_hung_up"
    assert conversation.payloads == [("disclosure.said", 0), ("disclosure.missed", 1)]


async def test_a_hang_up_at_the_greeting_misses_all() -> None:
    conversation = Disclosing(cuts={GREETING: CallOver("caller_hung_up")})
    await talk(conversation, config=BOTH)
    assert conversation.payloads == [("disclosure.missed", 0), ("disclosure.missed", 1)]


async def test_the_model_may_say_one_itself() -> None:
    config = replace(CONFIG, disclosures=("model",))
    conversation = Disclosing("hello", cuts={"model": [1.0]}, model=True)
    await talk(conversation, config=config)
    assert conversation.payloads == [("disclosure.said", 0)]


# ---------------------------------------------------------------- said over them


@pytest.mark.parametrize("words", ["never call me again", "मुझे दोबारा कॉल मत करना", "st0p c\u200balling me"])
async def test_an_opt_out_over_a_disclosure_is_honoured_at_once(words: str) -> None:
    conversation, wishes = Disclosing("what is the price", over={RECORDED: words}, model=True), Wishes()
    result = await talk(conversation, wishes, BOTH)
    assert conversation.said == [GREETING, RECORDED, "We will not call again."]
    assert wishes.words == [words]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")
    assert conversation.generated == 0
    assert conversation.payloads == [("disclosure.said", 0), ("disclosure.missed", 1)]


@pytest.mark.parametrize("first", ["book it", SILENCE, TIME_UP])
async def test_an_opt_out_over_one_before_the_goodbye_is_honoured_too(first: Step) -> None:
    conversation = Disclosing(first, SILENCE, SILENCE, over={SPOKEN: "never call me again"})
    wishes = Wishes()
    result = await talk(conversation, wishes, BOTH)
    assert conversation.said[-2:] == [SPOKEN, "We will not call again."]
    assert (result.reason, len(wishes.words)) == ("opted_out", 1)


async def test_danger_over_a_disclosure_is_answered_at_once() -> None:
    conversation = Disclosing("what is the price", over={RECORDED: "I want to die"}, model=True)
    result = await talk(conversation, config=BOTH)
    assert conversation.said == [GREETING, RECORDED, "Call 112."]
    assert result.outcome == "crisis"


async def test_in_danger_nothing_is_disclosed_before_the_goodbye() -> None:
    conversation = Disclosing("I want to die", "hello", "ok bye")
    await talk(conversation, config=BOTH)
    assert conversation.said[1] == "Call 112."
    assert conversation.said.index(RECORDED) == len(conversation.said) - 3


async def test_other_words_over_it_are_answered_with_those_before() -> None:
    conversation = Disclosing("hello", over={RECORDED: "what is the price"})
    await talk(conversation, config=BOTH)
    assert conversation.said == [GREETING, RECORDED, SPOKEN, "Ten rupees."]


async def test_an_acknowledgement_over_it_is_no_turn_of_its_own() -> None:
    conversation = Disclosing("what is the price", over={RECORDED: "haan haan"})
    await talk(conversation, config=BOTH)
    assert conversation.said[-1] == "Ten rupees."


async def test_keys_and_the_end_of_time_over_it_are_kept() -> None:
    conversation = Disclosing("what is the price", over={RECORDED: Heard("keys", keys="7"), SPOKEN: TIME_UP})
    result = await talk(conversation, config=BOTH)
    assert result.extracted_data["keys"] == "7"
    assert conversation.said[-1] == LINES.time_up
    assert result.reason == "max_duration"
