"""What an utterance plainly means, without a model, in the languages that Tron's calls are held in.

Pure functions over one utterance. They decide rights and manners (never call again, who is this, stop talking), so
they rest on tables that a person can read and widen: phrases.txt for English and Hindi in both of its letters, and
languages/ with a file each for the nine others, in their own letters and in Latin ones.

Those nine (Bengali, Gujarati, Kannada, Malayalam, Marathi, Odia, Punjabi, Tamil, Telugu) were written from grammars
and common speech and have NOT been checked by native speakers. They hold the plain wordings; a native speaker will
miss others. In doubt a refusal to be called counts as one for good.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.phrase_tables import phrase_tables
from tron.core.scripts.units import alternatives, any_of, nothing_but

Script = Literal[
    "latin",
    "devanagari",
    "bengali",
    "gurmukhi",
    "gujarati",
    "odia",
    "tamil",
    "telugu",
    "kannada",
    "malayalam",
    "mixed",
    "other",
    "none",
]


def load() -> None:
    """Reads and indexes every table now: 0.15 s that the first turn of a process's first call would wait for."""
    for section in phrase_tables():
        _table(section)
    of_wishes = (is_opt_out, is_who_is_this, is_stop, asks_to_hold, asks_again, asks_human)
    for asks in (*of_wishes, is_backchannel, yes_no, is_hinglish):
        asks("so")


def is_opt_out(utterance: str) -> bool:
    """Whether the person asks never to be called again. "Not today" and "call me later" are no opt-out."""
    text = _table("opt_out.cut").cut_from(fold(utterance))
    if _table("opt_out.strong").found_in(text):
        return True
    if not (_table("opt_out.weak").found_in(text) or _whole("opt_out.alone").fullmatch(text)):
        return False
    deferred = _table("opt_out.later").found_in(text) and not _table("opt_out.not_later").found_in(text)
    return not deferred and not _table("opt_out.now").found_in(text)


def is_goodbye(utterance: str) -> bool:
    """Whether the person is ending the call."""
    return _table("goodbye").found_in(_table("goodbye.cut").cut_from(fold(utterance)))


def is_hello(utterance: str) -> bool:
    """Whether the utterance is only "hello?" in some form."""
    return _whole("hello", around="polite").fullmatch(fold(utterance)) is not None


def asks_again(utterance: str) -> bool:
    """Whether the person only wants to hear it again, or did not understand: "what?", "kya?", "phir se bolo"."""
    text = fold(utterance)
    if _whole("again", around="again.around").fullmatch(text):
        return True
    return "?" in utterance and _whole("again.doubt", around="again.around").fullmatch(text) is not None


def is_who_is_this(utterance: str) -> bool:
    """Whether the person asks who is calling; a bare "hello?" counts, since it asks the same."""
    text = fold(utterance)
    alone = _whole("who.alone", around="polite").fullmatch(text) is not None
    return alone or is_hello(utterance) or _table("who").found_in(_table("who.cut").cut_from(text))


def asks_if_machine(utterance: str) -> bool:
    """Whether the person asks if they speak with a machine."""
    return _table("machine").found_in(fold(utterance))


def is_backchannel(utterance: str) -> bool:
    """Whether the utterance only says "I am listening": up to four short acknowledgements and nothing else."""
    return _whole("backchannel").fullmatch(fold(utterance)) is not None


def is_stop(utterance: str) -> bool:
    """Whether the person wants the agent to stop talking: at the start, or anywhere in a short utterance."""
    text = _table("stop.cut").cut_from(fold(utterance))
    return bool(_stop_at_start().match(text)) or (len(text.split()) <= 5 and bool(_stop_anywhere().search(text)))


def asks_to_hold(utterance: str) -> bool:
    """Whether nobody will be there for a while: "ek minute", "please hold", a company's waiting line."""
    text = fold(utterance)
    alone = _whole("hold.alone", around="stop.lead").fullmatch(text) is not None
    return alone or _table("hold").found_in(text)


def yes_no(utterance: str) -> bool | None:
    """True for agreement, False for refusal, None where it is neither or cannot be told."""
    text = fold(utterance)
    if _whole("no.alone").fullmatch(text):
        return False
    if _whole("yes.alone").fullmatch(text):
        return True
    if _table("unsure").found_in(text):
        return None
    agrees = _table("yes.idioms").found_in(text)
    text = _table("yes.idioms").cut_from(text)
    if _table("no.idioms").found_in(text):
        return False
    text = _table("neutral").cut_from(text)
    yes = agrees or _table("yes").found_in(text)
    no = _table("no").found_in(text)
    if yes and no:
        return False if _table("no").found_in(text.split()[0]) else None
    return yes if yes or no else None


def asks_human(utterance: str) -> bool:
    """Whether the person wants to speak with a human being."""
    text = fold(utterance)
    alone = _whole("human.alone", around="again.around").fullmatch(text) is not None
    return alone or _table("human").found_in(_table("human.cut").cut_from(text))


def is_busy(utterance: str) -> bool:
    """Whether the person drives, or says that they cannot talk now."""
    return _table("busy").found_in(_table("busy.cut").cut_from(fold(utterance)))


def is_question(utterance: str) -> bool:
    """Whether the utterance asks something, by its mark or its words."""
    return "?" in utterance or _table("question").found_in(fold(utterance))


# ---------------------------------------------------------------- script and language

_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x0900, 0x097F, "devanagari"),
    (0x0980, 0x09FF, "bengali"),
    (0x0A00, 0x0A7F, "gurmukhi"),
    (0x0A80, 0x0AFF, "gujarati"),
    (0x0B00, 0x0B7F, "odia"),
    (0x0B80, 0x0BFF, "tamil"),
    (0x0C00, 0x0C7F, "telugu"),
    (0x0C80, 0x0CFF, "kannada"),
    (0x0D00, 0x0D7F, "malayalam"),
)


def script_of(text: str) -> Script:
    """The script of the letters: one script's name, `mixed` for several, `none` without letters."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "none"
    found = {_script_of_char(char) for char in text if char.isalpha()}
    if not found:
        return "none"
    return found.pop() if len(found) == 1 else "mixed"


def is_hinglish(text: str) -> bool:
    """Whether Hindi and English are mixed: both scripts, or Hindi words in Latin letters."""
    script = script_of(text)
    if script == "mixed":
        return any(_script_of_char(char) == "devanagari" for char in text)
    words = fold(text).split()
    hits = sum(1 for word in words if _whole("hindi").fullmatch(word))
    return script == "latin" and (hits >= 2 or (hits == 1 and len(words) <= 4))


def _script_of_char(char: str) -> Script:
    code = ord(char)
    if code < 0x0250:
        return "latin"
    return next((name for first, last, name in _BLOCKS if first <= code <= last), "other")


# ---------------------------------------------------------------- tables


@cache
def _table(section: str) -> Phrases:
    return Phrases(phrase_tables()[section])


@cache
def _alternatives(section: str) -> str:
    """The folded units of a comma list as one regular expression, longest first."""
    return alternatives(_units(section))


def _units(section: str) -> set[str]:
    return {fold(unit) for line in phrase_tables()[section] for unit in line.split(",")}


@cache
def _whole(section: str, around: str | None = None) -> re.Pattern[str]:
    """One to four units of the section and nothing else; up to two words of `around` may stand before or after each."""
    if around is None:
        return nothing_but(_units(section), 4)
    unit = rf"(?:{_alternatives(section)})(?:\s|$)"
    extra = rf"(?:(?:{_alternatives(around)})(?:\s|$)){{0,2}}"
    return re.compile(rf"(?:{extra}{unit}{extra}){{1,4}}")


@cache
def _stop_at_start() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{_alternatives('stop.lead')})\s){{0,3}}(?:{_alternatives('stop')})(?!\S)")


@cache
def _stop_anywhere() -> re.Pattern[str]:
    return any_of(_units("stop"))
