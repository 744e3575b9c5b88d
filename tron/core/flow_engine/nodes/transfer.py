"""Connects the caller with a person: handed over, introduced first, or in a talk of three."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from tron.core.flow_engine.run import NodeRun
from tron.core.flow_engine.signals import Ended
from tron.core.flow_engine.spec import ADVANCED, Handle, NodeData, NodeType, spoken
from tron.core.flow_engine.world import TransferResult
from tron.core.phone import mask
from tron.core.ports.colleagues import Invitation

FAILED = "failed"
JOINED = "joined"
TRANSFERRED = "transferred"
Mode = Literal["cold", "warm", "conference"]


class TransferData(NodeData):
    mode: Mode = Field(
        default="cold",
        title="How",
        description="Hand over: the agent leaves at once. Introduce: the person is told first what it is about. "
        "Talk of three: the agent stays.",
        json_schema_extra={"labels": {"cold": "Hand over", "warm": "Introduce first", "conference": "Talk of three"}},
    )
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
    brief: str = Field(
        default="",
        title="Brief",
        description="What they hear while the caller waits, before they take the call. Empty: the announcement.",
        json_schema_extra=spoken(),
    )
    accept: Literal["key", "stay"] = Field(
        default="key",
        title="They accept by",
        description="Key 1, and any other key declines; or by staying on the line after the brief.",
        json_schema_extra={**ADVANCED, "labels": {"key": "Pressing 1", "stay": "Staying on the line"}},
    )
    ask: str = Field(
        default="To take this call press 1. To decline press 2.",
        title="Ask them",
        description="Said after the brief where a key accepts.",
        json_schema_extra=spoken(**ADVANCED),
    )
    stay_seconds: float = Field(
        default=4,
        ge=1,
        le=30,
        title="Staying means",
        description="On the line for so long after the brief.",
        json_schema_extra={**ADVANCED, "unit": "s"},
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
    help = "Connects the caller with a person, at once or after a brief. Nobody takes the call: it goes on here."
    data = TransferData
    handles = (
        Handle(JOINED, "In a talk of three", needed=False),
        Handle(FAILED, "Nobody answered", fallback=True),
    )

    def handles_of(self, data: TransferData) -> list[Handle]:
        conference = [Handle(JOINED, "In a talk of three")] if data.mode == "conference" else []
        return [*conference, Handle(FAILED, "Nobody answered", fallback=True)]

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
        await run.emit("transfer.started", {"to": shown(to), "mode": data.mode})
        result = await _connect(run, data, to)
        if not result.answered:
            await run.emit("transfer.failed", {"to": shown(to), "reason": result.reason})
            return FAILED
        await run.emit("transfer.answered", {"to": shown(to), "by": shown(result.by), "mode": data.mode})
        if data.mode == "conference":
            return JOINED
        if result.joined:
            await run.outside.together()
        raise Ended(TRANSFERRED)


async def _connect(run: NodeRun, data: TransferData, to: str) -> TransferResult:
    if data.mode == "cold":
        return await run.transfer(to, await run.fill_spoken(data.announce), data.wait_seconds)
    brief = await run.fill_spoken(data.brief or data.announce)
    ask = await run.fill_spoken(data.ask) if data.accept == "key" else ""
    return await run.invite(
        Invitation(
            to,
            brief,
            ask,
            data.accept,
            stay_seconds=data.stay_seconds,
            wait=data.wait_seconds,
            stays=data.mode == "conference",
        )
    )


def shown(to: str) -> str:
    """A name as it is, a number masked."""
    return mask(to) if any(map(str.isdigit, to)) else to
