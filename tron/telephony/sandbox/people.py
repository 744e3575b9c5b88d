"""Who lives behind the practice numbers, and what they do. Plain data; both fidelities play the same steps."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Final

from tron.core.lines import PracticePerson

# status, reason, SIP status of each fate that is no answer (design.md's table)
FAILURES: Mapping[str, tuple[str, str, int]] = {
    "busy": ("busy", "busy", 486),
    "no_answer": ("no_answer", "rang_out", 408),
    "declines": ("failed", "declined", 603),
    "invalid": ("failed", "invalid_number", 404),
    "unreachable": ("failed", "unreachable", 503),
}

FIRST_DRAWN = 10_000
WEIGHTS: Mapping[str, int] = {
    "talker": 50,
    "no_answer": 20,
    "busy": 10,
    "declines": 5,
    "voicemail": 5,
    "hangs_up": 4,
    "silent": 3,
    "unreachable": 2,
    "opts_out": 1,
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person does after (or over) the agent's words.

    `after`: seconds between the agent's last sound and this. `over`: seconds after the agent's first sound, talking
    over it. `text` None and `key` None with `hangs_up`: the person just ends the call; without: stays silent.
    """

    text: str | None = None
    key: str | None = None
    after: float = 0.5
    over: float | None = None
    hangs_up: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A simulated person. `fate` is "answers" or a key of FAILURES.

    `opening` is said at the answer without waiting; `beep` follows it (an answering machine).
    """

    name: str
    fate: str = "answers"
    rings: float = 1.0
    steps: tuple[Step, ...] = ()
    opening: str | None = None
    beep: bool = False


def person_for(number: str, language: str, template: str | None) -> Person:
    """The person behind a practice number; the same number is always the same person."""
    index = int(number[-5:])
    kind = _drawn(index) if index >= FIRST_DRAWN else _FIXED.get(index, "talker")
    return _make(kind, language.split("-", maxsplit=1)[0], template)


def saying(person: Person, says: Sequence[str]) -> Person:
    """The same person, who answers the agent with these lines, one after the other, and then hangs up.

    `#12` presses keys (a last `#` is one of them), `!` hangs up, an empty line stays silent; `~1.5 ` before one of
    these does it over the agent, 1.5 seconds after it began to speak. Nobody else is changed: who does not answer, or
    is a machine, cannot be told what to say.
    """
    if person.fate != "answers" or person.opening is not None:
        return person
    return Person("scripted", rings=person.rings, steps=tuple(map(_step, says)))


def colleague_for(number: str | None, language: str) -> Person:
    """Who is behind the number as a colleague, to whom a call is introduced: takes it by key 1, talks, hangs up.

    Who talks over people declines it by key 2; who does not answer, is a machine, hangs up or says nothing does so
    here too. None: a colleague by name, who takes it.
    """
    language = language.split("-", maxsplit=1)[0]
    person = person_for(number, language, None) if number is not None else Person("colleague")
    if person.fate != "answers" or person.opening is not None or person.name in ("hangs_up", "silent"):
        return person
    if person.name == "talks_over":
        return Person(person.name, rings=person.rings, steps=(Step(key="2", over=1.0), Step(hangs_up=True)))
    hello, bye = _words(language)["colleague"]
    return Person(person.name, rings=person.rings, steps=(Step(hello, key="1"), Step(bye, hangs_up=True)))


_OVER: Final = re.compile(r"~(\d{1,3}(?:\.\d{1,2})?) ")


def _step(line: str) -> Step:
    line = line.strip()
    over = _OVER.match(line)
    if over is not None:
        return replace(_step(line[over.end() :]), over=float(over.group(1)))
    if line == "!":
        return Step(hangs_up=True)
    if line.startswith("#"):
        return Step(key=line[1:] or "#")
    return Step(line or None)


_FIXED: Mapping[int, str] = {
    1: "talker",
    2: "busy",
    3: "no_answer",
    4: "voicemail",
    5: "declines",
    6: "invalid",
    7: "hangs_up",
    8: "silent",
    9: "talks_over",
    10: "unreachable",
    11: "opts_out",
    12: "presses_keys",
}

_WHAT: Mapping[str, str] = {
    "talker": "Answers and talks with the agent.",
    "busy": "The line is engaged.",
    "no_answer": "The phone rings and nobody answers.",
    "voicemail": "An answering machine answers, with a beep.",
    "declines": "The call is declined.",
    "invalid": "Nobody has this number.",
    "hangs_up": "Answers and hangs up while the agent greets.",
    "silent": "Answers and says nothing.",
    "talks_over": "Answers and interrupts the agent.",
    "unreachable": "The network does not connect.",
    "opts_out": "Asks never to be called again.",
    "presses_keys": "Answers and presses keys.",
}


def directory() -> list[PracticePerson]:
    """The people whose numbers are fixed."""
    return [
        PracticePerson(f"+9100000{index:05d}", kind, kind not in FAILURES, _WHAT[kind])
        for index, kind in _FIXED.items()
    ]


def _drawn(index: int) -> str:
    return random.Random(index).choices(list(WEIGHTS), weights=list(WEIGHTS.values()))[0]


def _make(kind: str, language: str, template: str | None) -> Person:
    if kind in FAILURES:
        return Person(kind, kind)
    words = _words(language)
    if kind == "voicemail":
        return Person(kind, opening=words["voicemail"], beep=True)
    return Person(kind, steps=tuple(_steps(kind, words, template)))


def _steps(kind: str, words: Mapping[str, Any], template: str | None) -> list[Step]:
    steps: Mapping[str, list[Step]] = {
        "silent": [],
        "hangs_up": [Step(over=1.6, hangs_up=True)],
        "presses_keys": [Step(key="1"), Step(key="2"), *_talk([words["bye"]])],
        "opts_out": _talk(words["opt_out"]),
        "talks_over": _over(words["talks_over"]),
        "talker": _talk(words["talks"].get(template or "", words["talks"]["default"])),
    }
    return steps[kind]


def _talk(lines: Sequence[str]) -> list[Step]:
    return [Step(text, after=0.5 + 0.1 * (index % 3)) for index, text in enumerate(lines)]


def _over(lines: Sequence[str]) -> list[Step]:
    """Talks over the agent each time but the last."""
    return [*(Step(text, over=1.5) for text in lines[:-1]), Step(lines[-1])]


@cache
def _all_words() -> dict[str, Any]:
    text = (files("tron.telephony.sandbox") / "people.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _words(language: str) -> dict[str, Any]:
    words = _all_words()
    found: dict[str, Any] = words.get(language, words["hi"])
    return found
