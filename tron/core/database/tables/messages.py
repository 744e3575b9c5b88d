"""message_senders, message_templates, messages: who sends, which words are approved, what became of each message."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tron.core.database.base import Base, Identified, Timestamped
from tron.core.database.encrypted import Encrypted

CHANNELS = ("sms", "whatsapp")
STATES = ("queued", "sent", "delivered", "read", "failed", "unknown", "received")


class SenderRow(Identified, Timestamped, Base):
    """An account that sends messages; `secrets` is JSON of its kind's secret fields."""

    __tablename__ = "message_senders"

    kind: Mapped[str] = mapped_column(String(30))
    channel: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60), unique=True)
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    secrets: Mapped[str | None] = mapped_column(Encrypted)
    enabled: Mapped[bool] = mapped_column(default=True, server_default=sql("true"))
    is_default: Mapped[bool] = mapped_column(default=False, server_default=sql("false"))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        Index("uq_message_senders_default_of_channel", "channel", unique=True, postgresql_where=sql("is_default")),
    )


class TemplateRow(Identified, Timestamped, Base):
    """Words that may be sent: registered at a DLT for SMS to Indian numbers, approved by Meta for WhatsApp."""

    __tablename__ = "message_templates"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    channel: Mapped[str] = mapped_column(String(10))
    category: Mapped[str] = mapped_column(String(20), default="promotional", server_default="promotional")
    text: Mapped[str] = mapped_column(Text)
    dlt_template_id: Mapped[str] = mapped_column(String(40), default="", server_default="")
    header: Mapped[str] = mapped_column(String(20), default="", server_default="")
    whatsapp_name: Mapped[str] = mapped_column(String(512), default="", server_default="")
    language: Mapped[str] = mapped_column(String(20), default="", server_default="")
    revision: Mapped[int] = mapped_column(default=1, server_default="1")


class Message(Identified, Base):
    """One message. It is here before it is sent, and sent by whoever wrote it: after a crash it stays `unknown`.

    `text` is what people may read: sensitive values are masked in it.
    """

    __tablename__ = "messages"

    call_id: Mapped[UUID | None] = mapped_column(ForeignKey("calls.id", ondelete="CASCADE"), index=True)
    direction: Mapped[str] = mapped_column(String(10), default="out", server_default="out")
    phone_number: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(10))
    sender_id: Mapped[UUID | None] = mapped_column(ForeignKey("message_senders.id", ondelete="SET NULL"))
    sender: Mapped[str] = mapped_column(String(60), default="", server_default="")
    vendor_id: Mapped[str | None] = mapped_column(String(250))
    template: Mapped[str] = mapped_column(String(60), default="", server_default="")
    category: Mapped[str] = mapped_column(String(20), default="promotional", server_default="promotional")
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="queued", server_default="queued")
    reason: Mapped[str | None] = mapped_column(String(30))
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('" + "', '".join(STATES) + "')", name="state"),
        CheckConstraint("direction IN ('out', 'in')", name="direction"),
        Index("ix_messages_person", "phone_number", "channel", "created_at"),
        Index("ix_messages_queued", "created_at", postgresql_where=sql("state = 'queued'")),
        Index("uq_messages_vendor_id", "sender_id", "vendor_id", unique=True),
    )
