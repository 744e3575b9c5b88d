"""Start of a call that Tron makes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType


class StartOutboundData(NodeData):
    purpose: Literal["service", "transactional", "promotional"] = Field(
        default="service",
        title="Kind of call",
        description="Promotional calls need a way for those who do not want to be called again.",
        json_schema_extra={
            "labels": {"service": "Service", "transactional": "Transactional", "promotional": "Promotional"}
        },
    )


class StartOutbound(NodeType[StartOutboundData]):
    type = "start_outbound"
    category = "triggers"
    icon = "phone-outgoing"
    title = "Start (outbound)"
    help = "The conversation begins here when Tron calls somebody and they answer."
    data = StartOutboundData
    is_start = True
    entered_by_edge = False

    async def execute(self, run: NodeRun, data: StartOutboundData) -> str:
        del run, data
        return NEXT
