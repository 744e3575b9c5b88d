"""A tool of one call, and what came of using it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from tron.core.chat import ToolSpec

LONGEST_RESULT = 4000
"""Characters that a model gets of an answer: a telephone call has no use for more, and every turn pays for them."""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """`text` is for the model. `ok` False: the tool ran, and the answer is a refusal. `status`: an HTTP status."""

    text: str
    ok: bool = True
    status: int | None = None


class Tool(Protocol):
    """`seconds` is how long it may take."""

    @property
    def spec(self) -> ToolSpec: ...

    @property
    def seconds(self) -> float: ...

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        """Runs it; the arguments fit the schema. Raises ToolTrouble."""
        ...

    async def aclose(self) -> None:
        """The call is over."""
        ...


def shortened(text: str, limit: int = LONGEST_RESULT) -> str:
    """The text as it fits, saying so where it was cut."""
    return text if len(text) <= limit else f"{text[:limit]}\n[cut: {len(text) - limit} more characters]"
