"""call_legs: who else was rung within a call, by which trunk, and whether they are still on the line."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base


class CallLeg(Base):
    """A second leg of a call: it takes up its trunk until `ended_at`, or until its call is over.

    `id` is what its line knows it by.
    """

    __tablename__ = "call_legs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    call_id: Mapped[UUID] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    phone_number: Mapped[str] = mapped_column(String(20))
    trunk_id: Mapped[UUID | None]
    our_number: Mapped[str | None] = mapped_column(String(20))
    vendor_call_id: Mapped[str | None] = mapped_column(String(100))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_call_legs_open", "trunk_id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_call_legs_open_number", "phone_number", postgresql_where=text("ended_at IS NULL")),
    )
