"""Who is connected to the gateway's control socket."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(eq=False)
class Client:
    """`tell` sends it a message; `calls` are the ids of the calls it asked for."""

    tell: Callable[[str], None]
    watches: bool = False
    calls: set[str] = field(default_factory=set)
