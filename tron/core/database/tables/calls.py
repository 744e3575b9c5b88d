"""calls: one row for each attempt. call_drafts: the canvas of one that speaks a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified

STATUSES = ("queued", "ringing", "in_progress", "completed", "failed", "no_answer", "busy", "cancelled")
LIVE_SQL = "status IN ('ringing', 'in_progress')"
ENGLISH_SQL = "english_state IN ('wanted', 'running')"


class Call(Identified, Base):
    """The plan's columns, and what claiming, owning and reconciling a call needs."""

    __tablename__ = "calls"

    campaign_id: Mapped[UUID | None] = mapped_column(index=True)
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id"), index=True)
    flow_id: Mapped[UUID | None]
    flow_version: Mapped[int | None]
    flow_draft: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """It walks the canvas of its CallDraft."""
    previous_call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id"), index=True)
    phone_number: Mapped[str | None] = mapped_column(String(20), index=True)
    contact_name: Mapped[str | None] = mapped_column(String(100))
    contact_metadata: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    line: Mapped[str] = mapped_column(String(30))
    line_options: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    rings_phone: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    status: Mapped[str] = mapped_column(String(20), default="queued", server_default="queued")
    reason: Mapped[str | None] = mapped_column(String(50))
    sip_status: Mapped[int | None]
    direction: Mapped[str] = mapped_column(String(10), default="outbound", server_default="outbound")
    eligible_at: Mapped[datetime] = mapped_column(server_default=func.now())
    owner: Mapped[UUID | None]
    heartbeat_at: Mapped[datetime | None]
    hangup_requested_at: Mapped[datetime | None]
    agent_muted: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    next_seq: Mapped[int] = mapped_column(default=1, server_default="1")
    started_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    duration_seconds: Mapped[int | None]
    talk_time_seconds: Mapped[int | None]
    sip_call_id: Mapped[str | None] = mapped_column(String(100))
    livekit_room: Mapped[str | None] = mapped_column(String(100))
    twilio_call_sid: Mapped[str | None] = mapped_column(String(50))
    trunk_id: Mapped[UUID | None] = mapped_column(ForeignKey("trunks.id", ondelete="SET NULL"))
    our_number: Mapped[str | None] = mapped_column(String(20))
    """The caller id of a call that Tron makes, the number that was called of one that comes in."""
    vendor_call_id: Mapped[str | None] = mapped_column(String(100), index=True)
    answered_by: Mapped[str | None] = mapped_column(String(20))
    """human, machine, screening, fax or announcement, once that is known."""
    sip_headers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    recording_url: Mapped[str | None] = mapped_column(String(500))
    transcript: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    turns: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    english_state: Mapped[str | None] = mapped_column(String(10))
    english_at: Mapped[datetime | None]
    english_reason: Mapped[str | None] = mapped_column(String(30))
    summary: Mapped[str | None] = mapped_column(Text)
    sentiment: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(50))
    extracted_data: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    retry_count: Mapped[int] = mapped_column(default=0, server_default="0")
    error_message: Mapped[str | None] = mapped_column(Text)
    cost_estimate: Mapped[float | None] = mapped_column(Double)
    cost: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (
        CheckConstraint("status IN ('" + "', '".join(STATUSES) + "')", name="status"),
        CheckConstraint("direction IN ('outbound', 'inbound')", name="direction"),
        Index("ix_calls_queued", "eligible_at", postgresql_where=text("status = 'queued'")),
        Index(
            "ix_calls_queued_inbound",
            "eligible_at",
            postgresql_where=text("status = 'queued' AND direction = 'inbound'"),
        ),
        Index("ix_calls_live", "owner", "heartbeat_at", postgresql_where=text(LIVE_SQL)),
        # One live call for each real number, whatever the code above thinks.
        Index(
            "uq_calls_live_number",
            "phone_number",
            unique=True,
            postgresql_where=text(LIVE_SQL + " AND rings_phone AND direction = 'outbound'"),
        ),
        Index("ix_calls_live_trunk", "trunk_id", postgresql_where=text(LIVE_SQL)),
        Index("ix_calls_live_our_number", "our_number", postgresql_where=text(LIVE_SQL)),
        Index("ix_calls_english", "english_at", postgresql_where=text(ENGLISH_SQL)),
        Index("ix_calls_created", "created_at"),
        # The tests of a trunk are few, and looked for by every page that shows it.
        Index("ix_calls_loop", "trunk_id", "id", postgresql_where=text("(line_options ->> 'loop') IS NOT NULL")),
        # An id begins with the time it was made: the latest calls over a version of a flow.
        Index("ix_calls_flow", "flow_id", "flow_version", "id", postgresql_where=text("flow_id IS NOT NULL")),
        Index(
            "ix_calls_search_trgm",
            "contact_name",
            "phone_number",
            postgresql_using="gin",
            postgresql_ops={"contact_name": "gin_trgm_ops", "phone_number": "gin_trgm_ops"},
        ),
    )


class CallDraft(Base):
    """A flow's draft as it was when the call was asked for: whatever is drawn meanwhile, the call walks this one."""

    __tablename__ = "call_drafts"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    revision: Mapped[int]
    canvas: Mapped[dict[str, Any]] = mapped_column(JSONB)
