"""Forbidden topics, checked on what is about to be said. Pure.

A topic is the owner's phrase ("Politics and religion", "Discounts that are not in the plan"). Its parts are looked up
among the common topics of topics.txt; what is none of them counts when its own words stand in the sentence, inflected
or in the other script. A condition ("before the doctor has looked") cannot be checked by words: of such a topic only a
common one is checked, and not where the sentence's numbers are all the owner's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from tron.core.guardrails.unmask import unmask
from tron.core.guardrails.words import all_in, content_words
from tron.core.scripts.matching import Phrases, fold
from tron.core.scripts.tables import sections

Test = Callable[[str], bool]

_PARTS = re.compile(r"\s*(?:[,;/&]|\band\b|\bor\b|\baur\b|\bya\b|(?<!\S)(?:और|या|एवं|तथा)(?!\S))\s*", re.IGNORECASE)
_MONEY = re.compile(r"₹|\bRs\.?(?=\s*\d)")
_SMALL = frozenset(
    fold(
        "a an the of on about to for from in at by with any all some your our their his her its this that these those"
        " is are be not no never talk talking speak mention discuss discussion question advice comment name detail"
        " topic matter thing claim way mean information number what how when who whom which anything anybody anyone"
        " telling names details topics matters things comments questions claims ways means numbers"
        " ka ki ke ko se me par pe hai ho na nahi mat koi kuch baat bare का की के को से में पर है हो न नहीं मत कोई कुछ बात बारे"
    ).split()
)
_PRICED = frozenset({"prices", "discounts", "refunds"})
"""Topics that an owner's own figures are no breach of."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One part of a topic: all `tests` hold in a sentence that is about it."""

    topic: str
    tests: tuple[Test, ...]
    priced: bool


class Topics:
    """An agent's forbidden topics. `owners_text` is what the owner wrote: figures in it may be spoken."""

    def __init__(self, topics: Sequence[str], owners_text: str = "") -> None:
        self._rules = [rule for topic in topics for rule in _rules(topic)]
        self._figures = frozenset(_figures(owners_text))

    def found(self, sentence: str) -> str | None:
        """The owner's topic that the sentence speaks of; None where it is none, or only says that it will not."""
        if not self._rules:
            return None
        return next((topic for text in _readings(sentence) if (topic := self._in(text)) is not None), None)

    def checked(self, topic: str) -> bool:
        """Whether words can tell this topic at all."""
        return any(rule.topic == topic for rule in self._rules)

    def _in(self, sentence: str) -> str | None:
        folded = _without_refusal(fold(_MONEY.sub(" rupees ", sentence)))
        figures = _figures(sentence)
        known = bool(figures) and figures <= self._figures
        for rule in self._rules:
            if not (rule.priced and known) and all(test(folded) for test in rule.tests):
                return rule.topic
        return None


def _readings(sentence: str) -> list[str]:
    plain = unmask(sentence)
    return [sentence] if plain == sentence else [sentence, plain]


def _without_refusal(folded: str) -> str:
    """What is left to judge: nothing of a plain refusal, and what follows its "but"."""
    if not _table("declines").found_in(folded):
        return folded
    parts = _split_at_but(folded)
    return " ".join(part for part in parts if not _table("declines").found_in(part))


def _split_at_but(folded: str) -> list[str]:
    marked = _table("declines.but").cut_from(folded.replace("|", " "))
    if marked == folded:
        return [folded]
    words, kept, parts = folded.split(), marked.split(), [[]]  # type: list[str], list[str], list[list[str]]
    for word in words:
        if kept and word == kept[0]:
            parts[-1].append(kept.pop(0))
        else:
            parts.append([])
    return [" ".join(part) for part in parts if part]


def _figures(text: str) -> set[str]:
    return set(re.findall(r"\d+", fold(re.sub(r"(?<=\d),(?=\d)", "", text))))


# ---------------------------------------------------------------- from a topic to rules


def _rules(topic: str) -> list[_Rule]:
    folded = fold(topic)
    conditional = _table("conditions").found_in(folded)
    frame = next((name for name in _frames() if _table(f"frame.{name}.names").found_in(folded)), None)
    bare = _before_condition(topic) if conditional else topic
    rules = []
    for part in _parts(bare):
        known = [name for name in _common() if _table(f"{name}.names").found_in(fold(part))]
        tests = [_about(name) for name in known]
        if not known and not conditional and (words := _own_words(part, frame)):
            tests = [all_in(words)]
        if tests:
            tests += [_table(f"frame.{frame}").found_in] if frame else []
            rules.append(_Rule(topic, tuple(tests), conditional or bool(_PRICED & set(known))))
    return rules


def _parts(topic: str) -> list[str]:
    """Politics and religion are two; "other" before the first goes for all, and so does "advice" after the last."""
    parts = [part for part in _PARTS.split(topic) if part.strip()]
    if len(parts) > 1 and fold(parts[0]).startswith("other "):
        parts = [parts[0], *(f"other {part}" for part in parts[1:])]
    return parts


def _before_condition(topic: str) -> str:
    words = topic.split()
    for count in range(1, len(words) + 1):
        if _table("conditions").found_in(fold(" ".join(words[:count]))):
            return " ".join(words[: count - 1])
    return topic


def _own_words(part: str, frame: str | None) -> list[str]:
    words = content_words(part, _SMALL)
    if frame is None:
        return words
    framing = _table(f"frame.{frame}.names")
    return [word for word in words if not framing.found_in(word)]


def _about(name: str) -> Test:
    fine = _table(f"{name}.fine") if f"{name}.fine" in _lexicon() else None
    phrases = _table(name)
    if fine is None:
        return phrases.found_in
    return lambda folded: phrases.found_in(fine.cut_from(folded))


# ---------------------------------------------------------------- the lexicon


def _lexicon() -> dict[str, list[str]]:
    return sections("tron.core.guardrails", "topics.txt")


@cache
def _table(section: str) -> Phrases:
    lines = _lexicon()[section]
    return Phrases(phrase.strip() for line in lines for phrase in line.split(",") if phrase.strip())


@cache
def _common() -> tuple[str, ...]:
    return tuple(name for name in _lexicon() if "." not in name and f"{name}.names" in _lexicon())


@cache
def _frames() -> tuple[str, ...]:
    return tuple(name.split(".")[1] for name in _lexicon() if name.startswith("frame.") and name.endswith(".names"))
