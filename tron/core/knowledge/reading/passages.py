"""Blocks to passages of about 120 words: never over a heading, never inside a sentence that is not far too long."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tron.core.knowledge.reading.blocks import Block
from tron.core.knowledge.trouble import MOST_PASSAGES, DocumentTrouble

WORDS = 120
LONGEST = 160
"""Words; a paragraph up to this stays whole."""
MOST_CHARACTERS = 4000
_SENTENCE = re.compile(r"(?<=[.!?।॥…])[\"'”’)\]]*\s+|\n+")


def passages(blocks: Iterable[Block]) -> list[Block]:
    """In order. Raises DocumentTrouble: empty, too_long."""
    found: list[Block] = []
    for passage in _gathered(blocks):
        found.append(passage)
        if len(found) > MOST_PASSAGES:
            raise DocumentTrouble("too_long")
    if not any(character.isalnum() for passage in found for character in passage.text):
        raise DocumentTrouble("empty")
    return found


def _gathered(blocks: Iterable[Block]) -> Iterator[Block]:
    heading, waiting, words = "", list[str](), 0
    for block in _cut(blocks):
        size = len(block.text.split())
        letters = sum(map(len, waiting)) + len(block.text)
        full = words + size > LONGEST or letters > MOST_CHARACTERS
        if waiting and (block.row or block.heading != heading or full):
            yield Block("\n".join(waiting), heading)
            waiting, words = [], 0
        heading = block.heading
        if block.row:
            yield block
            continue
        waiting.append(block.text)
        words += size
        if words >= WORDS:
            yield Block("\n".join(waiting), heading)
            waiting, words = [], 0
    if waiting:
        yield Block("\n".join(waiting), heading)


def _cut(blocks: Iterable[Block]) -> Iterator[Block]:
    """None longer than a passage, none empty."""
    for block in blocks:
        text = "\n".join(filter(None, (" ".join(line.split()) for line in block.text.split("\n"))))
        if not text:
            continue
        if len(text.split()) <= LONGEST and len(text) <= MOST_CHARACTERS:
            yield Block(text, block.heading, block.row)
            continue
        for part in _parts(text):
            yield Block(part, block.heading, block.row)


def _parts(text: str) -> Iterator[str]:
    waiting, words, letters = list[str](), 0, 0
    for sentence in _sentences(text):
        size = len(sentence.split())
        if waiting and (words + size > WORDS or letters + len(sentence) >= MOST_CHARACTERS):
            yield " ".join(waiting)
            waiting, words, letters = [], 0, 0
        waiting.append(sentence)
        words += size
        letters += len(sentence) + 1
    if waiting:
        yield " ".join(waiting)


def _sentences(text: str) -> Iterator[str]:
    """Whole sentences; one that is longer than a passage in pieces."""
    for sentence in _SENTENCE.split(text):
        words = sentence.split()
        for start in range(0, len(words), WORDS):
            piece = " ".join(words[start : start + WORDS])
            for at in range(0, len(piece), MOST_CHARACTERS):
                yield piece[at : at + MOST_CHARACTERS]
