"""Abbreviations, titles, and signs that stand for a word."""

from __future__ import annotations

import re
from functools import cache

from tron.core.spoken.patterns import END, START
from tron.core.spoken.tongue import Tongue

# Nobody means a word by these, however they are written.
_ANY_CASE_WORDS = """
otp emi gst upi kyc sms atm ifsc neft rtgs imps cvv pnr mrp cod cibil wifi wi-fi whatsapp fastag
"""
_ANY_CASE = frozenset(_ANY_CASE_WORDS.split())
_PLURAL = re.compile(r"[A-Z]{2,5}s")
_TOKEN = re.compile(r"(?<![\w@])(?:[A-Za-z]{2,8}(?:-[Ff]i)?|[2-5]G|[Bb]2[BbCc])(?![\w@]|'[a-z])")
_DOTTED = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,5}(?![\w])")
_CONSONANTS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,5}")
_NOT_SPELLED = frozenset({"AM", "PM", "HMM", "SHH", "MR", "MRS", "DR"})
_NO = re.compile(r"(?<!\w)(?:(?:[Nn]o|NO|क्र|नं)\.?\s?(?=\d)|(?:[Nn]o|NO|क्र|नं)\.\s?(?=[A-Z]{1,5}[-/]?\d|[A-Z]{1,5}/))")
_PRESS = re.compile(r"(?i)\b((?:press|dabaye\w*|dabaen|dial|enter|then|or|ya|और|या)\s+)([*#])(?!\w)")
_DABA = re.compile(r"(?<!\S)([*#])(?=\s+(?:dab\w*|press|दबा\S*))")
_OR = re.compile(r"(?<=[^\W\d_]|[\u0900-\u0dff])\s?/\s?(?=[^\W\d_])")
_ONE_WORD = re.compile(r"(?i)(?<![\w/])(and/or|a/c|w/o|c/o|n/a|s/o|d/o)(?![\w/])")
_SLASHED = {
    "a/c": "account",
    "and/or": "or",
    "c/o": "care of",
    "w/o": "without",
    "n/a": "not available",
    "s/o": "son of",
    "d/o": "daughter of",
}
_ABOUT = re.compile(r"~\s?(?=[\d₹])")
_LONG_DASH = re.compile(r"\s*[—–]\s*|\s+--?\s+")
_HASHTAG = re.compile(r"#(?=[^\W\d])")
_SILENT = re.compile(r"[*_`~^|\\<>{}\[\]#\"•→←⇒=§¶†‡°¢¥€£$%]|(?<=\s)[/+](?=\s|$)|^[/+](?=\s|$)")


def signs_before_figures(text: str, tongue: Tongue) -> str:
    """Signs that only a number behind them explains."""
    text = _NO.sub(f"{tongue.words.number} ", text)
    if "~" in text:
        text = _ABOUT.sub(f"{tongue.words.about} ", text)
    return text


def abbreviations(text: str, tongue: Tongue) -> str:
    """COD, EMI, GST and their like, spelled or said as the language does; Mr., Dr. and others in full."""
    text = _titles(tongue).sub(lambda match: tongue.titles[match[1]] + (match[2] or ""), text)
    text = _DOTTED.sub(lambda match: tongue.spell(match[0].replace(".", "")), text)
    shouted = sum(1 for word in re.findall(r"[A-Za-z]{2,}", text) if word.isupper()) > 3 and text.upper() == text
    return _TOKEN.sub(lambda match: _abbreviation(match[0], tongue, shouted), text)


def signs(text: str, tongue: Tongue) -> str:
    """ "&", "/", "@", "#" and "*" where they mean a word; what stays silent goes."""
    words = tongue.words
    if "*" in text or "#" in text:
        text = _PRESS.sub(lambda match: match[1] + _key(match[2], tongue), text)
        text = _DABA.sub(lambda match: _key(match[1], tongue), text)
        text = _HASHTAG.sub("", text)
    text = _ONE_WORD.sub(lambda match: _SLASHED[match[1].lower()], text)
    text = _OR.sub(f" {words.or_} ", text)
    if "&" in text:
        text = text.replace("&amp;", "&").replace("&", f" {words.and_} ")
    if "@" in text:
        text = text.replace("@", f" {words.at} ")
    if " + " in text or " = " in text:
        text = text.replace(" + ", f" {words.plus} ").replace(" = ", f" {words.equals} ")
    text = _LONG_DASH.sub(", ", text)
    if "%" in text:
        text = text.replace("%", f" {words.percent} ")
    return _SILENT.sub(" ", text)


def _key(sign: str, tongue: Tongue) -> str:
    return tongue.words.star if sign == "*" else tongue.words.hash_


def _abbreviation(token: str, tongue: Tongue, shouted: bool) -> str:
    known = tongue.abbreviations
    if token in known:
        return known[token]
    if token.lower() in _ANY_CASE:
        return _by_lower(tongue).get(token.lower(), token)
    if _PLURAL.fullmatch(token) and token[:-1] in known:
        return known[token[:-1]] + ("" if tongue.words.stop == "।" else "s")
    if not shouted and _CONSONANTS.fullmatch(token) and token not in _NOT_SPELLED:
        return tongue.spell(token)
    return token


@cache
def _by_lower(tongue: Tongue) -> dict[str, str]:
    return {name.lower(): spoken for name, spoken in tongue.abbreviations.items()}


@cache
def _titles(tongue: Tongue) -> re.Pattern[str]:
    names = sorted((re.escape(name) for name in tongue.titles if name != "No"), key=len, reverse=True)
    return re.compile(
        rf"{START}({'|'.join(names)})(?:\.(?=\s*$)|\.|(?=\s+[A-Z])(?<=Mr|Ms|Dr)|(?<=Mrs)(?=\s+[A-Z])){END}()"
    )
