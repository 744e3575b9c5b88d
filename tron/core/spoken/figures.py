"""What is left of figures: ordinals, ranges, fractions, plain numbers."""

from __future__ import annotations

import re

from tron.core.spoken.hindi import Hindi
from tron.core.spoken.patterns import END, NUMBER, START
from tron.core.spoken.tongue import Tongue

_PLACES = {"½": "5", "¼": "25", "¾": "75", "1/2": "5", "1/4": "25", "3/4": "75"}
_VULGAR = re.compile(r"(\d*)\s?([½¼¾])")
_MIXED = re.compile(r"(?<![\w.,/-])(\d{1,3})\s(1/2|1/4|3/4)(?![\w/])")
_ENGLISH_ORDINAL = re.compile(rf"{START}(\d{{1,3}})(?:st|nd|rd|th){END}", re.IGNORECASE)
_HINDI_ORDINAL = re.compile(rf"{START}(\d{{1,3}})-?(?:वाँ|वां|वा|वीं|वी|वें|वे|ला|ली|ले|रा|री|रे|था|थी|थे|ठा|ठी|ठे){END}")
_ENDINGS = {"ा": "वाँ", "ी": "वीं", "े": "वें"}
_ALWAYS = re.compile(rf"{START}24\s?[/x×]\s?7{END}")
_FRACTION = re.compile(r"(?<![\w.,/-])(\d{1,3})/(\d{1,3})(?![\w/]|[.,]\d)")
_RANGE = re.compile(rf"(?<![\w.,/-])({NUMBER})\s?[-–—]\s?({NUMBER})(?![\d/]|-\d)")
_TIMES = re.compile(r"(?<![\w.,])(\d{1,4})\s?[x×]\s?(\d{1,4})(?!\w)")
_AND_MORE = re.compile(rf"(?<![\w.,])({NUMBER})\+(?!\d)")
_SUM = re.compile(r"(?<=\d)\s?([+=])\s?(?=\d)")
_SIGNED = re.compile(r"(?<![\w\u0900-\u0dff)])[-−](?=\d)")
_VERSION = re.compile(r"(?<![\w.,])\d+(?:\.\d+){2,}(?!\w|\.\d)")
_LEADING_POINT = re.compile(r"(?<![\w.,])\.(?=\d)")
_NUMBER = re.compile(rf"(?:(?<=[^\W\d_])-)?({NUMBER})-?")


def vulgar(text: str) -> str:
    """2½ as 2.5, so that it counts as a number everywhere."""
    return _VULGAR.sub(lambda match: f"{match[1] or 0}.{_PLACES[match[2]]}", text)


def figures(text: str, tongue: Tongue) -> str:
    """All digits that are left, in words."""
    words = tongue.words
    text = _MIXED.sub(lambda match: tongue.quantity(f"{match[1]}.{_PLACES[match[2]]}"), text)
    text = _ENGLISH_ORDINAL.sub(lambda match: tongue.ordinal(int(match[1])), text)
    if isinstance(tongue, Hindi):
        text = _HINDI_ORDINAL.sub(lambda match: _gendered(match, tongue), text)
    text = _ALWAYS.sub(tongue.always, text)
    text = _FRACTION.sub(lambda match: _fraction(match, tongue), text)
    text = _RANGE.sub(lambda match: f"{tongue.number(match[1])} {words.to} {tongue.number(match[2])}", text)
    text = _TIMES.sub(lambda match: f"{tongue.number(match[1])} {words.by} {tongue.number(match[2])}", text)
    text = _AND_MORE.sub(lambda match: tongue.more(tongue.number(match[1])), text)
    text = _SUM.sub(lambda match: f" {words.plus if match[1] == '+' else words.equals} ", text)
    text = _VERSION.sub(lambda match: f" {words.point} ".join(map(tongue.number, match[0].split("."))), text)
    text = _LEADING_POINT.sub("0.", _SIGNED.sub(f"{words.minus} ", text))
    return _NUMBER.sub(lambda match: _spaced(match, tongue.number(match[1])), text)


def _gendered(match: re.Match[str], tongue: Hindi) -> str:
    vowel = next((sign for sign in reversed(match[0]) if sign in _ENDINGS), "ा")
    return tongue.gendered(int(match[1]), _ENDINGS[vowel])


def _fraction(match: re.Match[str], tongue: Tongue) -> str:
    named = {"1/2": tongue.words.half, "1/4": tongue.words.quarter, "3/4": tongue.words.three_quarters}.get(match[0])
    return named or f"{tongue.number(match[1])} {tongue.words.over} {tongue.number(match[2])}"


def _spaced(match: re.Match[str], spoken: str) -> str:
    """Room between a number and the letters that touched it."""
    text, start, end = match.string, match.start(), match.end()
    before = " " if start and (text[start - 1].isalnum() or match[0].startswith("-")) else ""
    after = " " if end < len(text) and (text[end].isalpha() or match[0].endswith("-")) else ""
    return f"{before}{spoken}{after}"
