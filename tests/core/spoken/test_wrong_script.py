"""Words of a script that the voice does not speak are heard in its own, or left out, and always reported."""

from __future__ import annotations

import pytest

from tron.core.previews import SAMPLES
from tron.core.spoken import Finding, speakable, spoken, wrong_script


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("hi-IN", "नमस्ते जी", False),
        ("hi-IN", "Namaste ji, aap kaise hain?", False),
        ("hi-IN", "नमस्ते 😊 ₹500 – “जी”…", False),
        ("hi-IN", "جی ہاں", True),
        ("hi-IN", "您好", True),
        ("hi-IN", "வணக்கம்", True),
        ("hi-IN", "আপনি", True),
        ("mr-IN", "नमस्कार", False),
        ("en-IN", "Hello Café", False),
        ("en-IN", "नमस्ते", True),
        ("ta-IN", "வணக்கம் hello", False),
        ("ta-IN", "நமஸ்தே नमस्ते", True),
        ("pa-IN", "ਸਤ ਸ੍ਰੀ ਅਕਾਲ", False),
        ("ml-IN", "നമസ്കാരം", False),
        ("gu-IN", "નમસ્તે", False),
        ("hi-IN", "", False),
    ],
)
def test_wrong_script(language: str, text: str, wrong: bool) -> None:
    assert wrong_script(text, language) is wrong


def test_what_became_of_each_word_is_reported() -> None:
    result = spoken("आपका شکریہ और 您好 Привет நன்றி", "hi-IN")
    assert result.text == "आपका शुक्रिया और नन्रि"
    assert result.findings == (
        Finding("transliterated", "arabic", "شکریہ", "शुक्रिया"),
        Finding("dropped", "cjk", "您好", ""),
        Finding("dropped", "cyrillic", "Привет", ""),
        Finding("transliterated", "tamil", "நன்றி", "नन्रि"),
    )


@pytest.mark.parametrize(
    ("urdu", "hindi"),
    [
        ("جی ہاں", "जी हाँ"),
        ("آپ کیسے ہیں؟", "आप कैसे हैं?"),
        ("مدد", "मदद"),
        ("گھر", "घर"),
        ("کتاب", "कताब"),  # the short i is not written in Urdu
        ("ٹھیک ہے۔", "ठीक है।"),
    ],
)
def test_urdu(urdu: str, hindi: str) -> None:
    assert spoken(urdu, "hi-IN").text == hindi


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("bn-IN", "নমস্তে"),
        ("gu-IN", "નમસ્તે"),
        ("te-IN", "నమస్తే"),
        ("kn-IN", "ನಮಸ್ತೇ"),
        ("ml-IN", "നമസ്തേ"),
        ("ta-IN", "நமஸ்தே"),
        ("od-IN", "ନମସ୍ତେ"),
        ("pa-IN", "ਨਮਸ੍ਤੇ"),
        ("en-IN", "namaste"),
    ],
)
def test_a_hindi_word_in_each_other_script(language: str, word: str) -> None:
    assert spoken("नमस्ते", language).text == word


@pytest.mark.parametrize(
    ("hindi", "latin"),
    [
        ("शर्मा", "sharma"),
        ("जी", "ji"),
        ("दिल्ली", "dilli"),
        ("कमल", "kamal"),
        ("आप", "aap"),
        ("हाँ", "han"),
        ("ज़रूर", "zaroor"),
    ],
)
def test_hindi_for_an_english_voice(hindi: str, latin: str) -> None:
    assert spoken(hindi, "en-IN").text == latin


@pytest.mark.parametrize("language", SAMPLES)
def test_a_danda_ends_a_sentence_in_every_script(language: str) -> None:
    assert not wrong_script(SAMPLES[language], language)
    assert speakable(SAMPLES[language], language) == SAMPLES[language]
