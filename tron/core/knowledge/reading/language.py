"""The language that most of a document is in: by its letters."""

from __future__ import annotations

from collections import Counter

_SCRIPTS = {0x0900: "hi", 0x0980: "bn", 0x0A00: "pa", 0x0A80: "gu", 0x0B00: "od", 0x0B80: "ta", 0x0C00: "te"}
_SCRIPTS |= {0x0C80: "kn", 0x0D00: "ml"}
MOST = 0.3
"""The share of a text's letters from which on its Indian script says the language."""
LOOKED_AT = 20_000


def language_of(text: str) -> str:
    """Two letters; "en" for Latin script, which may be Hinglish."""
    letters = [ord(character) for character in text[:LOOKED_AT] if character.isalpha()]
    counts = Counter(_SCRIPTS[letter & ~0x7F] for letter in letters if letter & ~0x7F in _SCRIPTS)
    language, count = max(counts.items(), key=lambda pair: pair[1], default=("en", 0))
    return language if count >= MOST * max(len(letters), 1) else "en"
