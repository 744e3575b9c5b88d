"""The tables of phrases, read before the first caller needs them: that takes a fifth of a second, once."""

from __future__ import annotations

from tron.core.languages import LanguageTracker
from tron.core.scripts import phrases
from tron.core.scripts.answers import number_in
from tron.core.scripts.partings import answers_goodbye
from tron.core.scripts.wishes import wants_no_calls

LOOKS = (
    wants_no_calls,
    answers_goodbye,
    phrases.asks_again,
    phrases.asks_human,
    phrases.asks_if_machine,
    phrases.is_backchannel,
    phrases.is_goodbye,
    phrases.is_question,
    phrases.is_who_is_this,
    phrases.yes_no,
    number_in,
)
TRIED = "hello, what does it cost"


def read_tables() -> None:
    """Takes time only once. It may run beside the event loop."""
    for look in LOOKS:
        look(TRIED)
    LanguageTracker("hi-IN").hear(TRIED)
