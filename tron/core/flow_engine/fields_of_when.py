"""Fields of a node that asks for a day or a time: which of them are taken."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING

from pydantic import Field

from tron.core.flow_engine.fields import MaybeVariable
from tron.core.flow_engine.open_hours import BadHours, OpenHours, When, open_hours
from tron.core.flow_engine.spec import ADVANCED, NodeData, spoken

if TYPE_CHECKING:
    from tron.core.flow_engine.run import NodeRun


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


def when_problems(data: WhenData) -> list[tuple[str, str, str]]:
    """(code, field, message) of what is wrong with them."""
    try:
        open_hours(data.hours)
    except BadHours as problem:
        return [("bad_hours", "hours", str(problem))]
    return []
