"""E-mail and web addresses, said so that a person can write them down."""

from __future__ import annotations

import re

from tron.core.spoken.tongue import Tongue

_EMAIL = re.compile(
    r"(?<![\w.+@-])(?:mailto:)?([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})(?![\w@])"
)
_URL = re.compile(
    r"(?:https?://|(?<![\w.@-])www\.)[^\s<>\"]{1,500}"
    r"|(?<![\w.@/-])[A-Za-z0-9][A-Za-z0-9-]{0,62}(?:\.[A-Za-z0-9-]{1,63})*\.(?:com|in|org|net|io|ai|app|dev|gov|co|edu|info|biz|example|test)"
    r"(?:\.(?:in|uk))?(?:/[^\s<>\"]{0,500})?(?![\w@])"
)
_UPI = re.compile(r"(?<![\w.+@-])([A-Za-z0-9][A-Za-z0-9._-]{1,63})@([a-z]{2,20})(?![\w@]|\.\w)")
_HANDLE = re.compile(r"(?<![\w@])@(?=[A-Za-z])")
_END = re.compile(r"[.,!?;:)\]}'\"]+$")
_PIECES = re.compile(r"[A-Za-z]+|\d+|[._%+/-]")
_DEVANAGARI_ENDS = {
    "com": "कॉम",
    "in": "इन",
    "org": "ऑर्ग",
    "net": "नेट",
    "co": "को",
    "gov": "गव",
    "io": "आई ओ",
    "ai": "ए आई",
    "app": "ऐप",
}


def addresses(text: str, tongue: Tongue) -> str:
    """E-mail addresses, UPI handles, links; of a link only where it leads: no scheme, no www, no query."""
    if "@" in text:
        text = _EMAIL.sub(lambda match: f"{_said(match[1], tongue)} {tongue.words.at} {_said(match[2], tongue)}", text)
        text = _UPI.sub(lambda match: f"{_said(match[1], tongue)} {tongue.words.at} {match[2]}", text)
    if "." in text:
        text = _URL.sub(lambda match: _url(match[0], tongue), text)
    return _HANDLE.sub(f"{tongue.words.at} ", text) if "@" in text else text


def _url(written: str, tongue: Tongue) -> str:
    end = _END.search(written)
    address = written[: end.start()] if end else written
    address = re.sub(r"^https?://", "", address).removeprefix("www.")
    address = re.split(r"[?#]", address)[0].rstrip("/")
    return _said(address, tongue) + (end[0] if end else "") if address else ""


def _said(address: str, tongue: Tongue) -> str:
    names = {
        ".": tongue.words.dot,
        "-": tongue.words.hyphen,
        "_": tongue.words.underscore,
        "/": tongue.words.slash,
        "+": tongue.words.plus,
        "%": tongue.words.percent,
    }
    spoken: list[str] = []
    for piece in _PIECES.findall(address):
        if piece.isdigit():
            short = len(piece) <= 2 and piece[0] != "0" and tongue.spells_figures
            spoken.append(tongue.number(piece) if short else tongue.digits(piece))
        elif spoken and spoken[-1] == tongue.words.dot and tongue.words.stop == "।":
            spoken.append(_DEVANAGARI_ENDS.get(piece, piece))
        else:
            spoken.append(names.get(piece, piece))
    return " ".join(spoken)
