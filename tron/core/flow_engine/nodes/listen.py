"""Waits for the caller."""

from __future__ import annotations

from pydantic import Field

from tron.core.flow_engine.fields import MaybeVariable, Silence, Timeout, Tries
from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, NodeData, NodeType, spoken


class ListenData(NodeData):
    timeout_seconds: Timeout = 6
    on_silence: Silence = "repeat"
    tries: Tries = 2
    prompt: str = Field(
        default="",
        title="Ask again with",
        description="Said after silence; empty repeats what was said last.",
        json_schema_extra=spoken(),
    )
    variable: MaybeVariable = Field(
        default="",
        title="Keep the words as",
        description="A variable's name; optional.",
        json_schema_extra={"widget": "variable"},
    )


class Listen(NodeType[ListenData]):
    type = "listen"
    category = "speech"
    icon = "mic"
    title = "Listen"
    help = "Waits until the caller has spoken."
    data = ListenData

    def listens(self, data: ListenData) -> bool:
        return True

    def sets(self, data: ListenData) -> list[str]:
        return [data.variable] if data.variable else []

    async def execute(self, run: NodeRun, data: ListenData) -> str:
        if data.prompt.strip() and run.again and not run.is_answered:
            await run.say_short(data.prompt)
        else:
            await run.ask_again()
        words = await run.hear(data.timeout_seconds, on_silence=data.on_silence, tries=data.tries, prompt=data.prompt)
        if words.private:
            run.protect(data.variable)
        run.set(data.variable, words.text or words.keys)
        return NEXT
