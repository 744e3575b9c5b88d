"""Finds the lines of this room: every module here with a `register(lines, context)` function."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from tron import telephony
from tron.core.clock import Clock
from tron.core.compliance import GateSettings
from tron.core.lines import Lines
from tron.core.ports import TextToSpeech
from tron.core.speech import SpokenUtterance


class NoSettings:
    """Nothing is set."""

    def get(self, key: str) -> Any:
        return None


async def _no_tickets(_call: UUID, _token: str) -> bool:
    return False


async def _no_settings() -> GateSettings:
    return NoSettings()


@dataclass(frozen=True, slots=True)
class LineContext:
    """What a line may need. `on_spoken` is told, with the call's id, of every utterance of a practice person;
    `redeem` uses up a token for a call's stream, and says whether it was good; `settings` are those of this moment."""

    clock: Clock
    data_dir: Path
    speech: TextToSpeech | None = None
    on_spoken: Callable[[UUID, SpokenUtterance], None] = lambda _call, _utterance: None
    redeem: Callable[[UUID, str], Awaitable[bool]] = _no_tickets
    settings: Callable[[], Awaitable[GateSettings]] = _no_settings


def register_lines(lines: Lines, context: LineContext) -> Lines:
    """Let every line register itself."""
    for found in pkgutil.iter_modules(telephony.__path__):
        module = importlib.import_module(f"{telephony.__name__}.{found.name}")
        register = getattr(module, "register", None)
        if register is not None:
            register(lines, context)
    return lines
