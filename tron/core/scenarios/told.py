"""What a run says of a scenario: in English, and as a code with values for pages that have words of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tron.core.models.scenario import NoteValue, ScenarioNote


@dataclass(frozen=True, slots=True)
class Told:
    """`note` None: the words are somebody else's, such as a judge's."""

    text: str
    note: ScenarioNote | None = None
    values: Mapping[str, NoteValue] = field(default_factory=dict)


class NoAnswer(Exception):
    """The model gave none that can be used; `told` is for people."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.text)
        self.told = told
