"""docs/journeys.md names tests that there are, in every cell but those that say why there is none."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "journeys.md"
NAMED = re.compile(r"`([^`]+\.py::\w+)`")
NONE = {"WebRTC's own"}


def rows() -> list[list[str]]:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|") and "---" not in line]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0]]


@cache
def named_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text("utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, kinds))


def spread(path: str) -> list[str]:
    """`{a,b}/c` stands for `a/c` and `b/c`."""
    found = re.fullmatch(r"\{([^}]+)\}(.*)", path)
    return [path] if found is None else [name + found.group(2) for name in found.group(1).split(",")]


def test_the_page_has_every_line_and_journeys() -> None:
    assert len(rows()) >= 20
    assert {len(row) for row in rows()} == {4}


@pytest.mark.parametrize("row", rows(), ids=lambda row: re.sub(r"\W+", " ", row[0]))
def test_each_named_test_is_there(row: list[str]) -> None:
    for cell in row[1:]:
        named = NAMED.findall(cell)
        assert named or cell in NONE, row[0]
        for one in named:
            path, _, name = one.partition("::")
            for place in spread(path):
                assert name in named_in((HERE / place).resolve()), f"{place} has no {name}"
