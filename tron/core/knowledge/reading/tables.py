"""CSV: price lists and the like, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tron.core.knowledge.reading.blocks import Block, rows_of
from tron.core.knowledge.reading.plain import decoded
from tron.core.knowledge.trouble import DocumentTrouble

SEPARATORS = ",;\t|"
LONGEST_CELL = 20_000


def read_csv(data: bytes) -> Iterator[Block]:
    """The first row names the columns. Raises DocumentTrouble."""
    text = decoded(data)
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False))
    except csv.Error:
        raise DocumentTrouble("broken") from None
    return rows_of(rows)


def _separator(text: str) -> str:
    """The one that the first line has most of."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return max(SEPARATORS, key=first.count)
