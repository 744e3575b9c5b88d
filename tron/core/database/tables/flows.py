"""flows, flow_versions: what a conversation does, as a draft and as it was published."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped


class Flow(Identified, Timestamped, Base):
    """`canvas_data` is the draft, which alone can be edited. `version`: the latest published number, 0 for none."""

    __tablename__ = "flows"

    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text, default="", server_default="")
    canvas_data: Mapped[dict[str, Any]] = mapped_column(JSONB)
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    is_template: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    require_scenarios: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    archived_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        Index("ix_flows_name_trgm", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
    )


class FlowVersion(Base):
    """One published canvas. Never changed: a trigger of the database holds that. `findings` are its warnings."""

    __tablename__ = "flow_versions"

    flow_id: Mapped[UUID] = mapped_column(ForeignKey("flows.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    canvas: Mapped[dict[str, Any]] = mapped_column(JSONB)
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    findings: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    published_by: Mapped[str] = mapped_column(String(100))
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())

    __table_args__ = (CheckConstraint("version > 0", name="version"),)
