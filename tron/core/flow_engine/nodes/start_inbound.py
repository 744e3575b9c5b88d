"""Start of a call that reaches Tron."""

from __future__ import annotations

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NoData, NodeType


class StartInbound(NodeType[NoData]):
    type = "start_inbound"
    category = "triggers"
    icon = "phone-incoming"
    title = "Start (inbound)"
    help = "The conversation begins here when somebody calls this number and the agent picks up."
    is_start = True
    entered_by_edge = False

    async def execute(self, run: NodeRun, data: NoData) -> str:
        del run, data
        return NEXT
