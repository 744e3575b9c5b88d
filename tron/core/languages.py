"""The language of a call: follows the caller, but not each stray word.

A change takes a clear long turn, two turns in a row, or the caller's wish. Hinglish is Hindi: its voice is hi-IN.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from tron.core.language_wishes import wishes
from tron.core.scripts.phrases import Script, script_of
from tron.core.voices import LANGUAGE_CODES
from tron.core.word_lists import ENGLISH, HINDI, MARATHI, NEITHER, ROMANISED

Why = Literal["asked", "clear_turn", "turns_in_a_row"]

TURNS = 2
"""Turns in a row in another language that change it."""
CLEAR_WORDS = 5
"""Words of another language in one turn that change it at once."""
CLEAR_ENGLISH = 7
"""The same for English, whose short questions are common in Hindi talk."""
SURE, UNSURE = 0.8, 0.4
"""Confidences from which the recogniser's word counts much, and below which its text counts less."""

_BY_SCRIPT: dict[Script, str] = {
    "devanagari": "hi-IN",
    "bengali": "bn-IN",
    "gurmukhi": "pa-IN",
    "gujarati": "gu-IN",
    "odia": "od-IN",
    "tamil": "ta-IN",
    "telugu": "te-IN",
    "kannada": "kn-IN",
    "malayalam": "ml-IN",
}
_PUNCTUATION = re.compile(r"[^\w\u0900-\u0dff\u200c\u200d]+")


@dataclass(frozen=True, slots=True)
class LanguageChange:
    """From one language (BCP 47) to another, and why."""

    before: str
    after: str
    why: Why


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one turn tells: a language, and whether the turn alone is enough."""

    language: str
    clear: bool = False


class LanguageTracker:
    """One per call. `primary` is the agent's language, `start` the one known of this number, both BCP 47."""

    def __init__(self, primary: str, allowed: Collection[str] = LANGUAGE_CODES, *, start: str | None = None) -> None:
        self._allowed = frozenset(allowed) | {primary}
        self.language = start if start in self._allowed and start is not None else primary
        """The language the call is in."""
        self._other = ""
        self._turns = 0

    def memory(self) -> tuple[str, str, int]:
        """All that it goes by, as JSON types."""
        return self.language, self._other, self._turns

    def recall(self, memory: tuple[str, str, int]) -> None:
        self.language, self._other, self._turns = memory

    def hear(self, text: str, recognised: str | None = None, confidence: float | None = None) -> LanguageChange | None:
        """One turn of the caller, with the recogniser's language and confidence where it tells them."""
        wish = self._wish(text)
        if wish is not None:
            return self._turn_to(wish, "asked")
        evidence = weigh(text, language_code(recognised), confidence)
        if evidence is None or evidence.language not in self._allowed:
            return None
        if evidence.clear or evidence.language == self.language:
            return self._turn_to(evidence.language, "clear_turn")
        self._turns = self._turns + 1 if evidence.language == self._other else 1
        self._other = evidence.language
        return self._turn_to(evidence.language, "turns_in_a_row") if self._turns >= TURNS else None

    def _wish(self, text: str) -> str | None:
        """The language the caller asks for, if the agent may speak it."""
        wanted, refused = wishes(text)
        possible = [language for language in wanted if language in self._allowed]
        if possible or self.language not in refused:
            return possible[-1] if possible else None
        spoken = weigh(text, None, None)
        choices = [spoken.language if spoken else "", "en-IN", "hi-IN"]
        return next((code for code in choices if code in self._allowed and code not in refused), None)

    def _turn_to(self, language: str, why: Why) -> LanguageChange | None:
        """Forgets the turns in other languages; a change unless the call is in `language` already."""
        before, self.language = self.language, language
        self._other, self._turns = "", 0
        return LanguageChange(before, language, why) if language != before else None


def language_code(code: str | None) -> str | None:
    """A recogniser's code ("hi", "hi-IN", "or", "unknown") as one of Tron's languages, else None."""
    short = (code or "").replace("_", "-").split("-")[0].lower()
    short = {"or": "od", "ori": "od"}.get(short, short)
    return next((language for language in LANGUAGE_CODES if language.startswith(f"{short}-")), None) if short else None


def weigh(text: str, recognised: str | None, confidence: float | None) -> Evidence | None:
    """What a turn tells of its language; None where it tells nothing ("hello", "ok", a number)."""
    words = _PUNCTUATION.sub(" ", text.casefold().replace("'", "").replace("’", "")).split()
    telling = [word for word in words if word not in NEITHER and not word.isdecimal()]
    if not telling:
        return None
    evidence = _by_script(telling) or _by_words(telling, len(words)) or _by_recogniser(telling, recognised, confidence)
    if evidence is None:
        return None
    doubted = recognised not in (None, evidence.language) and (confidence or 0) >= SURE
    if confidence is not None and confidence < UNSURE:
        return Evidence(evidence.language) if evidence.clear else None
    return Evidence(evidence.language) if doubted else evidence


def _by_script(words: list[str]) -> Evidence | None:
    """The language of the script most words are in; Latin words beside it are English words that it borrows."""
    scripts = Counter(script_of(word) for word in words)
    language, count = "", 0
    for script, found in scripts.items():
        if script in _BY_SCRIPT and found > count:
            language, count = _BY_SCRIPT[script], found
    if not language or count * 4 < len(words):
        return None
    if language == "hi-IN" and _is_marathi(words):
        language = "mr-IN"
    return Evidence(language, clear=count >= CLEAR_WORDS)


def _is_marathi(words: list[str]) -> bool:
    hits = sum(1 for word in words if word in MARATHI)
    return hits >= 2 or (hits == 1 and len(words) <= 3)


def _by_words(words: list[str], length: int) -> Evidence | None:
    """For Latin letters: Hindi words make it Hinglish however many English ones stand around them.

    `length` is the turn's words, those that tell nothing included.
    """
    hindi = sum(1 for word in words if word in HINDI)
    english = sum(1 for word in words if word in ENGLISH)
    for language, known in ROMANISED.items():
        hits = sum(1 for word in words if word in known)
        if hits > hindi and hits >= 2:
            return Evidence(language, clear=hits >= 3 and length >= CLEAR_WORDS)
    if hindi and hindi * 3 >= english:
        return Evidence("hi-IN", clear=hindi >= 3 and length >= CLEAR_WORDS)
    if english >= 2:
        return Evidence("en-IN", clear=not hindi and english >= 3 and length >= CLEAR_ENGLISH)
    return None


def _by_recogniser(words: list[str], recognised: str | None, confidence: float | None) -> Evidence | None:
    """Where the words tell nothing: the recogniser's code, but not for a single word."""
    if recognised is None or len(words) < 2 or (confidence is not None and confidence < SURE):
        return None
    return Evidence(recognised)
