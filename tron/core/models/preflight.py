"""What to know before a call, as the API shows it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from tron.core.models.page import Page, Shown


class PreflightQuery(BaseModel):
    """On which line the agent would talk, and by which trunk; null: its own, else the line's default."""

    model_config = ConfigDict(extra="forbid")

    line: str = Field(default="sandbox", max_length=30)
    trunk_id: UUID | None = None


class NoticeOut(Shown):
    """`code` is stable; `message` and `hint` are for people. With an `error` there will be no talk.

    `field`: what to change, such as `agent.call_category` or `trunk.caller_ids`; null where no one field helps.
    """

    code: Literal[
        "agent_off", "line_off", "no_category", "no_caller_id", "cannot_hear", "stand_in_voice", "prepared_lines"
    ]
    severity: Literal["error", "warning", "info"]
    message: str
    hint: str
    field: str | None


class NoticePage(Page[NoticeOut]):
    """All of them, the worst first, on one page."""
