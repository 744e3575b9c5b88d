"""Keeps how the call went."""

from __future__ import annotations

from pydantic import Field

from tron.core.flow_engine.fields import Outcome
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType


class SetOutcomeData(NodeData):
    outcome: Outcome = Field(default="", title="Outcome", description="Such as interested or paid.")


class SetOutcome(NodeType[SetOutcomeData]):
    type = "set_outcome"
    category = "actions"
    icon = "flag"
    title = "Set outcome"
    help = "Keeps the call's outcome and goes on. A later one replaces it."
    data = SetOutcomeData

    def problems(self, data: SetOutcomeData) -> list[tuple[str, str, str]]:
        return [] if data.outcome else [("empty_text", "outcome", "Name the outcome.")]

    async def execute(self, run: NodeRun, data: SetOutcomeData) -> str:
        if data.outcome and not run.state.opted_out:
            run.state.outcome = data.outcome
            await run.emit("flow.outcome", {"outcome": data.outcome})
        return NEXT
