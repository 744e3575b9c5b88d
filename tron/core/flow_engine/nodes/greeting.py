"""The first words of the call."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from tron.core.flow_engine.fields import Silence, Timeout, Tries
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType, spoken


class GreetingData(NodeData):
    text: str = Field(
        default="Hello {{contact_name}}, this is {{agent_name}}, an automated assistant.",
        title="Text",
        description="Said first. Say who calls and that it is an automated assistant.",
        json_schema_extra=spoken(),
    )
    wait_for_response: bool = Field(
        default=True, title="Wait for an answer", description="Listen before the next node runs."
    )
    timeout_seconds: Timeout = 5
    on_silence: Silence = "repeat"
    tries: Tries = 2


class Greeting(NodeType[GreetingData]):
    type = "greeting"
    category = "speech"
    icon = "message-circle"
    title = "Greeting"
    help = "The first message after somebody picks up. It takes the place of the agent's own greeting."
    data = GreetingData

    def listens(self, data: GreetingData) -> bool:
        return data.wait_for_response

    def likely_texts(self, data: GreetingData) -> Sequence[str]:
        return (data.text,)

    def problems(self, data: GreetingData) -> list[tuple[str, str, str]]:
        return [] if data.text.strip() else [("empty_text", "text", "Write what the agent says.")]

    async def execute(self, run: NodeRun, data: GreetingData) -> str:
        if not run.again:
            await run.say(data.text)
        elif run.state.pending is None:
            await run.say_short(data.text)
        if data.wait_for_response:
            await run.hear(data.timeout_seconds, on_silence=data.on_silence, tries=data.tries, prompt=data.text)
        return NEXT
