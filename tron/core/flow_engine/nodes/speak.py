"""A fixed message."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType, spoken


class SpeakData(NodeData):
    text: str = Field(default="", title="Text", description="What the agent says.", json_schema_extra=spoken())
    interruptible: bool = Field(
        default=True, title="Can be interrupted", description="Off for sentences that the law wants to be heard whole."
    )


class Speak(NodeType[SpeakData]):
    type = "speak"
    category = "speech"
    icon = "volume-2"
    title = "Speak"
    help = "The agent says a fixed message, with variables such as {{contact_name}}."
    data = SpeakData

    def likely_texts(self, data: SpeakData) -> Sequence[str]:
        return (data.text,)

    def problems(self, data: SpeakData) -> list[tuple[str, str, str]]:
        return [] if data.text.strip() else [("empty_text", "text", "Write what the agent says.")]

    async def execute(self, run: NodeRun, data: SpeakData) -> str:
        await run.say(data.text, interruptible=data.interruptible)
        return NEXT
