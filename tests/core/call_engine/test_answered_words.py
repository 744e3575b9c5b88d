"""The labelled openings by their words alone: no human is taken for anything else, hardly a machine is missed."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tron.core.call_engine.answered import AnswerSupervisor, what_it_says

FILE = Path(__file__).with_name("openings.txt")
WORDS_A_SECOND = 2.5


@cache
def openings() -> list[tuple[str, str, str]]:
    """(who, language, text), as labelled."""
    rows, who = [], ""
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            who = line.strip("[]")
        elif line and not line.startswith("#"):
            language, _, text = line.partition("|")
            rows.append((who, language.strip(), text.strip()))
    return rows


def heard(text: str) -> str:
    """What the supervisor makes of somebody who says this without a pause, word by word, then is quiet."""
    supervisor, words, at = AnswerSupervisor(), text.split(), 0.4
    supervisor.speech_began(at)
    for count in range(1, len(words) + 1):
        at += 1 / WORDS_A_SECOND
        supervisor.words(" ".join(words[:count]), at, final=False)
    supervisor.speech_ended(at)
    supervisor.words(text, at + 0.2)
    for step in range(10):
        supervisor.passed(at + step * 0.1)
    verdict = supervisor.verdict
    return "none" if verdict is None else f"{verdict.kind} {verdict.what}".strip()


def test_the_set_is_large_and_in_three_languages() -> None:
    rows = openings()
    assert len(rows) >= 120
    assert Counter(language for _, language, _ in rows).keys() == {"en", "hinglish", "hindi"}
    assert len({text for _, _, text in rows}) == len(rows)


@pytest.mark.parametrize("text", [text for who, _, text in openings() if who == "human"])
def test_no_human_is_taken_for_a_machine(text: str) -> None:
    assert heard(text) in ("human", "none")
    said = what_it_says(text)
    assert said is None or said.voice in ("human", "perhaps_machine")


def test_who_was_given_the_number_is_a_person_though_the_rest_was_misheard() -> None:
    said = what_it_says("In phone is switched off, so he gave me this number.")
    assert said is not None
    assert said.voice == "human"


def test_machines_are_found() -> None:
    rows = [text for who, _, text in openings() if who == "machine"]
    missed = [text for text in rows if heard(text) != "machine"]
    assert len(missed) <= 0.05 * len(rows), missed


@pytest.mark.parametrize(
    ("who", "text"), [(who, text) for who, _, text in openings() if who not in ("human", "machine")]
)
def test_screeners_and_announcements_are_told_apart(who: str, text: str) -> None:
    assert heard(text) == who


def test_a_human_is_known_half_a_second_behind_a_hello_without_words() -> None:
    supervisor = AnswerSupervisor()
    supervisor.speech_began(0.5)
    supervisor.speech_ended(1.0)
    assert supervisor.passed(1.4) is None
    verdict = supervisor.passed(1.5)
    assert verdict is not None
    assert (verdict.kind, verdict.cause) == ("human", "quiet")


def test_a_beep_behind_a_long_opening_is_a_machine_and_behind_a_hello_nothing() -> None:
    long, short = AnswerSupervisor(), AnswerSupervisor()
    long.speech_began(0.3)
    long.speech_ended(5.0)
    verdict = long.tone("beep", 5.6)
    assert verdict is not None
    assert (verdict.kind, verdict.cause, long.beep_at) == ("machine", "beep", 5.6)
    short.speech_began(0.3)
    short.speech_ended(0.8)
    short.passed(1.4)
    assert short.tone("beep", 2.0) is None


def test_a_human_may_turn_out_to_be_a_machine_until_somebody_answers() -> None:
    supervisor = AnswerSupervisor()
    supervisor.speech_began(0.3)
    supervisor.words("Hello", 0.8)
    verdict = supervisor.words("Hello this is Asha leave a message after the beep", 3.5)
    assert verdict is not None
    assert verdict.kind == "machine"
    talked = AnswerSupervisor()
    talked.answered("Hello", 1.0)
    talked.answered("Yes, tell me about the offer", 6.0)
    assert talked.settled
    assert talked.words("my friend said leave a message after the beep", 9.0) is None
    assert talked.tone("fax", 10.0) is None


def test_a_human_who_picks_up_while_the_machine_talks_is_heard() -> None:
    supervisor = AnswerSupervisor()
    supervisor.speech_began(0.3)
    supervisor.words("please leave a message after the beep", 3.0)
    supervisor.speech_ended(3.2)
    supervisor.speech_began(6.0)
    verdict = supervisor.words("hello, yes?", 7.0)
    assert verdict is not None
    assert verdict.kind == "human"


def test_a_fax_is_known_by_its_tone() -> None:
    verdict = AnswerSupervisor().tone("fax", 2.0)
    assert verdict is not None
    assert (verdict.kind, verdict.cause) == ("fax", "tone")


@given(st.text(max_size=200))
def test_no_text_raises(text: str) -> None:
    what_it_says(text)


@pytest.mark.parametrize(
    "text",
    [
        "please leave a message after the beep",
        "the number you have dialled is switched off",
        "this call is being screened, state your name and reason",
        "Thanks for calling, actually I had already spoken to somebody at your office about this",
        "Aap ye number band kar do, yeh phone band hai",
    ],
)
def test_in_a_talk_no_words_make_a_machine_of_a_person(text: str) -> None:
    supervisor = AnswerSupervisor()
    supervisor.speech_began(0.4)
    supervisor.answered("Hello?", 1.0)
    supervisor.speech_ended(1.0)
    supervisor.speech_began(6.0)
    for at in range(7, 15):
        assert supervisor.words(text, float(at), final=at > 10) is None
        assert supervisor.passed(float(at)) is None
    assert supervisor.answered(text, 15.0) is None
    assert supervisor.tone("beep", 20.0) is None
    assert supervisor.tone("beep", 200.0) is None
