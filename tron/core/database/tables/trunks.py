"""trunks, phone_numbers: the ways out of the lines, and where calls come in."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped
from tron.core.database.encrypted import Encrypted


class TrunkRow(Identified, Timestamped, Base):
    """An account or a trunk. Locked by each claim that dials by it: its limits hold for all workers together.

    `next_dial_at`, `backoff_until` and `refusals` are the pace; `secrets` is JSON of the model's secret fields.
    """

    __tablename__ = "trunks"

    line: Mapped[str] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    secrets: Mapped[str | None] = mapped_column(Encrypted)
    caller_ids: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    max_calls: Mapped[int] = mapped_column(default=10, server_default="10")
    calls_per_second: Mapped[float] = mapped_column(default=1.0, server_default="1")
    fallback_id: Mapped[UUID | None] = mapped_column(ForeignKey("trunks.id", ondelete="SET NULL"))
    enabled: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    is_default: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    next_dial_at: Mapped[datetime | None]
    backoff_until: Mapped[datetime | None]
    refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (Index("uq_trunks_default_of_line", "line", unique=True, postgresql_where=text("is_default")),)


class PhoneNumber(Identified, Timestamped, Base):
    """A number of ours. Calls to it are answered by its agent; outside `hours` by its after-hours flow."""

    __tablename__ = "phone_numbers"

    number: Mapped[str] = mapped_column(String(20), unique=True)
    label: Mapped[str] = mapped_column(String(60), default="", server_default="")
    trunk_id: Mapped[UUID | None] = mapped_column(ForeignKey("trunks.id", ondelete="SET NULL"), index=True)
    agent_id: Mapped[UUID | None] = mapped_column(ForeignKey("agents.id", ondelete="SET NULL"), index=True)
    hours: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    after_hours_flow_id: Mapped[UUID | None] = mapped_column(ForeignKey("flows.id", ondelete="SET NULL"))
    max_calls: Mapped[int | None]
    calls_per_second: Mapped[float | None]
    next_dial_at: Mapped[datetime | None]
    enabled: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
