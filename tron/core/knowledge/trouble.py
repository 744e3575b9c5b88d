"""Why a document could not be read or indexed, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from tron.core.errors import TronError

DocumentCode = Literal[
    "broken",
    "empty",
    "encrypted",
    "error",
    "lost",
    "not_embedded",
    "page_failed",
    "refused_address",
    "too_large",
    "too_long",
    "too_slow",
    "unreachable",
    "unsupported",
]

MOST_BYTES: Final = 10_000_000
MOST_PASSAGES: Final = 10_000
"""Of one agent."""

_WORDS: Final[Mapping[DocumentCode, tuple[str, str]]] = {
    "broken": ("The file is damaged, or not what its name says.", "Open it on your computer, save it again, add that."),
    "empty": (
        "There is no text in it.",
        "A scan is pictures of text: make it searchable first, or add the text itself.",
    ),
    "encrypted": ("The file is locked with a password.", "Save a copy without the password and add that."),
    "error": ("It could not be indexed.", "Try again; if it stays, the log says more."),
    "lost": ("Indexing was broken off again and again.", "Try again, or add it in smaller parts."),
    "not_embedded": (
        "Its meaning could not be worked out: until then it is found by its words alone.",
        "Tron tries again by itself. Settings, AI says which model does it; one of the downloads has to be here.",
    ),
    "page_failed": ("The page did not come.", "Open the address in a browser and check it."),
    "refused_address": ("This address may not be fetched.", "Give a public https address."),
    "too_large": ("It is larger than 10 MB.", "Split it, or add only the pages that callers ask about."),
    "too_long": (
        f"An agent can hold {MOST_PASSAGES:,} passages of about 120 words; with this there would be more.",
        "Add only what callers ask about, or delete other documents.",
    ),
    "too_slow": ("Reading it took too long.", "Split it, or save it in a simpler format."),
    "unreachable": ("The address cannot be reached.", "Check it, then try again."),
    "unsupported": ("This kind of file cannot be read.", "PDF, DOCX, TXT, MD, CSV and HTML can."),
}


class DocumentTrouble(TronError):
    """One document's matter. `code` is a DocumentCode; without a message the usual words are taken."""

    status = 422

    def __init__(self, code: DocumentCode, message: str | None = None) -> None:
        usual, hint = _WORDS[code]
        super().__init__(message or usual, hint=hint)
        self.code = code
        if code == "too_large":
            self.status = 413


def known_code(code: str) -> DocumentCode:
    """The code itself; `error` for one that is none."""
    return next((known for known in _WORDS if known == code), "error")


def hint_of(code: str | None) -> str | None:
    """What a person can do about it."""
    return _WORDS[known_code(code)][1] if code else None
