"""Whether somebody writes that no message and no call shall come any more: STOP, or a whole sentence."""

from __future__ import annotations

from typing import Final

from tron.core.scripts.wishes import wants_no_calls

ALONE: Final = frozenset(
    {
        *("stop", "stopall", "stop all", "unsubscribe", "cancel", "end", "quit", "optout", "opt out", "dnd"),
        *("stop promotions", "stop messages", "stop message", "stop sms"),
        *("no more messages", "do not message", "dont message"),
        *("band karo", "band kro", "bandh karo", "band kar do", "band kardo", "message band karo", "mat bhejo"),
        *("message mat bhejo", "sms mat bhejo", "msg mat bhejo", "rok do", "roko", "hatao", "mujhe hatao"),
        *("बंद करो", "बंद कर दो", "बंद करें", "बन्द करो", "मत भेजो", "मैसेज मत भेजो", "मैसेज बंद करो", "रोको", "रोक दो", "हटाओ"),
    }
)
"""Whole messages; inside a longer one such a word may mean anything."""


def wants_no_messages(text: str) -> bool:
    """Whether the whole message is such a word, or asks for it as a caller would."""
    return _bare(text) in _BARE or wants_no_calls(text)


def _bare(text: str) -> str:
    # Devanagari's vowel signs are no letters to Python; what is not a letter goes.
    kept = "".join(one for one in text.casefold() if one.isalnum() or one.isspace() or "\u0900" <= one <= "\u0963")
    return " ".join(kept.split())


_BARE: Final = frozenset(map(_bare, ALONE))
