"""server_recordings: what a line's own server records of calls, and how far that is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Double, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base

STATES = ("starting", "active", "complete", "failed")


class ServerRecording(Base):
    """One call's. It is looked at again at `look_at`; None: nothing is awaited any more.

    `keep`: the worker's own recording stays, whatever becomes of this one. `name` is the file's.
    """

    __tablename__ = "server_recordings"

    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), primary_key=True)
    line: Mapped[str] = mapped_column(String(30))
    room: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(100))
    keep: Mapped[bool]
    vendor_id: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10), default="starting")
    trouble: Mapped[str | None] = mapped_column(String(20))
    detail: Mapped[str | None] = mapped_column(String(300))
    location: Mapped[str | None] = mapped_column(String(1000))
    seconds: Mapped[float | None] = mapped_column(Double)
    size: Mapped[int | None] = mapped_column(BigInteger)
    look_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
        Index("ix_server_recordings_due", "look_at", postgresql_where=text("look_at IS NOT NULL")),
    )
