"""A pause in the talk."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType, spoken


class WaitData(NodeData):
    seconds: float = Field(
        default=2,
        ge=0.5,
        le=30,
        title="How long",
        description="What the caller says meanwhile waits for the next node that listens.",
        json_schema_extra={"unit": "s"},
    )
    filler: str = Field(
        default="",
        title="Say first",
        description="Such as: let me check that for you. Optional.",
        json_schema_extra=spoken(),
    )


class Wait(NodeType[WaitData]):
    type = "wait"
    category = "actions"
    icon = "clock"
    title = "Wait"
    help = "Lets some seconds pass, with a sentence before it if you like."
    data = WaitData

    def likely_texts(self, data: WaitData) -> Sequence[str]:
        return (data.filler,) if data.filler else ()

    async def execute(self, run: NodeRun, data: WaitData) -> str:
        await run.say(data.filler)
        await run.outside.pause(data.seconds)
        return NEXT
