"""What the gate reads and writes: decisions, opt-outs, and one row to lock for each number."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified


class DialDecision(Identified, Base):
    """The ledger: each question put to the gate with its answer, also for calls that ring nobody."""

    __tablename__ = "dial_decisions"

    call_id: Mapped[UUID] = mapped_column(index=True)
    phone_number: Mapped[str | None] = mapped_column(String(20), index=True)
    line: Mapped[str] = mapped_column(String(30))
    destination: Mapped[str] = mapped_column(String(10), default="person", server_default="person")
    """Whom it would ring: person, transfer (a colleague), extension (an own softphone), loop (a test of the line),
    message (nobody: words are sent)."""
    allowed: Mapped[bool]
    exempt: Mapped[bool]
    rule: Mapped[str | None] = mapped_column(String(50))
    detail: Mapped[str | None] = mapped_column(Text)
    facts: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class OptOut(Identified, Base):
    """A number that asked never to be called again. `source` says where: a call, a message's channel, a vendor that
    was told (`vendor:twilio`), a person, a file."""

    __tablename__ = "opt_outs"

    phone_number: Mapped[str] = mapped_column(String(20), unique=True)
    source: Mapped[str] = mapped_column(String(100))
    call_id: Mapped[UUID | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class PhoneState(Base):
    """A row for each real number, locked by every claim of it."""

    __tablename__ = "phone_state"

    phone_number: Mapped[str] = mapped_column(String(20), primary_key=True)
    last_claimed_at: Mapped[datetime | None]
