"""What a person sees in the terminal: one readable line per step with its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tron.core.errors import TronError


class Console:
    """Prints steps. Seconds count from the start of the command."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def line(self, text: str) -> None:
        print(f"{time.monotonic() - self._began:6.2f} s  {text}", flush=True)

    @contextmanager
    def step(self, text: str) -> Iterator[None]:
        """Prints `text` with the seconds it took once it is done."""
        began = time.monotonic()
        yield
        self.line(f"{text} ({time.monotonic() - began:.2f} s)")

    @staticmethod
    def problem(error: TronError) -> None:
        print(f"tron: {error.message}", file=sys.stderr)
        for line in (error.hint or "").splitlines():
            print(f"      {line}", file=sys.stderr)
        for field in error.fields:
            if field.message != error.message:
                print(f"      {field.path}: {field.message}", file=sys.stderr)
