"""Text files of phrases in sections, as people read and widen them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sections(package: str, name: str) -> dict[str, list[str]]:
    """Lines by `[section]` of a packaged text file; what follows a # is a comment."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in files(package).joinpath(name).read_text(encoding="utf-8").splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line:
            lines.append(line)
    return found
