"""Utterances that hold nothing but words of a list: regular expressions of its units, over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable


def alternatives(units: Iterable[str]) -> str:
    """Any of the units, longest first: one may begin with another."""
    return "|".join(re.escape(unit) for unit in sorted(set(units) - {""}, key=len, reverse=True))


def nothing_but(units: Iterable[str], most: int) -> re.Pattern[str]:
    """Matches (fullmatch) one to `most` units one after the other."""
    return re.compile(rf"(?:(?:{alternatives(units)})(?:\s|$)){{1,{most}}}")


def any_of(units: Iterable[str]) -> re.Pattern[str]:
    """Finds (search) one unit as whole words."""
    return re.compile(rf"(?<!\S)(?:{alternatives(units)})(?!\S)")
