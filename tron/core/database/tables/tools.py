"""tools, tool_secrets, mcp_servers: what people let agents do, and where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped
from tron.core.database.encrypted import Encrypted


class HttpTool(Identified, Timestamped, Base):
    """One request that a model may make. `headers` are name: text with `{{secret:NAME}}`, never a secret itself."""

    __tablename__ = "tools"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    description: Mapped[str] = mapped_column(Text)
    parameters: Mapped[dict[str, Any]] = mapped_column(JSONB)
    method: Mapped[str] = mapped_column(String(10))
    url: Mapped[str] = mapped_column(Text)
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    timeout_seconds: Mapped[float] = mapped_column(default=8.0, server_default="8")
    enabled: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class McpServer(Identified, Timestamped, Base):
    """A source of tools. `tools` is what it offered when it was last asked, kept so that no call waits for it."""

    __tablename__ = "mcp_servers"

    name: Mapped[str] = mapped_column(String(30), unique=True)
    url: Mapped[str] = mapped_column(Text)
    transport: Mapped[str] = mapped_column(String(20))
    headers: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    allowed_tools: Mapped[list[Any] | None] = mapped_column(JSONB(none_as_null=True))
    timeout_seconds: Mapped[float] = mapped_column(default=8.0, server_default="8")
    enabled: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    state: Mapped[str] = mapped_column(String(20), default="unknown", server_default="unknown")
    state_code: Mapped[str | None] = mapped_column(String(40))
    state_message: Mapped[str | None] = mapped_column(Text)
    tools: Mapped[list[Any]] = mapped_column(JSONB, default=list, server_default="[]")
    checked_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class ToolSecret(Base):
    """What `{{secret:NAME}}` in a header stands for."""

    __tablename__ = "tool_secrets"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Encrypted)
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
