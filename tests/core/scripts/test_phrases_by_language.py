"""What an utterance plainly means in the nine languages beside English and Hindi: phrases_by_language.txt."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from time import perf_counter

import pytest

from tron.core.call_engine.opt_outs import asked_never_again
from tron.core.scripts import phrase_tables, phrases
from tron.core.scripts.matching import fold
from tron.core.voices import LANGUAGE_CODES

OTHERS = {code.split("-")[0] for code in LANGUAGE_CODES} - {"en", "hi"}
CHECKS = {
    "never": phrases.is_opt_out,
    "back": phrases.is_backchannel,
    "stop": phrases.is_stop,
    "bye": phrases.is_goodbye,
    "who": phrases.is_who_is_this,
    "human": phrases.asks_human,
    "machine": phrases.asks_if_machine,
    "again": phrases.asks_again,
}
ANSWERS = {"yes": True, "no": False, "unsure": None}


def rows() -> list[tuple[str, str, str]]:
    """(language, kind, utterance)."""
    found, language = [], ""
    for line in Path(__file__).with_name("phrases_by_language.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif "|" in line and not line.startswith("#"):
            kind, utterances = line.split("|")
            found += [(language, kind.strip(), utterance.strip()) for utterance in utterances.split(" / ")]
    return found


ROWS = rows()


@pytest.mark.parametrize(("language", "kind", "utterance"), [row for row in ROWS if row[1] not in ANSWERS])
def test_what_it_means(language: str, kind: str, utterance: str) -> None:
    assert CHECKS[kind.removeprefix("not_")](utterance) is not kind.startswith("not_")


@pytest.mark.parametrize(("language", "kind", "utterance"), [row for row in ROWS if row[1] in ANSWERS])
def test_yes_and_no(language: str, kind: str, utterance: str) -> None:
    assert phrases.yes_no(utterance) is ANSWERS[kind]


@pytest.mark.parametrize(("language", "kind", "utterance"), [row for row in ROWS if "never" not in row[1]])
def test_nothing_else_is_a_wish_never_to_be_called(language: str, kind: str, utterance: str) -> None:
    assert not phrases.is_opt_out(utterance)


def test_each_language_is_tried_enough() -> None:
    counts = Counter((language, kind) for language, kind, _ in ROWS)
    assert {language for language, _ in counts} == OTHERS
    assert all(counts[language, "again"] >= 5 and counts[language, "not_again"] >= 2 for language in OTHERS)
    assert all(counts[language, "never"] >= 20 and counts[language, "not_never"] >= 15 for language in OTHERS)
    assert all(counts[language, kind] >= 3 for language in OTHERS for kind in (*CHECKS, "yes", "no"))


def test_the_wish_is_found_in_a_transcript() -> None:
    wish = "எனக்கு இனிமேல் கால் பண்ணாதீர்கள்."
    assert asked_never_again([{"role": "agent", "text": "வணக்கம்"}, {"role": "caller", "text": wish}])
    assert not asked_never_again([{"role": "agent", "text": wish}, {"role": "caller", "text": "ஆமாம்"}])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("നമ്പർ", "നമ്പര്‍"),  # chillu letter, and consonant with virama and joiner
        ("നന്പർ", "നമ്പർ"),
        ("দয়া", "দয\u09bcা"),
        ("উৎসব", "উত্\u200dসব"),
        ("হ্যাঁ", "হ্যা"),
        ("ਫ਼ੋਨ", "ਫੋਨ"),
        ("ਬੱਸ", "ਬਸ"),
        ("કોલ\u200c", "કોલ"),
        ("નંબર", "નબર"),
        ("ଫୋନ୍", "ଫୋନ"),
        ("କାଢ଼ି", "କାଢି"),
        ("ఫోన్\u200cని", "ఫోన్ని"),
        ("ಫೋನ್\u200dಗೆ", "ಫೋನ್ಗೆ"),
        ("கொ", "க\u0bc6\u0bbe"),
        ("৫", "5"),
    ],
)
def test_spellings_of_one_word_fold_to_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("கல்", "கலை"), ("വിളിക്ക്", "വിളിക്കു"), ("వంద", "వద"), ("ಬಂದ", "ಬದ")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_name_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="CALL"):
        phrase_tables._filled("CALL DONT", {"DONT": "not"}, "some file")
    assert phrase_tables._filled("CALL .. x|DONT", {"CALL": "a|b", "DONT": "not"}, "some file") == "a|b .. x|not"


@pytest.mark.parametrize("utterance", [row[2] for row in ROWS if row[0] in {"ta", "bn"} and row[1] == "never"])
def test_a_turn_is_judged_within_a_millisecond(utterance: str) -> None:
    phrases.is_opt_out(utterance)

    def once() -> float:
        start = perf_counter()
        phrases.is_opt_out(utterance)
        return perf_counter() - start

    assert min(once() for _ in range(20)) < 0.001
