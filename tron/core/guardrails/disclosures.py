"""Sentences that a call must hold: said once the far side has heard them, by words that really were played. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from tron.core.scripts.answers import number_word
from tron.core.scripts.matching import NEGATIONS, fold

COVERED = 0.8
"""The part of a sentence's words that must have been heard, in order; its numbers and negations always."""
SPREAD = 2
"""They may stand among at most so many times as many words."""
LONGEST_HEARD = 400

_SENTENCE = re.compile(r"(?<=[.!?।;])\s+")
_GROUPED = re.compile(r"(?<=\d),(?=\d)")
_ALIKE = {
    fold(spelling): meaning
    for meaning, spellings in {
        "rupees": "rupees rupee rs inr rupaye rupay rupaya रुपये रुपए रुपया रुपयों",
        "percent": "percent per-cent प्रतिशत परसेंट फीसदी",
        "and": "and",
    }.items()
    for spelling in spellings.split()
}
_SIGNS = ((re.compile(r"₹\s*"), " rupees "), (re.compile(r"\s*%"), " percent "), (re.compile(r"&"), " and "))
# Words that carry nothing of their own: the rest must be there.
_LIGHT = frozenset(fold("a an the is are am be this that it of to for hai hain hun है हैं हूँ ji जी").split())


class Disclosures:
    """One call's required sentences, by their place in the list. Keeps what was heard over the whole call."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._left = [_sentences(text) for text in texts]
        self.incomplete = any(self._left)
        """Whether there is one that was not heard whole so far."""

    def memory(self) -> list[list[list[str]]]:
        """The words of each sentence not heard so far, for `recall` elsewhere."""
        return [[list(sentence) for sentence in left] for left in self._left]

    def recall(self, memory: Sequence[Sequence[Sequence[str]]]) -> None:
        self._left = [[list(sentence) for sentence in left] for left in memory]
        self.incomplete = any(self._left)

    @property
    def missing(self) -> list[int]:
        """Those not heard whole so far."""
        return [index for index, left in enumerate(self._left) if left]

    def heard(self, text: str) -> list[int]:
        """Takes in what the far side heard of one utterance; which sentences that made whole.

        A text of several sentences may be heard over several utterances, each of its sentences in one of them.
        """
        before = set(self.missing)
        if not before:
            return []
        words = _words(text)[-LONGEST_HEARD:]
        if words:
            self._left = [[one for one in left if not _covers(words, one)] for left in self._left]
            self.incomplete = any(self._left)
        return sorted(before - set(self.missing))


def _sentences(text: str) -> list[list[str]]:
    return [words for part in _SENTENCE.split(text) if (words := _words(part))]


def _words(text: str) -> list[str]:
    text = _GROUPED.sub("", text)
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return [_meaning(word) for word in fold(text).split()]


def _meaning(word: str) -> str:
    number = number_word(word)
    return str(number) if number is not None else _ALIKE.get(word, word)


def _covers(heard: list[str], wanted: list[str]) -> bool:
    """Whether `wanted` was heard: nearly all its words in order and close together, nothing denied or let out."""
    width = max(len(wanted) * SPREAD, len(wanted) + 3)
    starts = [at for at, word in enumerate(heard) if word in wanted] if len(heard) > width else [0]
    return any(_matches(heard[at : at + width], wanted) for at in starts)


def _matches(heard: list[str], wanted: list[str]) -> bool:
    blocks = SequenceMatcher(None, wanted, heard, autojunk=False).get_matching_blocks()
    found = [place for block in blocks for place in range(block.a, block.a + block.size)]
    if not found:
        return False
    first = next(block.b for block in blocks if block.size)
    last = max(block.b + block.size for block in blocks if block.size)
    spoken = heard[first:last]
    heavy = [place for place, word in enumerate(wanted) if word not in _LIGHT] or list(range(len(wanted)))
    covered = len(set(found) & set(heavy)) / len(heavy)
    numbers = _numbers(wanted) <= _numbers(spoken)
    return covered >= COVERED and numbers and _denials(spoken) == _denials(wanted)


def _numbers(words: Iterable[str]) -> set[str]:
    return {word for word in words if word.isdecimal()}


def _denials(words: Iterable[str]) -> int:
    return sum(word in NEGATIONS for word in words)
