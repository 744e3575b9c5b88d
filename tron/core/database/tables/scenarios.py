"""flow_scenarios, flow_scenario_runs: conversations that a flow must hold, and how it held them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped

STATES = ("queued", "running", "passed", "failed", "error", "cancelled")


class FlowScenario(Identified, Timestamped, Base):
    """`definition` is all that a person wrote but the name (core/models/scenario.py)."""

    __tablename__ = "flow_scenarios"

    flow_id: Mapped[UUID] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    definition: Mapped[dict[str, Any]] = mapped_column(JSONB)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (Index("ix_flow_scenarios_flow_id", "flow_id"),)


class FlowScenarioRun(Identified, Base):
    """One run of a scenario, of several tries. `canvas_hash` and `scenario_revision` say of what.

    `version` None: the draft. `passes` of `runs` tries passed, `must_pass` have to; `results` are those that are over.
    `asked` is all that a worker needs for it (core/scenarios/asked.py), empty once it is over. `due_at` is when a
    worker may take it: later while one is at it, who is the `holder`.
    """

    __tablename__ = "flow_scenario_runs"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("flow_scenarios.id", ondelete="CASCADE"))
    version: Mapped[int | None]
    canvas_hash: Mapped[str] = mapped_column(String(64))
    scenario_revision: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default="queued", server_default="queued")
    spoken: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    passes: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    must_pass: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    runs: Mapped[int]
    seconds: Mapped[float] = mapped_column(default=0.0, server_default=text("0"))
    results: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    asked: Mapped[dict[str, Any] | None] = mapped_column(JSONB, deferred=True)
    error_code: Mapped[str | None] = mapped_column(String(40))
    error_message: Mapped[str | None] = mapped_column(Text)
    holder: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    due_at: Mapped[datetime] = mapped_column(server_default=func.now())
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
        Index("ix_flow_scenario_runs_scenario_id_id", "scenario_id", "id"),
        Index("ix_flow_scenario_runs_due_at", "due_at", postgresql_where=text("state IN ('queued', 'running')")),
    )
