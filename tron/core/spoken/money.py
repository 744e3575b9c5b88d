"""Amounts of money, and numbers with lakh and crore."""

from __future__ import annotations

import re

from tron.core.spoken.patterns import DASH, END, NUMBER, SCALE, SCALES, START
from tron.core.spoken.tongue import Tongue
from tron.core.spoken.units import per_unit

_PREFIXES = {
    "INR": rf"₹|{START}(?i:rs\.?|inr|rupees?)(?![a-z])|{START}(?:रुपये|रुपए|रु\.|रू\.|रु|रू)(?!\w)",
    "USD": rf"(?:{START}US)?\$|{START}(?i:usd)(?![a-z])",
    "EUR": rf"€|{START}(?i:eur)(?![a-z])",
    "GBP": rf"£|{START}(?i:gbp)(?![a-z])",
}
_SUFFIXES = {
    "INR": r"₹|(?i:rupees?|rupaye|rupaya|rupay|rupiya|rupai|rs\.?|inr)(?![a-z])|रुपये|रुपए|रुपया|रु\.|रू\.|रु|रू",
    "USD": r"\$|(?i:dollars?|usd)(?![a-z])|डॉलर",
    "EUR": r"€|(?i:euros?|eur)(?![a-z])|यूरो",
    "GBP": r"£|(?i:pounds?|gbp)(?![a-z])|पाउंड",
}


def _any(names: dict[str, str]) -> str:
    return "(?:" + "|".join(names.values()) + ")"


_PER = r"(?:\s?/\s?(?P<per>[A-Za-z]{1,7}|महीना|महीने|साल|दिन|किलो)" + END + ")?"
_BEFORE = re.compile(
    rf"(?P<minus>[-−]\s?)?(?P<money>{_any(_PREFIXES)})\s?(?P<minus2>[-−]\s?)?"
    rf"(?P<low>{NUMBER})(?:\s?(?P<scale1>{SCALE}){END})?"
    rf"(?:{DASH}(?:{_any(_PREFIXES)})?\s?(?P<high>{NUMBER}))?(?:\s?(?P<scale>{SCALE}){END})?"
    rf"(?(scale1)(?:\s(?P<rest>{NUMBER})\s?(?P<rest_scale>{SCALE}){END})?|)(?P<even>\s?/[-=](?!\d))?{_PER}"
)
_PAISE_TOO = r"(?:\s+(?:(?:and|aur|और|&)\s+)?(?P<part>\d{1,2})\s*(?i:paise|paisa|पैसे|पैसा)" + END + ")"
_AFTER = re.compile(
    rf"(?<![\w.,])(?P<minus>[-−])?(?P<low>{NUMBER})(?:{DASH}(?P<high>{NUMBER}))?(?:\s?(?P<scale>{SCALE}))?"
    rf"[ -]?(?P<money>{_any(_SUFFIXES)}){END}(?:{_PAISE_TOO}|(?<=[a-zेाएरोड])(?<!s)|(?<=[a-z]{{4}}s)|(?!\s?\d)){_PER}"
)
_EVEN = re.compile(rf"(?<![\w.,])(?P<low>{NUMBER})/[-=](?!\d)")
_PAISE = re.compile(rf"(?<![\w.,])(\d{{1,4}})\s*((?i:paise|paisa)|पैसे|पैसा){END}")
_SCALED = re.compile(rf"(?<![\w.,])({NUMBER})(?:{DASH}({NUMBER}))?\s?({SCALE}){END}")
_ARTICLE = re.compile(r"\b[Aa]n? $")
_DONE = "\ue000"
"""Stands behind "500 rupees 2 days", so that the rupees are not taken for a prefix of the 2."""
_LETTERS = {"L": "lakh", "k": "thousand", "K": "thousand"}
_SIGN = re.compile("[₹₨]")
_HINTS = re.compile(r"[₹$€£₨]|/[-=]|(?i:rs|inr|rup|usd|dollar|eur|gbp|pound|pais)|रु|रू|पैस|डॉलर|यूरो|पाउंड")


def money(text: str, tongue: Tongue) -> str:
    """Amounts in words: rupees and paise, dollars, euros, pounds; ranges of them; "per month" behind them."""
    if _HINTS.search(text):
        text = text.replace("₨", "₹")
        text = _AFTER.sub(lambda match: _amount(match, tongue, _which(match["money"], _SUFFIXES)) + _DONE, text)
        text = _BEFORE.sub(lambda match: _amount(match, tongue, _which(match["money"], _PREFIXES)), text)
        text = text.replace(_DONE, "")
        text = _EVEN.sub(lambda match: _plain(match["low"], "INR", tongue), text)
        text = _PAISE.sub(lambda match: _part(match[1], "INR", tongue), text)
        text = _SIGN.sub(f" {tongue.currencies['INR'].many} ", text)
    return text


def scaled(text: str, tongue: Tongue) -> str:
    """Numbers before lakh, crore and thousand that are no money."""

    def said(match: re.Match[str]) -> str:
        scale = _which(match[3], SCALES)
        low = f"{tongue.number(match[1])} {tongue.words.to} " if match[2] else ""
        return low + tongue.scaled(match[2] or match[1], scale)

    return _SCALED.sub(said, text)


def _which(written: str, names: dict[str, str]) -> str:
    bare = written.rstrip(".")
    if bare in _LETTERS:
        return _LETTERS[bare]
    return next(name for name, pattern in names.items() if re.fullmatch(pattern, bare))


def _amount(match: re.Match[str], tongue: Tongue, currency: str) -> str:
    found = match.groupdict()
    scale = found["scale"] or found.get("scale1")
    last = found["high"] or found["low"]
    if scale:
        rest = f" {tongue.scaled(found['rest'], _which(found['rest_scale'], SCALES))}" if found.get("rest") else ""
        spoken = f"{tongue.scaled(last, _which(scale, SCALES))}{rest} {tongue.currencies[currency].many}"
    else:
        adjective = found["money"].lower() == "rupee" or bool(_ARTICLE.search(match.string, 0, match.start()))
        spoken = _plain(last, currency, tongue, adjective=adjective)
    if found["high"]:
        low, first = found["low"], found.get("scale1")
        start = tongue.scaled(low, _which(first, SCALES)) if first and found["scale"] else _whole(low, tongue)
        spoken = f"{start} {tongue.words.to} {spoken}"
    if found.get("part"):
        spoken = _joined(spoken, _part(found["part"], currency, tongue), tongue)
    if found["minus"] or found.get("minus2"):
        spoken = f"{tongue.words.minus} {spoken}"
    return _spaced(match, spoken + (per_unit(found["per"], tongue) if found["per"] else ""))


def _spaced(match: re.Match[str], spoken: str) -> str:
    """Room between an amount and the words that touched it."""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return f"{' ' if before.isalnum() else ''}{spoken}{' ' if after.isalpha() else ''}"


def _whole(amount: str, tongue: Tongue) -> str:
    return tongue.number(amount)


def _plain(amount: str, currency: str, tongue: Tongue, adjective: bool = False) -> str:
    """An amount without a scale: paise are told when there are one or two places."""
    names = tongue.currencies[currency]
    whole, _, fraction = amount.partition(".")
    if not tongue.spells_figures:
        return f"{amount} {names.many}"
    parts = fraction.ljust(2, "0") if len(fraction) <= 2 else ""
    if fraction and not parts:
        return f"{tongue.number(amount)} {names.many}"
    one = whole.replace(",", "") == "1" or adjective
    rupees = f"{tongue.number(whole)} {names.one if one else names.many}"
    if not parts.strip("0"):
        return rupees
    spoken = _part(parts.lstrip("0"), currency, tongue)
    return spoken if not whole.replace(",", "").strip("0") else _joined(rupees, spoken, tongue)


def _part(count: str, currency: str, tongue: Tongue) -> str:
    names = tongue.currencies[currency]
    return f"{tongue.number(count)} {names.part if count == '1' else names.parts}"


def _joined(rupees: str, paise: str, tongue: Tongue) -> str:
    return f"{rupees} and {paise}" if tongue.words.and_ == "and" else f"{rupees} {paise}"
