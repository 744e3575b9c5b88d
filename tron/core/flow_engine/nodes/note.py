"""A sticky note on the canvas."""

from __future__ import annotations

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType


class NoteData(NodeData):
    text: str = Field(
        default="", title="Note", description="What the reader should know.", json_schema_extra={"widget": "long_text"}
    )
    color: str = Field(default="yellow", max_length=20, title="Colour", description="Of the paper.")


class Note(NodeType[NoteData]):
    type = "note"
    category = "helpers"
    icon = "sticky-note"
    title = "Note"
    help = "Words for those who read the flow. It never runs."
    data = NoteData
    handles = ()
    runs = False
    entered_by_edge = False

    async def execute(self, run: NodeRun, data: NoteData) -> str:
        del run, data
        return NEXT
