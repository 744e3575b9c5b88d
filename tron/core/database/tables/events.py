"""call_events (the story of each call) and system_events (campaigns, workers)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, String, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base


class CallEvent(Base):
    """Append-only; partitioned by ranges of the time-ordered call id (core/database/partitions.py)."""

    __tablename__ = "call_events"

    call_id: Mapped[UUID] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(50))
    node: Mapped[str | None] = mapped_column(String(100))
    at: Mapped[datetime] = mapped_column(server_default=func.now())
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")

    __table_args__ = ({"postgresql_partition_by": "RANGE (call_id)"},)


class SystemEvent(Base):
    """Events that belong to no call. `stream` is `campaign:<id>` or `worker:<id>`, sequences are per stream."""

    __tablename__ = "system_events"

    stream: Mapped[str] = mapped_column(String(80), primary_key=True)
    sequence: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    type: Mapped[str] = mapped_column(String(50))
    at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
