"""Fields of a node that asks for a day or a time: which of them are taken."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from pydantic import Field

from tron.core.flow_engine.agreeing import names
from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.open_hours import BadHours, OpenHours, When, open_hours
from tron.core.flow_engine.spec import ADVANCED, NodeData, spoken
from tron.core.flow_engine.values import ValueKind

if TYPE_CHECKING:
    from tron.core.flow_engine.run import NodeRun


LATELY: Final = 2
"""Utterances of the caller: the answer to the question before, and the yes to its read-back."""


class WhenData(NodeData):
    hours: str = Field(
        default="",
        max_length=500,
        title="Open hours",
        description="For dates and times: others are asked again. Such as Mon-Sat 10:00-13:00, 17:00-20:00; Sun 10-12. "
        "Empty: no limit.",
        json_schema_extra=ADVANCED,
    )
    closed_text: str = Field(
        default="",
        title="When it is closed",
        description="Said before it is asked again. Empty: in the agent's language.",
        json_schema_extra=spoken(**ADVANCED),
    )
    ahead: bool = Field(
        default=False,
        title="Only ahead",
        description="For dates and times: what is over is asked again.",
        json_schema_extra=ADVANCED,
    )
    on_day: MaybeVariable = Field(
        default="",
        title="Day of the time",
        description="For times: the variable that holds its day. Empty: today.",
        json_schema_extra={**ADVANCED, "widget": "variable"},
    )
    take_said: bool = Field(
        default=False,
        title="Take what was said already",
        description="For dates and times: “tomorrow at six” answers the question for the time too. It is read back.",
        json_schema_extra=ADVANCED,
    )


def when_taken(run: NodeRun, data: WhenData, now: datetime) -> When:
    """Which days and times are taken. Hours that nobody understands limit nothing."""
    hours: OpenHours | None = None
    with suppress(BadHours):
        hours = open_hours(data.hours)
    day: date | None = now.date() if data.ahead else None
    if data.on_day:
        day = None
        with suppress(ValueError):
            day = date.fromisoformat(str(run.value(data.on_day)))
    return When(now, hours, data.ahead, day)


def said_already(run: NodeRun, data: WhenData, kind: ValueKind) -> str:
    """The caller's last words in which a day, or an hour, is plainly named; empty for none."""
    if not data.take_said or run.again:
        return ""
    said = [text for role, text in run.state.talk if role == "caller"][-LATELY:]
    return next((text for text in reversed(said) if names(kind, text)), "")


def when_problems(data: WhenData) -> list[tuple[str, str, str]]:
    """(code, field, message) of what is wrong with them."""
    try:
        open_hours(data.hours)
    except BadHours as problem:
        return [("bad_hours", "hours", str(problem))]
    return []
