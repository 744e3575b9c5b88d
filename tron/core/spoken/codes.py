"""Telephone numbers, order ids, PINs and OTPs: digit by digit, with pauses between groups."""

from __future__ import annotations

import re

from tron.core.spoken.patterns import END, START
from tron.core.spoken.tongue import Tongue

_GROUP = r"\d{2,6}"
_PHONE = re.compile(
    r"(?<![\w+])\+\d[\d\s().-]{7,20}\d(?![\d])"
    r"|(?<![\w.,])1800[-\s]?\d{2,4}[-\s]?\d{3,4}(?![\d])"
    r"|(?<![\w.,])\(?0\d{2,4}\)?[\s-]\d{6,8}(?!\d)"
    r"|(?<![\w.,-])0?\d{5}[\s-]\d{5}(?![\d-])"
    r"|(?<![\w.,-])(?:1-)?\d{3}[-\s]\d{3}[-\s]\d{4}(?![\d-])"
    r"|(?<![\w.,-])\d{4}(?:[-\s]\d{4}){2,3}(?![\d-])"
    r"|(?<![\w.,])\d{10,}(?!\d|[.,]\d)"
)
_MASKED = re.compile(r"(?<!\w)[xX]{2,}(?:[ -][xX]{2,})*[ -]?(\d{3,6})(?!\d)")
_STRONG = (
    r"(?i:numbers?|no|nos|nmbr|ids?|ref|reference|awb|tracking|a/c|pnr|otp|pin ?code|pin|code|token|utr|cvv|ifsc|"
    r"ending|ends|digits?|postal|zip|extension|ext|docket|नंबर|नम्बर|नंबर|आईडी|ओटीपी|पिन ?कोड|पिन|कोड|टोकन|अंक|अंत में)"
)
_WEAK = (
    r"(?i:order|ticket|account|acc|acct|invoice|policy|booking|complaint|request|consignment|transaction|txn|card|loan|"
    r"customer|consumer|employee|roll|vehicle|flight|train|ऑर्डर|टिकट|खाता|अकाउंट|कार्ड|बुकिंग|शिकायत|पॉलिसी|लोन)"
)
_LINK = r"(?:[\s:#.\-=(]|(?i:is|hai|with|in|the|your|aapka|no|number|id|code)(?=[\s:#.])|है|नंबर|आपका)"
_AFTER_STRONG = re.compile(rf"({START}{_STRONG}{_LINK}{{1,6}})(\d{{3}} \d{{3}}|\d{{3,9}})(?![\d:/%]|[.,]\d|-\d){END}")
# "order 1500 pieces" is no id: round numbers after such words are amounts.
_AFTER_WEAK = re.compile(rf"({START}{_WEAK}{_LINK}{{1,6}})(?!\d*00(?!\d))(\d{{4,9}})(?![\d:/%]|[.,]\d|-\d){END}")
_THEN_OTP = re.compile(
    r"(?<![\w.,/:-])(\d{3,9})(?=\s+(?:is|hai|है)?\s*(?:your|the|aapka|aapki|apka|आपका|आपकी)?\s*"
    rf"(?i:otp|pin|code|verification|ओटीपी|पिन|कोड){END})"
)
_PIN_OF_PLACE = re.compile(r"(?<=[^\W\d_]|[\u0900-\u0dff])\s?[-–]\s?(?!\d*00(?!\d))([1-9]\d{5})(?!\d|[.,]\d)")
_HIDDEN = re.compile(r"(?<!\w)(\d{1,6})[xX]{2,}(\d{1,6})(?!\w)")
_HASH = re.compile(r"(?<![\w&])#\s?(\d{1,12})(?!\d)")
_TOKEN = re.compile(r"(?<![\w@.#])(?=[A-Za-z/-]*\d)(?=[\d/-]*[A-Za-z])[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)*(?![\w@])")
_PIECE = re.compile(r"\d+|[A-Za-z]+")
_LEFT = re.compile(r"\d+(?:st|nd|rd|th)|\d+x\d+", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"(?<![\w.,:/-])0\d{2,}(?![\d:/]|[.,]\d)")


def phones(text: str, tongue: Tongue) -> str:
    """Telephone numbers, card numbers, and all runs of ten digits and more."""
    return _PHONE.sub(lambda match: grouped(match[0], tongue), text)


def codes(text: str, tongue: Tongue) -> str:
    """Digits that the words before or after them mark as a number to be dialled, typed or written down."""
    text = _MASKED.sub(lambda match: f"{tongue.words.ending} {tongue.digits(match[1])}", text)
    text = _HIDDEN.sub(
        lambda match: f"{grouped(match[1], tongue)}, {tongue.words.ending} {grouped(match[2], tongue)}", text
    )
    text = _PIN_OF_PLACE.sub(lambda match: f", {grouped(match[1], tongue)}", text)
    text = _HASH.sub(lambda match: f"{tongue.words.number} {_short(match[1], tongue)}", text)
    text = _AFTER_STRONG.sub(lambda match: match[1].rstrip("#") + grouped(match[2], tongue), text)
    text = _AFTER_WEAK.sub(lambda match: match[1].rstrip("#") + grouped(match[2], tongue), text)
    text = _THEN_OTP.sub(lambda match: grouped(match[1], tongue), text)
    text = _TOKEN.sub(lambda match: _token(match[0], tongue), text)
    return _LEADING_ZERO.sub(lambda match: grouped(match[0], tongue), text)


def grouped(written: str, tongue: Tongue) -> str:
    """Digits one by one; commas, which voices pause at, between the groups."""
    plus = f"{tongue.words.plus} " if written.lstrip().startswith("+") else ""
    groups = re.findall(r"\d+", written)
    if len(groups) == 1 or (plus and len(groups) < 3):
        groups = _country(groups) if plus else _chunks(groups[0])
    else:
        groups = [chunk for group in groups for chunk in _chunks(group)]
    return plus + ", ".join(tongue.digits(group) for group in groups)


def _country(groups: list[str]) -> list[str]:
    """Groups of an international number that was written in one or two: +91 and twice five, +1 and 3, 3, 4."""
    digits = "".join(groups)
    if digits.startswith("91") and len(digits) == 12:
        return ["91", digits[2:7], digits[7:]]
    if digits.startswith("1") and len(digits) == 11:
        return ["1", digits[1:4], digits[4:7], digits[7:]]
    return [digits[:2], *_chunks(digits[2:])] if len(groups) == 1 else [groups[0], *_chunks(groups[1])]


def _chunks(digits: str) -> list[str]:
    """Up to six digits stay together, ten make two fives, others fours."""
    if len(digits) <= 6:
        return [digits]
    if len(digits) == 10:
        return [digits[:5], digits[5:]]
    if len(digits) == 11 and digits.startswith("0"):
        return ["0", digits[1:6], digits[6:]]
    size = 4
    rest = len(digits) % size
    cuts = [digits[at : at + size] for at in range(0, len(digits) - (rest if rest == 1 else 0), size)]
    return [*cuts[:-1], cuts[-1] + digits[-1]] if rest == 1 else cuts


def _short(digits: str, tongue: Tongue) -> str:
    """One or two digits are a number, more are read one by one."""
    return tongue.number(digits) if len(digits) <= 2 and digits[0] != "0" else grouped(digits, tongue)


def _token(token: str, tongue: Tongue) -> str:
    """A code of letters and digits, such as ORD-4521 or KA01AB1234."""
    if _LEFT.fullmatch(token):
        return token
    if token in tongue.abbreviations:
        return tongue.abbreviations[token]
    parts = re.split(r"[-/]", token)
    spoken = [" ".join(_piece(piece, tongue) for piece in _PIECE.findall(part)) for part in parts]
    return (", " if len(token) > 6 and re.search(r"\d{3}", token) else " ").join(part for part in spoken if part)


def _piece(piece: str, tongue: Tongue) -> str:
    if piece.isdigit():
        return _short(piece, tongue) if tongue.spells_figures or len(piece) > 2 else piece
    word = not piece.isupper() or (len(piece) > 3 and bool(re.search("[AEIOU]", piece)))
    return piece if word else tongue.abbreviations.get(piece) or tongue.spell(piece)
