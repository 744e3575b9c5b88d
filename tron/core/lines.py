"""Which lines this Tron has. A line is one file in telephony/ that registers itself here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from tron.core.errors import invalid_field
from tron.core.ports import Line


@dataclass(frozen=True, slots=True)
class PracticePerson:
    """Somebody simulated who can be called. `name` says what this person does; `answers`: the call is picked up."""

    number: str
    name: str
    answers: bool
    what: str


@runtime_checkable
class Directory(Protocol):
    """A line that knows who can be called on it."""

    def people(self) -> Sequence[PracticePerson]: ...


class Lines:
    """Lines by name."""

    def __init__(self) -> None:
        self._lines: dict[str, Line] = {}

    def register(self, line: Line) -> None:
        if line.name in self._lines:
            raise ValueError(f"two lines are called {line.name}")
        self._lines[line.name] = line

    def find(self, name: str) -> Line | None:
        return self._lines.get(name)

    def get(self, name: str, *, path: str = "line") -> Line:
        """The line, or an Invalid that names the ones there are."""
        line = self._lines.get(name)
        if line is None:
            raise invalid_field(path, f"There is no line {name!r}.", hint=f"Lines: {', '.join(self._lines) or 'none'}.")
        return line

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines.values())
