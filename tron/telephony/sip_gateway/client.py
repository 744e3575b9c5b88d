"""Who is connected to the gateway's control socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Client:
    """`tell` sends it a message; `calls` are the ids of the calls it asked for."""

    tell: Callable[[str], None]
    watches: bool = False
    takes: bool = False
    """Calls that come in are offered to it."""
    asked_at: int = 0
    """Its turn of being offered one."""
    calls: set[str] = field(default_factory=set)
