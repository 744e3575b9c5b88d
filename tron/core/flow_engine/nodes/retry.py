"""Counts how often a part of the flow is tried."""

from __future__ import annotations

from collections.abc import Collection

from pydantic import Field

from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, Handle, NodeData, NodeType

AGAIN = "again"
USED_UP = "used_up"


class RetryData(NodeData):
    max_attempts: int = Field(
        default=2,
        ge=1,
        le=20,
        title="Again at most",
        description="Times it leads back; after that it leaves by Used up, for the rest of the call.",
    )
    name: str = Field(
        default="",
        max_length=60,
        title="Counts as",
        description="Retry nodes of the same name in this flow count together. Optional.",
        json_schema_extra=ADVANCED,
    )
    variable: MaybeVariable = Field(
        default="",
        title="Keep the count as",
        description="A variable that holds how often it led back; optional.",
        json_schema_extra={**ADVANCED, "widget": "variable"},
    )


class Retry(NodeType[RetryData]):
    type = "retry"
    category = "logic"
    icon = "repeat"
    title = "Retry"
    help = "Leads back a limited number of times, such as to a question that was not answered; then it goes on."
    data = RetryData
    handles = (Handle(AGAIN, "Again"), Handle(USED_UP, "Used up", fallback=True))

    def sets(self, data: RetryData) -> list[str]:
        return [data.variable] if data.variable else []

    def sets_by(self, data: RetryData, way: Handle, connected: Collection[str]) -> list[str]:
        """It led back before it is used up."""
        return self.sets(data)

    async def execute(self, run: NodeRun, data: RetryData) -> str:
        count = run.memory
        if data.name:
            count = run.state.memory.setdefault(f"{run.state.flow}:retry:{data.name}", {})
        used = int(count.get("used", 0))
        if used >= data.max_attempts:
            return USED_UP
        count["used"] = used + 1
        run.set(data.variable, used + 1)
        return AGAIN
