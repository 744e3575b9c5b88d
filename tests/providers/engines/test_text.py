import pytest

from tron.providers.engines.hinglish import in_devanagari
from tron.providers.engines.text import clean, sentences, speakable, spoken_language, words_of
from tron.providers.engines.voices import Speaker, resolve


def test_clean_drops_what_no_engine_can_take() -> None:
    assert clean("a\x00b\ud800c\t d\x1b") == "a b c d"


@pytest.mark.parametrize("text", ["", " \n", "...", "🙂", "** **", "\x00\udfff"])
def test_nothing_to_say_is_empty(text: str) -> None:
    assert speakable(text) == ""


def test_markup_and_emoji_are_not_read_out() -> None:
    assert speakable("**Great** 🙂 it is 25°") == "Great it is 25°"


def test_sentences_split_at_ends_not_at_titles_or_decimals() -> None:
    text = "Dr. Sharma is in. It costs Rs. 2.5 lakh! ठीक है। जी?"
    assert sentences(text) == ["Dr. Sharma is in.", "It costs Rs. 2.5 lakh!", "ठीक है।", "जी?"]


def test_long_sentences_are_cut_and_lose_nothing() -> None:
    text = "word " * 500
    pieces = sentences(text)
    assert max(map(len, pieces)) <= 240
    assert " ".join(pieces).split() == text.split()
    assert "".join(sentences("x" * 1000)) == "x" * 1000


def test_quick_start_cuts_the_first_sentence_at_its_comma() -> None:
    text = "Hello Priya, this is an automated assistant calling from the clinic. Bye."
    assert sentences(text, quick_start=True)[0] == "Hello Priya,"
    assert sentences("Yes, sure.", quick_start=True) == ["Yes, sure."]


def test_words_keep_lone_dashes_with_their_neighbour() -> None:
    assert words_of("25 slots - ok ?") == ["25", "slots -", "ok ?"]


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("नमस्ते", "en-IN", "hi"),
        ("नमस्कार", "mr-IN", "mr"),
        ("Namaste", "hi-IN", "hi"),
        ("வணக்கம் sir", "hi-IN", "ta"),
        ("ନମସ୍କାର", "od-IN", "or"),
        ("hello", "EN", "en"),
    ],
)
def test_the_script_decides_the_language(text: str, language: str, spoken: str) -> None:
    assert spoken_language(text, language) == spoken


def test_hinglish_words_are_read_as_hindi_and_english_ones_stay() -> None:
    assert in_devanagari("Namaste,") == "नमस्ते,"
    assert in_devanagari("appointment") == "appointment"


@pytest.mark.parametrize(
    ("voice", "language", "text", "speaker"),
    [
        ("joe", "en-IN", "hello", Speaker("piper", "en")),
        ("builtin~joe", "en-IN", "hello", Speaker("piper", "en")),
        (None, "en-IN", "hello", Speaker("piper", "en")),
        ("joe", "hi-IN", "namaste", Speaker("espeak", "hi", "m3")),
        ("joe", "en-IN", "नमस्ते", Speaker("espeak", "hi", "m3")),
        ("asha", "ta-IN", "வணக்கம்", Speaker("espeak", "ta", "f3")),
        ("emma", "en-IN", "hello", Speaker("espeak", "en", "f2")),
        ("nobody", "hi-IN", "जी", Speaker("espeak", "hi", "m3")),
        (None, "fr-FR", "bonjour", Speaker("piper", "en")),
    ],
)
def test_every_voice_and_language_has_a_speaker(voice: str | None, language: str, text: str, speaker: Speaker) -> None:
    assert resolve(voice, language, text) == speaker
