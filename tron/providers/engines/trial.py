"""Models that end the engines' process when they are loaded (too little memory, a broken file) are left out.

A mark is set before each load and taken away after it. A process that dies in between leaves its mark; three of them
in a row, and the engine does without that model until a person tries again.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

log = logging.getLogger(__name__)
T = TypeVar("T")

ENOUGH = 3


class Trials:
    """Marks in `<models>/.trials`, one file for each model, a byte for each load that did not end."""

    def __init__(self, models: Path) -> None:
        self._folder = models / ".trials"
        self._under_way: set[str] = set()

    def gave_up(self, model_id: str) -> bool:
        """Whether the model broke the process too often."""
        return self._marks(model_id) >= ENOUGH

    @contextmanager
    def load(self, model_id: str) -> Iterator[None]:
        """Around a load. One that raises did not break the process."""
        self._under_way.add(model_id)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (self._folder / model_id).open("ab") as file:
                file.write(b".")
        try:
            yield
        finally:
            self.forget(model_id)
            self._under_way.discard(model_id)

    def attempt(self, model_id: str, load: Callable[[], T]) -> tuple[T | None, str | None]:
        """What `load` gives, or why the engine has to do without this model. Raises nothing."""
        if self.gave_up(model_id):
            return None, f"{model_id} broke the engines each time it was loaded, and is left out."
        try:
            with self.load(model_id):
                return load(), None
        except Exception as error:
            log.exception("the model %s did not load", model_id)
            return None, f"{model_id} did not load: {type(error).__name__}."

    def forget(self, model_id: str) -> None:
        with contextlib.suppress(OSError):
            (self._folder / model_id).unlink(missing_ok=True)

    def abandon(self) -> None:
        """The process ends in the middle of loads, and for another reason."""
        for model_id in tuple(self._under_way):
            marks = self._marks(model_id)
            with contextlib.suppress(OSError):
                (self._folder / model_id).write_bytes(b"." * max(marks - 1, 0))

    def _marks(self, model_id: str) -> int:
        try:
            return (self._folder / model_id).stat().st_size
        except OSError:
            return 0
