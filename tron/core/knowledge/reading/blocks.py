"""What a reader of one format gives: the document's blocks in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tron.core.knowledge.trouble import MOST_PASSAGES, DocumentTrouble


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the headings above it. `row`: a line of a table, a passage by itself."""

    text: str
    heading: str = ""
    row: bool = False


class Headings:
    """The headings above the present place, as one line: "Delivery > Outside the city"."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, text: str) -> None:
        """A heading; 1 is the highest. Ends those of its level and below."""
        self._open = [(above, title) for above, title in self._open if above < level]
        if title := " ".join(text.split()):
            self._open.append((level, title[:200]))

    @property
    def now(self) -> str:
        return " > ".join(title for _, title in self._open)


def rows_of(table: Sequence[Sequence[str]], heading: str = "") -> Iterator[Block]:
    """Each row with the names of its columns, "Item: Rice; Price: 650", so that a question finds it by itself.

    Raises DocumentTrouble when there are more than an agent can hold.
    """
    filled = [[" ".join(cell.split()) for cell in row] for row in table]
    filled = [row for row in filled if any(row)]
    if not filled:
        return
    header, *rows = filled
    if len(rows) > MOST_PASSAGES:
        raise DocumentTrouble("too_long")
    if not rows:
        yield Block("; ".join(cell for cell in header if cell), heading)
    for row in rows:
        yield Block("; ".join(_cells(header, row)), heading, row=True)


def _cells(header: Sequence[str], row: Sequence[str]) -> Iterator[str]:
    for place, cell in enumerate(row):
        name = header[place] if place < len(header) else ""
        if cell:
            yield f"{name}: {cell}" if name and name != cell else cell
