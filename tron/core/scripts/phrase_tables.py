"""The phrases of all languages in one set of tables: phrases.txt, then languages/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tron.core.scripts.tables import sections

_PACKAGE = "tron.core.scripts"
_NAME = re.compile(r"(?<![^\s|])[A-Z_]{2,}(?![^\s|])")
WORDS = "words"


@cache
def phrase_tables() -> dict[str, list[str]]:
    """Phrases and comma lists by section, over all files.

    A file's own [words] are left out: each gives a NAME to choices (`CALL = call|phone`) and stands for them in the
    phrases of that file. Raises ValueError for a NAME that its file does not give.
    """
    found: dict[str, list[str]] = {}
    names = sorted(file.name for file in files(_PACKAGE).joinpath("languages").iterdir())
    for name in ["phrases.txt", *(f"languages/{name}" for name in names if name.endswith(".txt"))]:
        tables = sections(_PACKAGE, name)
        words = dict(_named(line) for line in tables.get(WORDS, ()))
        for section, lines in tables.items():
            if section != WORDS:
                found.setdefault(section, []).extend(_filled(line, words, name) for line in lines)
    return found


def _named(line: str) -> tuple[str, str]:
    name, _, choices = line.partition("=")
    return name.strip(), choices.strip()


def _filled(line: str, words: Mapping[str, str], file: str) -> str:
    unknown = [name for name in _NAME.findall(line) if name not in words]
    if unknown:
        raise ValueError(f"{file} has no words called {unknown[0]}.")
    return _NAME.sub(lambda match: words[match.group()], line)
