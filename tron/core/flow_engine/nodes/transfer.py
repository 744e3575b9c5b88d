"""Hands the caller over to a person."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended
from tron.core.flow_engine.spec import ADVANCED, Handle, NodeData, NodeType, spoken
from tron.core.phone import mask

FAILED = "failed"
TRANSFERRED = "transferred"


class TransferData(NodeData):
    to: str = Field(
        default="",
        title="To",
        description="A phone number with its country code, or the name of a colleague or queue.",
        json_schema_extra={"template": True},
    )
    text: str = Field(
        default="Please stay on the line, I am connecting you.",
        title="Say first",
        description="What the caller hears before it rings.",
        json_schema_extra=spoken(),
    )
    announce: str = Field(
        default="",
        title="Announcement",
        description="What the colleague hears first: who calls, and why. Optional.",
        json_schema_extra=spoken(),
    )
    wait_seconds: float = Field(
        default=30,
        ge=5,
        le=120,
        title="Ring for",
        description="Nobody has answered by then: the call comes back here.",
        json_schema_extra={**ADVANCED, "unit": "s"},
    )


class Transfer(NodeType[TransferData]):
    type = "transfer"
    category = "actions"
    icon = "phone-forwarded"
    title = "Transfer"
    help = "Connects the caller with a person. Once somebody answers the agent leaves; else it goes on here."
    data = TransferData
    handles = (Handle(FAILED, "Nobody answered", fallback=True),)

    def parts(self, data: TransferData) -> bool:
        return False

    def likely_texts(self, data: TransferData) -> Sequence[str]:
        return (data.text,)

    def problems(self, data: TransferData) -> list[tuple[str, str, str]]:
        return [] if data.to.strip() else [("empty_text", "to", "Give the number or name to connect to.")]

    async def execute(self, run: NodeRun, data: TransferData) -> str:
        to = await run.fill(data.to)
        if not to:
            await run.emit("transfer.failed", {"to": "none", "reason": "invalid_number"})
            return FAILED
        await run.say(data.text, interruptible=False)
        await run.overhear()
        await run.emit("transfer.started", {"to": shown(to)})
        result = await run.transfer(to, await run.fill_spoken(data.announce), data.wait_seconds)
        if result.answered:
            await run.emit("transfer.answered", {"to": shown(to), "by": result.by})
            raise Ended(TRANSFERRED)
        await run.emit("transfer.failed", {"to": shown(to), "reason": result.reason})
        return FAILED


def shown(to: str) -> str:
    """A name as it is, a number masked."""
    return mask(to) if any(map(str.isdigit, to)) else to
