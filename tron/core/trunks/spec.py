"""What a line says of itself: the settings that its trunks need, and the state it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from pydantic import BaseModel, ConfigDict

from tron.core.ports import Trunk

LineStateName = Literal["ready", "missing", "failing", "off"]


class TrunkModel(BaseModel):
    """Base of a line's trunk settings: fields with title and description; a `SecretStr` is stored encrypted."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class LineState:
    """Whether calls can be made. `missing` names the settings or fields that are not there."""

    state: LineStateName
    detail: str
    missing: tuple[str, ...] = ()


@runtime_checkable
class Configurable(Protocol):
    """A line that dials by trunks."""

    trunk_model: type[TrunkModel]

    async def state(self, trunk: Trunk | None) -> LineState:
        """How this trunk is; of None, whether the line itself is set up. Raises nothing."""
        ...
