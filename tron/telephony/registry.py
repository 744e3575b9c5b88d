"""Finds the lines of this room: every module here with a `register(lines, context)` function."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from uuid import UUID

from tron import telephony
from tron.core.call_engine.inbound import NOT_NOW, Incoming, NotTaken
from tron.core.clock import Clock
from tron.core.compliance import GateSettings, no_settings
from tron.core.lines import Lines
from tron.core.ports import TextToSpeech
from tron.core.speech import SpokenUtterance
from tron.core.trunks.book import Book, EmptyBook


async def _no_tickets(_call: UUID, _token: str) -> bool:
    return False


async def _no_reception(_incoming: Incoming) -> UUID:
    raise NotTaken(NOT_NOW, "This process takes no calls.")


class LetGo(Protocol):
    """`Reception.let_go`."""

    async def __call__(self, incoming: Incoming, /, *, waits: bool) -> bool: ...


async def _keeps_waiting(_incoming: Incoming, /, *, waits: bool) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class LineContext:
    """What a line may need. `on_spoken` is told, with the call's id, of every utterance of a practice person;
    `redeem` uses up a token for a call's stream, and says whether it was good; `settings` are those of this moment;
    `receive` writes down a call that comes in, and answers its id (raises NotTaken); `let_go` says whether a caller
    whom no worker took waits no longer (`Reception.let_go`); `book` knows trunks and calls."""

    clock: Clock
    data_dir: Path
    speech: TextToSpeech | None = None
    on_spoken: Callable[[UUID, SpokenUtterance], None] = lambda _call, _utterance: None
    redeem: Callable[[UUID, str], Awaitable[bool]] = _no_tickets
    settings: Callable[[], Awaitable[GateSettings]] = no_settings
    receive: Callable[[Incoming], Awaitable[UUID]] = _no_reception
    book: Book = field(default_factory=EmptyBook)
    let_go: LetGo = _keeps_waiting


def register_lines(lines: Lines, context: LineContext) -> Lines:
    """Let every line register itself."""
    for found in pkgutil.iter_modules(telephony.__path__):
        module = importlib.import_module(f"{telephony.__name__}.{found.name}")
        register = getattr(module, "register", None)
        if register is not None:
            register(lines, context)
    return lines
