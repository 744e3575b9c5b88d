"""The recording: begun, ended, interrupted."""

from __future__ import annotations

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType
from tron.core.ports import RecordAction


class RecordData(NodeData):
    action: RecordAction = Field(
        default="pause",
        title="What happens",
        description="Pause before a card number is said, resume after it; while paused, silence is recorded.",
        json_schema_extra={"labels": {"start": "Start", "stop": "Stop", "pause": "Pause", "resume": "Resume"}},
    )


class Record(NodeType[RecordData]):
    type = "record"
    category = "actions"
    icon = "circle"
    title = "Record"
    help = (
        "Starts, stops, pauses or resumes the recording, such as around a card number. While it is paused what the "
        "caller says is masked wherever the call is written down, and supervisors hear nothing."
    )
    data = RecordData

    async def execute(self, run: NodeRun, data: RecordData) -> str:
        await run.outside.record(data.action)  # it may wait: what a supervisor says meanwhile is no secret
        if data.action != "stop":
            run.go_off_record(data.action == "pause")
        return NEXT
