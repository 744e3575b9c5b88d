"""The state of one engine, as doctor, readyz and the start-up lines show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

EngineState = Literal["missing", "loading", "ready", "failed"]
INSTALL_HINT = "Run `tron models install`, then start Tron again."


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """`detail` says why (failed) or what is missing; `seconds` is how long loading took, 0 until it ended.

    `facts` are the engine's own: languages, model, `free_talk` for the language model.
    """

    name: str
    title: str
    state: EngineState
    detail: str = ""
    hint: str = ""
    seconds: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Plain values, for the wire and for readyz."""
        return asdict(self)

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> EngineStatus:
        return cls(**row)
