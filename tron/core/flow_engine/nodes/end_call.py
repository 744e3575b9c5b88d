"""The end of the call."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from tron.core.flow_engine.fields import Outcome
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended, GoBack, Reopened
from tron.core.flow_engine.spec import NodeData, NodeType, spoken


class EndCallData(NodeData):
    message: str = Field(
        default="",
        title="Closing message",
        description="Said before hanging up; optional.",
        json_schema_extra=spoken(),
    )
    outcome: Outcome = Field(default="", title="Outcome", description="Kept with the call, such as interested.")
    returns: bool = Field(
        default=False, title="Go back instead", description="In a subflow: return to the flow that called it."
    )


class EndCall(NodeType[EndCallData]):
    type = "end_call"
    category = "endings"
    icon = "phone-off"
    title = "End call"
    help = "Says goodbye, keeps the outcome and hangs up. Somebody who speaks into the goodbye is answered once more."
    data = EndCallData
    handles = ()
    is_end = True

    def likely_texts(self, data: EndCallData) -> Sequence[str]:
        return (data.message,)

    async def execute(self, run: NodeRun, data: EndCallData) -> str:
        if data.outcome:
            run.state.outcome = run.state.outcome if run.state.opted_out else data.outcome
        if data.returns and run.state.around:
            await run.say(data.message)
            if not run.state.opted_out:
                run.state.leave_globals()
            raise GoBack
        if await run.goodbye(data.message):
            raise Reopened
        raise Ended("agent_ended", data.outcome or None)
