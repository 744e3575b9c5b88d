"""audit_log, callbacks, workers: what people and processes did, or are to do."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified


class AuditEntry(Identified, Base):
    """One change of state by an actor. `changes` never holds a secret's value."""

    __tablename__ = "audit_log"

    actor: Mapped[str] = mapped_column(String(100))
    role: Mapped[str] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(60), index=True)
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[str | None] = mapped_column(String(100), index=True)
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    request_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class Callback(Identified, Base):
    """A call that a person asked for at a time. Never a queued call by itself. At most one open one for each call.

    `status`: open, cancelled; `reason` says why it is no longer open (opted_out, replaced).
    """

    __tablename__ = "callbacks"
    __table_args__ = (Index("uq_callbacks_open", "call_id", unique=True, postgresql_where=text("status = 'open'")),)

    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id"), index=True)
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id"))
    phone_number: Mapped[str | None] = mapped_column(String(20), index=True)
    contact_name: Mapped[str | None] = mapped_column(String(100))
    due_at: Mapped[datetime] = mapped_column(index=True)
    note: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20), default="open", server_default="open")
    reason: Mapped[str | None] = mapped_column(String(30))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class WorkerRow(Base):
    """A live process that may own calls. Gone when its heartbeat is old."""

    __tablename__ = "workers"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    host: Mapped[str] = mapped_column(String(100))
    pid: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    heartbeat_at: Mapped[datetime] = mapped_column(server_default=func.now())
    state: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
