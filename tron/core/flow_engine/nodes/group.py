"""A frame around nodes of the canvas."""

from __future__ import annotations

from pydantic import Field

from tron.core.flow_engine.canvas import MOST_NODES
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType


class GroupData(NodeData):
    color: str = Field(default="blue", max_length=20, title="Colour", description="Of the frame.")
    collapsed: bool = Field(default=False, title="Folded", description="Drawn as one box; its nodes run all the same.")
    nodes: list[str] = Field(
        default_factory=list,
        max_length=MOST_NODES,
        title="Nodes",
        description="The ids of the nodes inside.",
        json_schema_extra={"widget": "members"},
    )


class Group(NodeType[GroupData]):
    type = "group"
    category = "helpers"
    icon = "box"
    title = "Group"
    help = "A frame with a name around nodes that belong together. It never runs."
    data = GroupData
    handles = ()
    runs = False
    entered_by_edge = False

    async def execute(self, run: NodeRun, data: GroupData) -> str:
        del run, data
        return NEXT
