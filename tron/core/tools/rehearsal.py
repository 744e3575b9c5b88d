"""A tool that a simulation tells of and does not run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tron.core.chat import ToolSpec
from tron.core.events.emit import Emit
from tron.core.tools.tool import Tool, ToolResult

NOT_RUN: Final = "tool.not_run"
"""The event of a simulation in which a tool was wanted and not run: its payload has the `name`."""
ANSWER: Final = (
    "Not run: this conversation is a trial, and this tool might change something. Nothing was done and nothing was "
    "looked up. Say that it was left out because this is a trial, and go on."
)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Stands in for a tool that might change something outside; the model reads that it did not run."""

    tool: Tool
    emit: Emit

    @property
    def spec(self) -> ToolSpec:
        return self.tool.spec

    @property
    def seconds(self) -> float:
        return self.tool.seconds

    async def __call__(self, arguments: Mapping[str, Any]) -> ToolResult:
        del arguments
        await self.emit(NOT_RUN, {"name": self.spec.name}, None)
        return ToolResult(ANSWER, ok=False)

    async def aclose(self) -> None:
        await self.tool.aclose()
