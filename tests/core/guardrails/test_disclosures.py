"""Disclosures count by what was heard: tolerant of spelling and numbers, strict about cuts and denials."""

from __future__ import annotations

import pytest

from tron.core.guardrails.disclosures import Disclosures

RECORDED = "This call is recorded for quality."
FEES = "The deposit of 1,500 rupees is given back within 10 days."
HINDI = "मैं मुस्कान Dental Clinic की automated assistant हूँ।"


@pytest.mark.parametrize(
    ("wanted", "heard"),
    [
        (RECORDED, "This call is recorded for quality."),
        (RECORDED, "Hello Asha, this call is being recorded for quality, all right?"),
        (RECORDED, "THIS CALL IS RECORDED, FOR QUALITY"),
        (FEES, "the deposit of ₹1500 is given back within ten days"),
        (FEES, "The deposit of 1500 rupees, is given back within 10 days. Shall I book it?"),
        ("Interest is 12%.", "interest is 12 percent"),
        ("ब्याज १२ प्रतिशत है।", "ब्याज 12% है।"),
        (HINDI, "नमस्ते, मैं रिया बोल रही हूँ, मुस्कान Dental Clinic, पुणे की automated assistant। क्या अभी बात कर लें?"),
        ("यह कॉल रिकॉर्ड नहीं हो रही है।", "यह कॉल रिकॉर्ड नही हो रही हैं"),
        ("Yeh call record ho rahi hai.", "ye call record ho rahi hai"),
    ],
)
def test_a_sentence_that_was_heard_counts(wanted: str, heard: str) -> None:
    disclosures = Disclosures([wanted])
    assert disclosures.heard(heard) == [0]
    assert disclosures.missing == []


@pytest.mark.parametrize(
    ("wanted", "heard"),
    [
        (RECORDED, ""),
        (RECORDED, "This call is"),
        (RECORDED, "This call is not recorded for quality."),
        (RECORDED, "The quality is fine. I recorded your order and will call you."),
        (FEES, "The deposit of 1,200 rupees is given back within 10 days."),
        (FEES, "The deposit of 1,500 rupees is given back."),
        ("यह कॉल रिकॉर्ड हो रही है।", "यह कॉल रिकॉर्ड नहीं हो रही है।"),
        ("This is not medical advice.", "This is medical advice."),
        (HINDI, "नमस्ते, मैं रिया बोल रही हूँ।"),
    ],
)
def test_a_cut_changed_or_denied_sentence_does_not(wanted: str, heard: str) -> None:
    disclosures = Disclosures([wanted])
    assert disclosures.heard(heard) == []
    assert disclosures.missing == [0]


def test_it_remembers_over_the_whole_call() -> None:
    disclosures = Disclosures([RECORDED, FEES, "Taking part is voluntary."])
    assert disclosures.heard("Taking part is voluntary. This call is recorded for quality.") == [0, 2]
    assert disclosures.heard("This call is recorded for quality.") == []
    assert disclosures.missing == [1]


def test_sentences_of_one_disclosure_may_come_in_several_utterances() -> None:
    disclosures = Disclosures(["This call is recorded. Taking part is voluntary."])
    assert disclosures.heard("This call is recorded.") == []
    assert disclosures.heard("Anyway, taking part is voluntary.") == [0]


def test_words_scattered_over_a_long_speech_are_no_sentence() -> None:
    filler = " ".join(["and then we went on to something else"] * 4)
    assert Disclosures([RECORDED]).heard(f"This {filler} call {filler} recorded {filler} quality") == []


def test_nothing_to_disclose_is_nothing_missing() -> None:
    assert Disclosures([]).missing == []
