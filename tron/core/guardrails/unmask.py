"""Words in disguise, read as they would be heard: look-alike letters, digits for letters, letters one by one."""

from __future__ import annotations

import re
import unicodedata

_PAIRS = (
    "аa сc еe оo рp хx уy іi јj ѕs ԁd ɡg һh кk мm тt вb нh АA ВB СC ЕE НH ІI ЈJ КK МM ОO РP ЅS ТT ХX УY "
    "αa βb εe ιi κk νv οo ρp τt υu χx ΑA ΒB ΕE ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ΖZ ıi ℓl"
)
_LOOK_ALIKES = str.maketrans({pair[0]: pair[1] for pair in _PAIRS.split()})
_MARKS = re.compile("[\u0300-\u036f\u0489\u1ab0-\u1aff\u20d0-\u20ff]")
_DIGITS = str.maketrans("013457@$!|", "oieastasii")
_SIGNS = re.compile(r"[013457@$!|]")
_WORD = re.compile(r"[\w@$!|]+")
_COUNTED = re.compile(
    r"\d+(?:st|nd|rd|th|[ap]m|k|g|gb|mb|kg|km|x|d|rs|min|mins|hr|hrs|day|days|mg|ml|in)", re.IGNORECASE
)
_ONE_BY_ONE = (
    re.compile(r"(?<!\w)(?:[A-Za-z0-9][.\-_*·]{1,2})+[A-Za-z0-9](?!\w)"),
    re.compile(r"(?<!\w)(?:[A-Za-z0-9][.,]?\s{1,2}){2,}[A-Za-z0-9](?!\w)"),
)


def visible(text: str) -> str:
    """Without characters that nobody sees or hears: zero-width ones, direction marks, tags, control characters.

    The joiners of Indian scripts stay where they stand between letters of such a script.
    """
    kept = []
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        if category == "Cf" and not (char in "\u200c\u200d" and _between_indic(text, at)):
            continue
        kept.append(" " if category == "Cc" else char)
    return "".join(kept)


def unmask(text: str) -> str:
    """`text` for comparing, never for speaking: every disguise that still sounds like the word is taken off."""
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFKD", visible(text)).translate(_LOOK_ALIKES)
        text = unicodedata.normalize("NFC", _MARKS.sub("", text))
    for letters in _ONE_BY_ONE:
        text = letters.sub(_joined, text)
    return _WORD.sub(_letters, text) if _SIGNS.search(text) else text


def _joined(match: re.Match[str]) -> str:
    run = match.group()
    joined = "".join(char for char in run if char.isalnum())
    return joined if sum(map(str.isalpha, joined)) > 1 else run


def _letters(match: re.Match[str]) -> str:
    """Digits and signs before a word's last letter stand for letters; an order number keeps its end."""
    word = match.group()
    places = [at for at, char in enumerate(word) if char.isascii() and char.isalpha()]
    if len(places) < 2 or _COUNTED.fullmatch(word):
        return word
    end = places[-1] + 1
    return word[:end].translate(_DIGITS) + word[end:]


def _between_indic(text: str, at: int) -> bool:
    before = text[at - 1] if at else ""
    return "\u0900" <= before <= "\u0dff"
