"""Freeform talk with a scripted far side: opening, silence, opt-out, danger, time, keys, a voice that fails."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

import pytest

from tron.core.models.agent_parts import PreparedLines
from tron.core.ports import CallOver, Heard, Said, ScriptResult
from tron.core.scripts.freeform import Freeform, FreeformConfig

LINES = PreparedLines.model_validate(
    {
        "fallback": ["Sorry?"],
        "silence": ["Hello?", "Still there?"],
        "goodbye": "Goodbye.",
        "silence_goodbye": "No sound. Goodbye.",
        "time_up": "Time is up. Goodbye.",
        "opt_out_ack": "We will not call again.",
        "identity": "I am Tara, an automated assistant.",
        "human": "A person will call.",
        "lines": [
            {"id": "rating", "say": ["Rate us."], "expects": {"rating": "$number"}},
            {"id": "city", "say": ["Which city?"], "expects": {"city": "$text"}},
            {"id": "price", "when": ["price"], "say": ["Ten rupees."]},
            {"id": "booked", "when": ["book it"], "say": ["Booked. Bye."], "outcome": "booked", "ends": True},
            {"id": "danger", "when": ["want to die"], "say": ["Call 112."], "outcome": "crisis", "priority": 100},
        ],
        "next": ["rating", "city"],
    }
)
CONFIG = FreeformConfig("Namaste {{ name }}, a long greeting.", "Tara here.", LINES, {"name": "Asha"})
GREETING = "Namaste Asha, a long greeting."

Step = Heard | str | CallOver
SILENCE = Heard("silence")
TIME_UP = Heard("time_up")


def keys(digits: str) -> Heard:
    return Heard("keys", keys=digits)


class Scripted:
    """A Conversation: `steps` answer each listen (text is speech); `cuts` are what happens to utterances by text."""

    def __init__(self, *steps: Step, cuts: Mapping[str, Any] | None = None, model: bool = False) -> None:
        self._steps = deque(steps)
        self._cuts = dict(cuts or {})
        self.said: list[str] = []
        self.firm: list[str] = []
        self.timeouts: list[float] = []
        self.events: list[str] = []
        self.generated = 0
        self.instructions: list[str] = []
        self.languages: list[str] = []
        self._model = model

    async def set_language(self, language: str) -> None:
        self.languages.append(language)

    async def say(self, text: str, *, interruptible: bool = True, language: str | None = None) -> Said:
        self.said.append(text)
        if not interruptible:
            self.firm.append(text)
        happens = self._cuts.get(text)
        if isinstance(happens, list):
            happens = happens.pop(0) if happens else None
        if isinstance(happens, CallOver):
            raise happens
        if happens == "fails":
            return Said(text, "", False, 0.0, failed=True)
        if isinstance(happens, float):
            return Said(text, text[:5], True, happens)
        return Said(text, text, False, 4.0)

    async def listen(self, timeout: float) -> Heard:
        self.timeouts.append(timeout)
        step = self._steps.popleft() if self._steps else CallOver("caller_hung_up")
        if isinstance(step, CallOver):
            raise step
        return Heard("speech", step) if isinstance(step, str) else step

    async def generate(self, instructions: str = "") -> Said:
        self.generated += 1
        self.instructions.append(instructions)
        happens = self._cuts.get("generate")
        return Said("model", "" if happens else "model", False, 1.0, failed=bool(happens))

    @property
    def can_generate(self) -> bool:
        return self._model

    async def emit(self, type_: str, payload: Mapping[str, Any], node: str | None = None) -> None:
        self.events.append(type_)


class Wishes:
    """Where opt-outs go."""

    def __init__(self, error: Exception | None = None) -> None:
        self.words: list[str] = []
        self._error = error

    async def __call__(self, words: str) -> None:
        self.words.append(words)
        if self._error:
            raise self._error


async def talk(conversation: Scripted, wishes: Wishes | None = None, config: FreeformConfig = CONFIG) -> ScriptResult:
    return await Freeform(config, wishes or Wishes()).run(conversation)


# ---------------------------------------------------------------- opening


@pytest.mark.parametrize("words", ["hello?", "Hello? Kaun?", "kaun bol raha hai", "who is this?", "हेलो? कौन?"])
async def test_hello_over_the_first_seconds_restarts_a_shorter_opening(words: str) -> None:
    conversation = Scripted(words, "book it", cuts={GREETING: 1.2})
    await talk(conversation)
    assert conversation.said[:2] == [GREETING, "Tara here."]


async def test_without_a_short_greeting_the_whole_one_is_said_again() -> None:
    config = FreeformConfig(CONFIG.greeting, "", LINES, CONFIG.variables)
    conversation = Scripted("hello?", cuts={GREETING: [1.0]})
    await talk(conversation, config=config)
    assert conversation.said == [GREETING, GREETING]


async def test_a_sound_without_words_over_the_opening_restarts_it_too() -> None:
    conversation = Scripted(SILENCE, cuts={GREETING: 0.5})
    await talk(conversation)
    assert conversation.said == [GREETING, "Tara here."]


async def test_later_than_three_seconds_nothing_restarts() -> None:
    conversation = Scripted("hello?", cuts={GREETING: 3.1})
    await talk(conversation)
    assert "Tara here." not in conversation.said
    assert conversation.said[1].startswith("I am Tara")


async def test_an_answer_over_the_opening_is_taken_as_one() -> None:
    conversation = Scripted("what is the price", cuts={GREETING: 1.0})
    await talk(conversation)
    assert conversation.said[:2] == [GREETING, "Ten rupees."]


@pytest.mark.parametrize("words", ["never call me again", "who is this? never call me again"])
async def test_an_opt_out_over_the_opening_ends_the_call(words: str) -> None:
    conversation, wishes = Scripted(words, "what is the price", cuts={GREETING: 1.0}), Wishes()
    result = await talk(conversation, wishes)
    assert wishes.words == [words]
    assert conversation.said == [GREETING, "We will not call again."]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_an_ending_over_the_opening_ends_the_call() -> None:
    conversation = Scripted("book it", "what is the price", cuts={GREETING: 1.0})
    result = await talk(conversation)
    assert conversation.said == [GREETING, "Booked. Bye."]
    assert (result.reason, result.outcome) == ("agent_ended", "booked")


async def test_keys_over_the_opening_are_kept() -> None:
    result = await talk(Scripted(keys("1"), cuts={GREETING: 1.0}))
    assert result.extracted_data["keys"] == "1"


# ---------------------------------------------------------------- silence


async def test_silence_is_asked_about_and_then_ends_the_call() -> None:
    conversation = Scripted(SILENCE, SILENCE, SILENCE)
    result = await talk(conversation)
    assert conversation.said == [GREETING, "Hello?", "Still there?", "No sound. Goodbye."]
    assert conversation.firm == ["No sound. Goodbye."]
    assert result.reason == "no_input"
    assert conversation.events == ["silence"] * 3
    assert conversation.timeouts[:3] == [6.0] * 3


async def test_a_word_in_between_starts_the_silences_anew() -> None:
    conversation = Scripted(SILENCE, SILENCE, "what is the price", SILENCE, SILENCE, SILENCE)
    result = await talk(conversation)
    assert conversation.said.count("Hello?") == 2
    assert result.reason == "no_input"


# ---------------------------------------------------------------- opt-out


@pytest.mark.parametrize("before", [[], ["what is the price"], [SILENCE, SILENCE], ["what is the price", "8"]])
async def test_an_opt_out_counts_at_any_turn(before: list[Step]) -> None:
    conversation, wishes = Scripted(*before, "mujhe dobara call mat karna"), Wishes()
    result = await talk(conversation, wishes)
    assert len(wishes.words) == 1
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")
    assert conversation.said[-1] == "We will not call again."
    assert conversation.firm[-1] == "We will not call again."
    assert "call.opted_out" in conversation.events


@pytest.mark.parametrize(
    ("steps", "goodbye"),
    [
        (["book it"], "Booked. Bye."),
        ([SILENCE, SILENCE, SILENCE], "No sound. Goodbye."),
        ([TIME_UP], "Time is up. Goodbye."),
    ],
)
async def test_an_opt_out_over_the_goodbye_counts(steps: list[Step], goodbye: str) -> None:
    conversation, wishes = Scripted(*steps, "and never call me again"), Wishes()
    result = await talk(conversation, wishes)
    assert len(wishes.words) == 1
    assert conversation.said[-2:] == [goodbye, "We will not call again."]
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_other_words_over_the_goodbye_change_nothing() -> None:
    conversation = Scripted("book it", "what is the price", "hello?")
    result = await talk(conversation)
    assert conversation.said[-1] == "Booked. Bye."
    assert (result.reason, result.outcome) == ("agent_ended", "booked")
    assert conversation.timeouts[-1] <= 1


async def test_hanging_up_on_the_acknowledgement_changes_nothing() -> None:
    ack = {"We will not call again.": CallOver("caller_hung_up")}
    conversation, wishes = Scripted("never call me again", cuts=ack), Wishes()
    result = await talk(conversation, wishes)
    assert len(wishes.words) == 1
    assert result.reason == "opted_out"


@pytest.mark.parametrize("error", [ConnectionRefusedError("gone"), TimeoutError()])
async def test_an_opt_out_while_the_database_is_away_still_ends_as_one(error: Exception) -> None:
    result = await talk(Scripted("never call me again"), Wishes(error))
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_an_opt_out_never_reaches_the_model() -> None:
    conversation = Scripted("never call me again", model=True)
    result = await talk(conversation)
    assert conversation.generated == 0
    assert result.reason == "opted_out"


# ---------------------------------------------------------------- danger


async def test_danger_is_answered_first_whatever_else_was_said() -> None:
    words = "I want to die, never call me again"
    conversation, wishes = Scripted(words, model=True), Wishes()
    result = await talk(conversation, wishes)
    assert conversation.said == [GREETING, "Call 112."]
    assert wishes.words == [words]
    assert result.outcome == "crisis"


async def test_an_opt_out_after_danger_keeps_the_outcome_of_danger() -> None:
    conversation, wishes = Scripted("I want to die", "never call me again"), Wishes()
    result = await talk(conversation, wishes)
    assert (result.reason, result.outcome) == ("opted_out", "crisis")
    assert len(wishes.words) == 1


async def test_danger_over_the_opening_is_not_taken_for_a_question() -> None:
    conversation = Scripted("who is this, I want to die", cuts={GREETING: 1.0})
    await talk(conversation)
    assert conversation.said[1] == "Call 112."


# ---------------------------------------------------------------- time, keys, data, voice, model


async def test_when_the_time_is_up_a_closing_line_ends_the_call() -> None:
    conversation = Scripted("what is the price", TIME_UP)
    result = await talk(conversation)
    assert conversation.said[-1] == "Time is up. Goodbye."
    assert conversation.firm == ["Time is up. Goodbye."]
    assert result.reason == "max_duration"


async def test_time_that_is_up_over_the_opening_ends_the_call() -> None:
    result = await talk(Scripted(TIME_UP, cuts={GREETING: 1.0}))
    assert result.reason == "max_duration"


async def test_keys_are_collected() -> None:
    result = await talk(Scripted(keys("1"), keys("23")))
    assert result.extracted_data["keys"] == "123"


async def test_what_was_found_is_kept_when_the_caller_leaves() -> None:
    conversation = Scripted("haan", "8", CallOver("caller_hung_up"))
    result = await talk(conversation)
    assert result.reason == "caller_hung_up"
    assert result.extracted_data == {"rating": 8}


async def test_an_outcome_is_kept_when_the_caller_leaves_over_the_goodbye() -> None:
    conversation = Scripted("book it", cuts={"Booked. Bye.": CallOver("caller_hung_up")})
    result = await talk(conversation)
    assert (result.reason, result.outcome) == ("caller_hung_up", "booked")


@pytest.mark.parametrize("reason", ["caller_hung_up", "agent_ended", "vendor_failed", "max_duration", "gateway_lost"])
async def test_the_reason_of_a_call_that_ends_under_the_talk_is_its_own(reason: str) -> None:
    assert (await talk(Scripted(CallOver(reason)))).reason == reason
    assert (await talk(Scripted(cuts={GREETING: CallOver(reason)}))).reason == reason


async def test_speech_without_a_sound_is_said_once_more() -> None:
    conversation = Scripted("what is the price", cuts={GREETING: ["fails"], "Ten rupees.": ["fails"]})
    result = await talk(conversation)
    assert conversation.said == [GREETING, GREETING, "Ten rupees.", "Ten rupees."]
    assert result.reason == "caller_hung_up"


async def test_a_voice_that_fails_twice_has_failed_for_good() -> None:
    conversation = Scripted("what is the price", "hello", cuts={"Ten rupees.": ["fails", "fails"]})
    result = await talk(conversation)
    assert conversation.said == [GREETING, "Ten rupees.", "Ten rupees."]
    assert result.reason == "vendor_failed"


async def test_a_model_answers_where_there_is_one_and_a_line_where_it_fails() -> None:
    conversation = Scripted("what is the price", "what is the price", model=True)
    await talk(conversation)
    assert (conversation.generated, conversation.said) == (2, [GREETING])
    conversation = Scripted("what is the price", model=True, cuts={"generate": "fails"})
    await talk(conversation)
    assert conversation.said == [GREETING, "Ten rupees."]
