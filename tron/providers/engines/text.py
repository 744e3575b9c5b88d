"""Text on its way to a voice: cleaned, cut into sentences, matched to a language by its script."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 10_000
_LONG_SENTENCE = 240
_MARKUP = frozenset("*_#`~•")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:Mr|Mrs|Ms|Dr|Rs|No|St|Sr|Jr|Prof|Shri|Smt|Sh|vs|[A-Za-z])\.$")
_END = re.compile(r"(?<=[.!?।॥…])[\"'”’)\]]*\s+|\n+")
# The first letter of each Indian script's block, and the language that is spoken when nothing else is said.
_SCRIPTS = {0x0900: "hi", 0x0980: "bn", 0x0A00: "pa", 0x0A80: "gu", 0x0B00: "or", 0x0B80: "ta", 0x0C00: "te"}
_SCRIPTS |= {0x0C80: "kn", 0x0D00: "ml"}
_SAME_SCRIPT = {"mr": "hi"}


def clean(text: str) -> str:
    """Text that no engine stumbles over: no NUL, control characters or lone surrogates; runs of spaces are one."""
    kept = "".join(" " if _unspeakable(character) else character for character in text)
    return re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFC", kept)).strip()


def speakable(text: str) -> str:
    """`clean`, and without what a voice would read out as its name: emoji, list bullets, Markdown's signs."""
    kept = "".join("" if character in _MARKUP or _is_picture(character) else character for character in clean(text))
    kept = clean(kept)
    return kept if any(character.isalnum() for character in kept) else ""


def _is_picture(character: str) -> bool:
    return character not in "°" and (unicodedata.category(character) == "So" or character in "\ufe0f\u20e3")


def _unspeakable(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}


def sentences(text: str, *, quick_start: bool = False) -> list[str]:
    """Sentences in order, none longer than a few lines. `quick_start` cuts the first at its first comma, so that
    sound comes sooner."""
    found: list[str] = []
    for part in _END.split(text):
        if found and _ABBREVIATION.search(found[-1]):
            found[-1] = f"{found[-1]} {part.strip()}"
        elif part.strip():
            found.append(part.strip())
    pieces = [piece for sentence in found for piece in _shorten(sentence)]
    return _quick(pieces) if quick_start else pieces


def _shorten(sentence: str) -> list[str]:
    pieces: list[str] = []
    while len(sentence) > _LONG_SENTENCE:
        cut = max(sentence.rfind(mark, 40, _LONG_SENTENCE) for mark in (", ", "; ", ": ", " - ", " — "))
        cut = cut + 1 if cut > 0 else sentence.rfind(" ", 1, _LONG_SENTENCE)
        cut = cut if cut > 0 else _LONG_SENTENCE
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence] if sentence else pieces


def _quick(pieces: list[str]) -> list[str]:
    if not pieces or len(pieces[0]) <= 50:
        return pieces
    head, comma, tail = pieces[0].partition(", ")
    if comma and len(head) >= 5 and tail:
        return [head + ",", tail, *pieces[1:]]
    return pieces


def script_language(text: str) -> str | None:
    """The language whose Indian script most of the text is written in; None when there is none (Latin)."""
    counts: dict[str, int] = {}
    for character in text:
        language = _SCRIPTS.get(ord(character) & ~0x7F)
        if language:
            counts[language] = counts.get(language, 0) + 1
    return max(counts, key=lambda language: counts[language]) if counts else None


def spoken_language(text: str, language: str) -> str:
    """The two-letter language to speak `text` in: the one asked for, unless its letters are another's."""
    base = language.replace("_", "-").split("-")[0].casefold()
    base = {"od": "or", "ory": "or", "hinglish": "hi"}.get(base, base)
    script = script_language(text)
    return base if script in {None, _SAME_SCRIPT.get(base, base)} else script or base


def words_of(sentence: str) -> list[str]:
    """The words of a sentence with their punctuation; a lone dash or the like belongs to the word before it."""
    words: list[str] = []
    for token in sentence.split():
        if words and not any(character.isalnum() for character in token):
            words[-1] = f"{words[-1]} {token}"
        else:
            words.append(token)
    return words
