"""Messages: senders, approved templates, and what became of each message

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())
MOMENT = sa.DateTime(timezone=True)
NOW = sa.text("now()")
STATES = "'queued', 'sent', 'delivered', 'read', 'failed', 'unknown', 'received'"


def _text(name: str, length: int, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), server_default=default, nullable=False)


def _edited() -> list[sa.Column[object]]:
    return [
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("updated_at", MOMENT, server_default=NOW, nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "message_senders",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("kind", 30),
        _text("channel", 10),
        _text("name", 60),
        sa.Column("settings", JSONB, server_default="{}", nullable=False),
        sa.Column("secrets", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("is_default", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        *_edited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_senders")),
        sa.UniqueConstraint("name", name=op.f("uq_message_senders_name")),
    )
    op.create_index(
        "uq_message_senders_default_of_channel",
        "message_senders",
        ["channel"],
        unique=True,
        postgresql_where=sa.text("is_default"),
    )
    op.create_table(
        "message_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        _text("name", 60),
        _text("channel", 10),
        _text("category", 20, "promotional"),
        sa.Column("text", sa.Text(), nullable=False),
        _text("dlt_template_id", 40, ""),
        _text("header", 20, ""),
        _text("whatsapp_name", 512, ""),
        _text("language", 20, ""),
        *_edited(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_templates")),
        sa.UniqueConstraint("name", name=op.f("uq_message_templates_name")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        _text("direction", 10, "out"),
        _text("phone_number", 20),
        _text("channel", 10),
        sa.Column("sender_id", sa.Uuid(), nullable=True),
        _text("sender", 60, ""),
        sa.Column("vendor_id", sa.String(length=250), nullable=True),
        _text("template", 60, ""),
        _text("category", 20, "promotional"),
        sa.Column("text", sa.Text(), nullable=False),
        _text("state", 10, "queued"),
        sa.Column("reason", sa.String(length=30), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, server_default=NOW, nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("delivered_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_messages_state")),
        sa.CheckConstraint("direction IN ('out', 'in')", name=op.f("ck_messages_direction")),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_messages_call_id_calls"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["sender_id"],
            ["message_senders.id"],
            name=op.f("fk_messages_sender_id_message_senders"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_call_id", "messages", ["call_id"])
    op.create_index("ix_messages_person", "messages", ["phone_number", "channel", "created_at"])
    op.create_index("ix_messages_queued", "messages", ["created_at"], postgresql_where=sa.text("state = 'queued'"))
    op.create_index("uq_messages_vendor_id", "messages", ["sender_id", "vendor_id"], unique=True)


def downgrade() -> None:
    op.drop_table("messages")
    op.drop_table("message_templates")
    op.drop_table("message_senders")
