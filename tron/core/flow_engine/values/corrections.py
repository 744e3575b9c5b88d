"""Where a caller takes something back: "no sorry, nine", "nahi nahi, teen", "shuru se"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final

from tron.core.flow_engine.values.number_words import is_filler
from tron.core.flow_engine.values.sounds import sound, sounds_of
from tron.core.flow_engine.values.tokens import Token

_MARKS: Final = """
no sorry|no no|no wait|no not|oh no|sorry sorry|sorry|wait|i mean|i meant|actually|correction|scratch that|rather
my mistake|my bad|make that|let me correct|nahi nahi|nahin nahi|nahi sorry|arre nahi|are nahi|na na|galat|galti
maaf kijiye|maaf karna|maaf|matlab|balki|mera matlab|wrong
नहीं नहीं|नही नही|नहीं सॉरी|अरे नहीं|ना ना|गलत|गलती|माफ कीजिए|माफ करना|माफ|मतलब|बल्कि|सॉरी|नो नो|नो सॉरी
"""
_BARE: Final = "no nahi nahin not na नहीं नही ना नो"
"""Only between two values: "five, no, six", "paanch nahi chhe"."""
_AGAIN: Final = """
start again|start over|from the start|from the beginning|once again|again from the start|let me start
phir se|fir se|dobara|dubara|shuru se|फिर से|दोबारा|दुबारा|शुरू से
"""
_NUMBERS: Final = """
phone mobile telephone whatsapp contact house flat room account
card pan gst gstin vehicle gaadi car plot reg upi my mera
"""
"""Before "no" they make it short for "number"."""


def segments(
    tokens: Sequence[Token], value_like: Callable[[Token], bool], *, goes_on: bool = False
) -> list[list[Token]]:
    """The tokens between corrections: each part corrects the one before it. The first may be empty.

    `goes_on`: a value was said before them, which a "no" at their beginning is about.
    """
    found: list[list[Token]] = [[]]
    at = 0
    while at < len(tokens):
        length = _mark_at(tokens, at, _phrases(_MARKS)) or _bare_at(tokens, at, value_like, goes_on=goes_on)
        if length:
            found.append([])
            at += length
        else:
            found[-1].append(tokens[at])
            at += 1
    return found


def started_again(tokens: Sequence[Token]) -> Sequence[Token] | None:
    """What was said after "start again"; None where nobody said so."""
    for at in range(len(tokens) - 1, -1, -1):
        if length := _mark_at(tokens, at, _phrases(_AGAIN)):
            return tokens[at + length :]
    return None


def _mark_at(tokens: Sequence[Token], at: int, phrases: Mapping[str, Sequence[tuple[str, ...]]]) -> int:
    """How many tokens the phrase at `at` has; 0 for none."""
    for phrase in phrases.get(tokens[at].sound, ()) if tokens[at].sound else ():
        end, left = at, list(phrase)
        while left and end < len(tokens) and (tokens[end].sound == left[0] or (end > at and tokens[end].raw == ",")):
            if tokens[end].sound == left[0]:
                left.pop(0)
            end += 1
        if not left:
            return end - at
    return 0


def _bare_at(tokens: Sequence[Token], at: int, value_like: Callable[[Token], bool], *, goes_on: bool) -> int:
    if tokens[at].sound not in sounds_of(_BARE):
        return 0
    before = _near(tokens, at, -1)
    after = _near(tokens, at, 1)
    if before is None and at == 0 and goes_on:
        return int(after is not None and value_like(after))
    if before is None or after is None or before.sound in sounds_of(_NUMBERS):
        return 0
    return int(value_like(before) and value_like(after))


def _near(tokens: Sequence[Token], at: int, step: int) -> Token | None:
    """The next token that is no filler, a few tokens away at most."""
    for near in range(at + step, at + 5 * step, step):
        if not 0 <= near < len(tokens):
            return None
        if not is_filler(tokens[near]):
            return tokens[near]
    return None


@cache
def _phrases(table: str) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Phrases by the sound of their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table.replace("\n", "|").split("|"):
        if sounds := tuple(sound(word) for word in phrase.split()):
            found.setdefault(sounds[0], []).append(sounds)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}
