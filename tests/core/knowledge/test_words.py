"""Words of questions: what counts, and that both scripts meet."""

from __future__ import annotations

import pytest

from tron.core.knowledge.words import sound, sounds_of, terms_of, words_of
from tron.core.scripts.matching import fold

SAME = """
delivery डिलीवरी|keemat कीमत|kimat क़ीमत|order ऑर्डर|payment पेमेंट|warranty वारंटी|service सर्विस|phone फ़ोन
password पासवर्ड|bill बिल|plan प्लान|fees फीस|gold गोल्ड|price प्राइस|paise पैसे|mehngi महँगी|company कंपनी
credit क्रेडिट|cancel कैंसिल|installation इंस्टॉलेशन|chawal चावल|basmati बासमती|wapsi वापसी|shikayat शिकायत
darwaza दरवाज़ा|dakhila दाखिला|khulta खुलता|samay समय|yojana योजना|bijli बिजली|kist किस्त|chhutti छुट्टी
account अकाउंट|address एड्रेस|insurance इंश्योरेंस|premium प्रीमियम|hostel हॉस्टल|Rajesh राजेश|Sharma शर्मा
"""
OTHERS = "bill bal|rice rajya|delivery dalal|order udhaar|plan pankha|phone pani"


@pytest.mark.parametrize("pair", [pair for line in SAME.strip().splitlines() for pair in line.split("|")])
def test_words_sound_the_same_in_both_scripts(pair):
    latin, devanagari = map(fold, pair.split())
    assert sound(latin) == sound(devanagari) != ""


@pytest.mark.parametrize("pair", OTHERS.split("|"))
def test_other_words_sound_different(pair):
    one, other = map(fold, pair.split())
    assert sound(one) != sound(other)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What is the price of the gold plan?", ["price", "gold", "plan"]),
        ("डिलीवरी में कितने दिन लगते हैं?", ["डिलीवरी", "दिन", "लगते"]),
        ("refund kitne din mein milega", ["refund", "din", "milega"]),
        ("haan ji, theek hai", []),
        ("", []),
        ("?!", []),
    ],
)
def test_the_words_that_matter(question, words):
    assert [term.word for term in terms_of(question)] == [fold(word) for word in words]


def test_a_term_has_its_meanings_and_its_sound_in_the_other_script():
    [term] = terms_of("kimat")
    assert {"price", "कीमत", "दाम"} <= set(term.alternatives)
    assert term.sounds == ("d:kmt",)
    assert "d:kmt" in sounds_of(words_of("इसकी कीमत क्या है"))


def test_long_speech_is_bounded():
    assert len(terms_of(" ".join(f"word{n}x" for n in range(1000)))) == 24
    assert len(words_of("अलग शब्द " * 5000)) == 10_000
