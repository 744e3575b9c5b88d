"""Start of a call that Tron makes."""

from __future__ import annotations

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NoData, NodeType


class StartOutbound(NodeType[NoData]):
    type = "start_outbound"
    category = "triggers"
    icon = "phone-outgoing"
    title = "Start (outbound)"
    help = "The conversation begins here when Tron calls somebody and they answer."
    is_start = True
    entered_by_edge = False

    async def execute(self, run: NodeRun, data: NoData) -> str:
        del run, data
        return NEXT
