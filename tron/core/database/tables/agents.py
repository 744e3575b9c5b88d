"""agents: who the telecaller is."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped
from tron.core.database.encrypted import Encrypted


class Agent(Identified, Timestamped, Base):
    """The plan's columns; `options` holds typed extras that no SQL filters by (core/models/agent.py)."""

    __tablename__ = "agents"

    name: Mapped[str] = mapped_column(String(100))
    persona: Mapped[str] = mapped_column(Text, default="", server_default="")
    voice_id: Mapped[str] = mapped_column(String(50))
    voice_speed: Mapped[float] = mapped_column(default=1.0, server_default="1")
    language: Mapped[str] = mapped_column(String(10))
    llm_provider: Mapped[str] = mapped_column(String(20))
    llm_model: Mapped[str] = mapped_column(String(100))
    llm_endpoint: Mapped[str | None] = mapped_column(String(255))
    llm_api_key: Mapped[str | None] = mapped_column(Encrypted)
    llm_temperature: Mapped[float] = mapped_column(default=0.7, server_default="0.7")
    tone: Mapped[str] = mapped_column(String(20))
    max_call_duration: Mapped[int] = mapped_column(default=300, server_default="300")
    greeting_text: Mapped[str] = mapped_column(Text, default="", server_default="")
    flow_id: Mapped[UUID | None] = mapped_column(ForeignKey("flows.id"), index=True)
    flow_version: Mapped[int | None]
    trunk_id: Mapped[UUID | None] = mapped_column(ForeignKey("trunks.id", ondelete="SET NULL"))
    tools_enabled: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    guardrails: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    success_outcomes: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    template: Mapped[str | None] = mapped_column(String(50))
    options: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    is_active: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    archived_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        Index("ix_agents_name_trgm", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
    )
