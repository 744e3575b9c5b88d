"""A condition that is watched everywhere in the flow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pydantic import Field

from tron.core.flow_engine.deciding import has_any
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import ADVANCED, NEXT, Handle, NodeData, NodeType
from tron.core.models.agent_parts import Keyword
from tron.core.scripts.phrases import asks_human, asks_if_machine, is_busy
from tron.core.scripts.wishes import wants_no_calls

Condition = Literal["asks_human", "do_not_call", "busy", "asks_if_machine", "voicemail", "custom"]


class GlobalData(NodeData):
    condition: Condition = Field(
        default="asks_human",
        title="When",
        description="Watched at every turn, wherever the talk is. A voicemail is watched for only on phone lines, and "
        "where the agent's “When a machine answers” is to go on in the flow.",
        json_schema_extra={
            "labels": {
                "asks_human": "The caller asks for a human",
                "do_not_call": "The caller asks not to be called again",
                "busy": "The caller is driving or busy",
                "asks_if_machine": "The caller asks whether this is a machine",
                "voicemail": "A voicemail picks up (the agent must go on in the flow)",
                "custom": "Something else",
            }
        },
    )
    keywords: list[Keyword] = Field(
        default_factory=list,
        max_length=100,
        title="Keywords",
        description="More words that count as this.",
        json_schema_extra={"widget": "keywords"},
    )
    description: str = Field(
        default="",
        max_length=500,
        title="Description",
        description="For the model, where the words are not listed: what the caller says or asks.",
    )
    times: int = Field(
        default=2, ge=1, le=10, title="At most", description="Times in one call.", json_schema_extra=ADVANCED
    )

    def said(self, text: str) -> bool:
        """Whether the words themselves mean it."""
        rules: dict[str, Callable[[str], bool]] = {
            "asks_human": asks_human,
            "do_not_call": wants_no_calls,
            "asks_if_machine": asks_if_machine,
            "busy": is_busy,
        }
        by_rule = rules.get(self.condition)
        return (by_rule is not None and by_rule(text)) or has_any(self.keywords, text)


class GlobalNode(NodeType[GlobalData]):
    type = "global"
    category = "helpers"
    icon = "radar"
    title = "Global"
    help = (
        "Watched everywhere in the flow. What follows it is done at once; where its way ends without an ending, "
        "the talk goes back to where it was."
    )
    data = GlobalData
    handles = (Handle(NEXT, "Then"),)
    entered_by_edge = False

    def problems(self, data: GlobalData) -> list[tuple[str, str, str]]:
        if data.condition == "custom" and not (data.keywords or data.description.strip()):
            return [("empty_condition", "description", "Describe what is watched, or list keywords.")]
        return []

    async def execute(self, run: NodeRun, data: GlobalData) -> str:
        del run, data
        return NEXT
