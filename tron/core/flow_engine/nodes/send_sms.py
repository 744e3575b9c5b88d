"""A text message during the call."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.spec import NEXT, Handle, NodeData, NodeType, rendered
from tron.core.flow_engine.templating import filled_or_plain
from tron.core.phone import mask

FAILED: Final = "failed"
LONGEST: Final = 1600
"""Characters of a message in parts: what carriers take."""


class SendSmsData(NodeData):
    to: str = Field(
        default="{{phone_number}}",
        title="To",
        description="A phone number; as it is, the caller's.",
        json_schema_extra={"template": True},
    )
    text: str = Field(
        default="",
        title="Message",
        description="At most 1,600 characters once its variables are filled in.",
        json_schema_extra=rendered(),
    )


class SendSms(NodeType[SendSmsData]):
    type = "send_sms"
    category = "actions"
    icon = "message-square"
    title = "Send SMS"
    help = "Sends a text message while the call goes on, such as a link or a summary."
    data = SendSmsData
    handles = (Handle(NEXT, "Next"), Handle(FAILED, "Not sent", needed=False, fallback=True))

    def parts(self, data: SendSmsData) -> bool:
        return False

    def problems(self, data: SendSmsData) -> list[tuple[str, str, str]]:
        fields = (("to", data.to, "Give the number it is sent to."), ("text", data.text, "Write the message."))
        return [("empty_text", name, message) for name, text, message in fields if not text.strip()]

    async def execute(self, run: NodeRun, data: SendSmsData) -> str:
        to, text = await run.fill(data.to), (await run.fill(data.text))[:LONGEST]
        problem = "" if to and text else "There is no number or no text."
        if not problem:
            result = await run.outside.send_sms(to, text)
            problem = "" if result.sent else result.problem or "It was not taken."
        if problem:
            await run.emit("message.failed", {"to": mask(to), "problem": problem})
            return run.way(FAILED)
        shown = filled_or_plain(data.text, run.state.shown(run.state.variables)).text[:LONGEST]
        await run.emit("message.sent", {"to": mask(to), "text": shown})
        return NEXT
