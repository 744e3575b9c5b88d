"""The normaliser: markup off, then from the most telling figures to the plainest, then signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tron.core.spoken.addresses import addresses
from tron.core.spoken.calendar import dates, times, weekdays
from tron.core.spoken.codes import codes, phones
from tron.core.spoken.english import English
from tron.core.spoken.figures import figures, vulgar
from tron.core.spoken.hindi import Hindi
from tron.core.spoken.markup import plain, tidy
from tron.core.spoken.money import money, scaled
from tron.core.spoken.native import NATIVE
from tron.core.spoken.signs import abbreviations, signs, signs_before_figures
from tron.core.spoken.tongue import Tongue
from tron.core.spoken.units import measures, per
from tron.core.spoken.wrong_script import Finding, carry_over, foreign_words
from tron.core.word_lists import ENGLISH, HINDI

LONGEST = 1000
"""Characters that are looked at together: a bound on the work for what is no sentence."""
_HINDI, _ENGLISH = Hindi(), English()
# Wide letters, and the "bold" and "italic" ones that models take where Markdown is not shown.
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
# Wide letters, and the "bold" and "italic" ones that models take where Markdown is not shown.
_STYLED = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
_DIGIT = re.compile(r"\d")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_DEVANAGARI = re.compile("[\u0900-\u097f]")
_LATIN_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Text for a voice, and the words of a script that the voice does not speak."""

    text: str
    findings: tuple[Finding, ...] = ()


def speakable(text: str, language: str) -> str:
    """`text` as a voice of `language` (BCP 47: hi-IN, en-IN, ta-IN ...) should be given it. Pure; never raises."""
    return spoken(text, language).text


def spoken(text: str, language: str) -> Spoken:
    """As `speakable`, with what was found in a script that the voice does not speak."""
    if len(text) > LONGEST:
        parts = [spoken(part, language) for part in _parts(text)]
        return Spoken(
            " ".join(part.text for part in parts if part.text),
            tuple(finding for part in parts for finding in part.findings),
        )
    text = unicodedata.normalize(
        "NFC", _STYLED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), vulgar(text))
    )
    tongue = _tongue(text, language)
    text = plain(text, tongue.words.stop)
    text, findings = carry_over(text, language)
    if tongue.spells_figures:
        text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text)
    text = addresses(text, tongue)
    if _DIGIT.search(text):
        text = _figures(text, tongue)
    if tongue.spells_figures:
        text = weekdays(text, tongue)
    text = signs(abbreviations(text, tongue), tongue)
    return Spoken(tidy(text), tuple(findings))


def _parts(text: str) -> Iterator[str]:
    """`text` in pieces of at most LONGEST characters, cut at spaces where there are some."""
    while text:
        cut = len(text) if len(text) <= LONGEST else text.rfind(" ", LONGEST // 2, LONGEST) + 1 or LONGEST
        yield text[:cut]
        text = text[cut:]


def wrong_script(text: str, language: str) -> bool:
    """Whether any word is in a script that a voice of `language` does not speak. Latin letters are never wrong."""
    return bool(foreign_words(text, language))


def _figures(text: str, tongue: Tongue) -> str:
    text = signs_before_figures(text, tongue)
    if not tongue.spells_figures:
        return codes(phones(scaled(money(text, tongue), tongue), tongue), tongue)
    text = money(text, tongue)
    if _DIGIT.search(text):
        text = times(dates(text, tongue), tongue)
        text = codes(phones(scaled(measures(text, tongue), tongue), tongue), tongue)
        text = figures(text, tongue)
    return per(text, tongue)


def _tongue(text: str, language: str) -> Tongue:
    """Hindi voices say the figures of an English sentence in English, all others in Hindi."""
    code = language[:2].lower()
    if code != "hi":
        return NATIVE.get(code, _ENGLISH)
    if _DEVANAGARI.search(text):
        return _HINDI
    words = _LATIN_WORD.findall(text.lower())
    english = len(words) >= 3 and not HINDI.intersection(words) and len(ENGLISH.intersection(words)) >= 2
    return _ENGLISH if english else _HINDI
